"""python -m sandbox: starts the sandbox server and prints where it is."""

import argparse
import asyncio
import signal
import sys
from pathlib import Path

from sandbox.clock import Clock
from sandbox.hub import Hub
from sandbox.server import serve


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m sandbox", description=__doc__)
    parser.add_argument("--host", default="127.0.0.1")
    parser.add_argument("--port", type=int, default=8080, help="0 takes any free port")
    parser.add_argument("--log", type=Path, help="append every call and delivery to this JSON-lines file")
    parser.add_argument("--clock-file", type=Path, help="keep the clock's offset, in seconds, in this file")
    parser.add_argument("--limits", choices=("strict", "off"), default="strict")
    parser.add_argument("--seed", type=int, help="the same seed gives the same update ids and the same dice")
    return parser.parse_args()


async def _run(wanted: argparse.Namespace) -> None:
    hub = Hub(Clock(wanted.clock_file), wanted.log, wanted.limits == "strict", wanted.seed)
    runner, port = await serve(hub, wanted.host, wanted.port)
    stop = asyncio.Event()
    for name in (signal.SIGINT, signal.SIGTERM):
        asyncio.get_running_loop().add_signal_handler(name, stop.set)
    sys.stdout.write(f"sandbox ready http://{wanted.host}:{port}\n")
    sys.stdout.flush()
    await stop.wait()
    await runner.cleanup()
    hub.log_file.close()


if __name__ == "__main__":
    asyncio.run(_run(_arguments()))
