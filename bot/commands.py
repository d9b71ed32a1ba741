"""The command line. Whatever is wrong ends in one clear sentence and a non-zero code, never a traceback."""

import argparse
import asyncio
import sys
from pathlib import Path

from bot.logs import configure
from bot.refusal import Refusal
from bot.settings import Settings, SettingsError, read_settings
from playbook import PlaybookError
from storage.errors import StorageError
from storage.migrations import migrate


def main(words: list[str]) -> int:
    """The exit code: 0 when all went well, 1 for what the operator must mend, 2 for a wrong command."""
    parser = argparse.ArgumentParser(prog="python -m bot", description="Fitlead, the Telegram sales assistant")
    commands = parser.add_subparsers(dest="command", required=True)
    commands.add_parser("run", help="work for the bot of BOT_TOKEN (without a token: the demo)")
    demo = commands.add_parser("demo", help="the sandbox on http://127.0.0.1:8080 and this very bot connected to it")
    demo.add_argument("--port", type=int, default=8080)
    commands.add_parser("check", help="look at settings, playbook, templates and database; print what is wrong")
    commands.add_parser("migrate", help="bring the database up to this version")
    for name, text in (("backup", "copy the database while it works"), ("restore", "put a backup in place")):
        commands.add_parser(name, help=text).add_argument("file", type=Path)
    options = parser.parse_args(words)
    try:
        settings = read_settings()
        configure(settings.log_level, settings.log_format)
        return _run(options, settings)
    except (SettingsError, StorageError, PlaybookError, Refusal) as error:
        print(str(error), file=sys.stderr)  # noqa: T201 - the sentence for the operator
        return 1
    except KeyboardInterrupt:
        return 130


def _run(options: argparse.Namespace, settings: Settings) -> int:
    if options.command == "migrate":
        done = migrate(settings.database_url)
        print(f"applied: {', '.join(done)}" if done else "up to date")  # noqa: T201
        return 0
    if options.command == "run":
        from bot.running import run  # noqa: PLC0415 - aiogram takes seconds to import

        asyncio.run(run(settings))
        return 0
    raise Refusal(f"{options.command}: not yet")
