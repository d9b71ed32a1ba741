"""python -m bot run | demo | check | simulate | migrate | backup FILE | restore FILE | leads import|forget …"""

import sys

from bot.commands import main

if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
