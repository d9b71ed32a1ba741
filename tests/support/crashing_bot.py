"""The real bot, started over and over for tests that kill it: `python -m tests.support.crashing_bot`.

Importing aiogram takes three seconds of CPU, a start without it a tenth of one. So this process imports once and
forks: each line on stdin is an order (JSON) for one life of the bot, each life is a process of its own that a test
may kill as it likes. Lines out: "born <pid>", "ready <pid>", "ended <pid> <wait status>".

An order: {"env": {...}, "clock_file": path|null, "log": path, "crash": ["point", n]|null, "deadly": text|null,
"call_seconds": s|null, "lease": s|null}. `crash` kills the life with SIGKILL when it passes that point for the n-th
time. Points: those of Worker and Sender, and around every transaction "in <name>" (its closure has run, nothing is
committed) and "after <name>" (committed, the caller has not heard of it), <name> being whose transaction it is, see
_owner_of. `deadly`: /start with this text kills the life, whoever sends it.
"""

import asyncio
import ctypes
import gc
import json
import os
import random
import signal
import sys
from collections import Counter
from datetime import timedelta
from pathlib import Path
from typing import Any

import uvloop

from bot import worker
from bot.logs import configure
from bot.running import build_app
from bot.sending import wire
from bot.settings import Settings
from sales.usecases.greet import Greet
from storage import postgres, sqlite  # noqa: F401 - imported before the first fork
from storage.database import Database

_PR_SET_PDEATHSIG = 1
_OWNERS = ("Intake", "Worker._claim", "Step", "Ticks", "Sender._dispatch", "Recorder")


def _die() -> None:
    os.kill(os.getpid(), signal.SIGKILL)


class Killer:
    """Counts passes of points; strikes once."""

    def __init__(self, crash: tuple[str, int] | None) -> None:
        self._point, self._nth = crash if crash is not None else (None, 0)
        self._passed: Counter[str] = Counter()

    def __call__(self, point: str) -> None:
        if point == self._point:
            self._passed[point] += 1
            if self._passed[point] == self._nth:
                _die()

    def surround(self, database: Database) -> None:
        write = database.write

        async def killable(work: Any) -> Any:
            owner = _owner_of(work)

            def killed_inside(tx: Any) -> Any:
                result = work(tx)
                self(f"in {owner}")
                return result

            result = await write(killed_inside)
            self(f"after {owner}")
            return result

        database.write = killable  # type: ignore[method-assign]


def _owner_of(work: Any) -> str:
    name = getattr(getattr(work, "func", work), "__qualname__", "")
    return next((owner for owner in _OWNERS if name.startswith(owner)), name)


def _make_deadly(text: str) -> None:
    """`/start <text>` takes the whole process down, whoever sends it."""
    greet = Greet.__call__

    def deadly(self: Greet, person: Any, payload: str) -> Any:
        if payload == text:
            _die()
        return greet(self, person, payload)

    Greet.__call__ = deadly  # type: ignore[method-assign]


async def _live(order: dict[str, Any]) -> None:
    killer = Killer(tuple(order["crash"]) if order.get("crash") else None)
    clock_file = order.get("clock_file")
    app = await build_app(
        Settings(_env_file=None), clock_file=Path(clock_file) if clock_file else None, checkpoint=killer
    )
    killer.surround(app.house.database)
    asyncio.get_running_loop().add_signal_handler(signal.SIGTERM, app.stop_asked.set)
    try:
        await app.start()
        os.write(1, f"ready {os.getpid()}\n".encode())
        await app.stop_asked.wait()
    finally:
        await app.stop()


def _be_born(order: dict[str, Any]) -> int:
    ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)  # nobody outlives the tests
    os.environ.update(order["env"])
    os.dup2(os.open(os.devnull, os.O_RDONLY), 0)
    os.dup2(os.open(order["log"], os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600), 2)
    sys.stderr = os.fdopen(2, "w", buffering=1, closefd=False)
    random.seed()
    if order.get("call_seconds"):
        wire.CALL_SECONDS = order["call_seconds"]
    if order.get("lease"):
        worker.LEASE = timedelta(seconds=order["lease"])
    if order.get("deadly"):
        _make_deadly(order["deadly"])
    configure("DEBUG", "json")
    try:
        with asyncio.Runner(loop_factory=uvloop.new_event_loop) as runner:
            runner.run(_live(order))
    except BaseException as error:
        sys.stderr.write(f"died of {error!r}\n")
        return 1
    return 0


def main() -> None:
    gc.freeze()
    for line in sys.stdin:
        child = os.fork()
        if child == 0:
            os._exit(_be_born(json.loads(line)))
        os.write(1, f"born {child}\n".encode())
        _, status = os.waitpid(child, 0)
        os.write(1, f"ended {child} {status}\n".encode())


if __name__ == "__main__":
    main()
