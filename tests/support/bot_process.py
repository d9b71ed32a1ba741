"""The bot as a process that tests may kill: over and over from a warm start, or exactly as an operator starts it."""

import asyncio
import json
import os
import signal
import sys
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Self

from tests.support.log_watch import WATCH
from tests.support.telegram import World

ROOT = Path(__file__).resolve().parents[2]


def environment(world: World, database_url: str, **more: object) -> dict[str, str]:
    """Settings for a bot in `world`; `more` are further settings by their names in .env.example, in lower case."""
    wanted = {
        "BOT_TOKEN": world.token,
        "TELEGRAM_API_URL": world.sandbox.url,
        "DATABASE_URL": database_url,
        "MESSAGES_PER_SECOND": 1000,
        "LOG_LEVEL": "DEBUG",
        **{name.upper(): value for name, value in more.items()},
    }
    return {name: str(value) for name, value in wanted.items()}


@dataclass
class Life:
    """From one start to one end. `status` is what waitpid says."""

    pid: int
    is_ready: asyncio.Event = field(default_factory=asyncio.Event)
    ended: asyncio.Event = field(default_factory=asyncio.Event)
    status: int | None = None

    @property
    def exit_code(self) -> int:
        """Negative: the signal that killed it."""
        assert self.status is not None
        return os.waitstatus_to_exitcode(self.status)

    async def ready(self, within: float = 20) -> Self:
        await asyncio.wait_for(self.is_ready.wait(), within)
        assert not self.ended.is_set(), f"the bot ended with {self.status} instead of starting"
        return self

    async def end(self, within: float = 20) -> int:
        await asyncio.wait_for(self.ended.wait(), within)
        return self.exit_code

    async def kill(self) -> None:
        self.signal(signal.SIGKILL)
        await self.end()

    async def terminate(self, within: float = 12) -> int:
        self.signal(signal.SIGTERM)
        return await self.end(within)

    def signal(self, number: int) -> None:
        if not self.ended.is_set():
            os.kill(self.pid, number)


class BotLauncher:
    """tests/support/crashing_bot.py with its orders; one life at a time."""

    def __init__(self, process: asyncio.subprocess.Process) -> None:
        self._process = process
        self._life: Life | None = None
        self._born = asyncio.Event()
        self._reader = asyncio.create_task(self._read())

    @classmethod
    @asynccontextmanager
    async def opened(cls) -> AsyncIterator["BotLauncher"]:
        process = await asyncio.create_subprocess_exec(
            sys.executable,
            "-m",
            "tests.support.crashing_bot",
            cwd=ROOT,
            stdin=asyncio.subprocess.PIPE,
            stdout=asyncio.subprocess.PIPE,
        )
        launcher = cls(process)
        try:
            yield launcher
        finally:
            await launcher.close()

    async def start(self, env: Mapping[str, str], log: Path, **order: Any) -> Life:
        """One life; `order` as crashing_bot reads it. Returns once the process exists, not once it is ready."""
        assert self._life is None or self._life.ended.is_set(), "one life at a time"
        assert self._process.stdin is not None
        self._born.clear()
        line = json.dumps({"env": dict(env), "log": str(WATCH.reads(log)), **order})
        self._process.stdin.write(line.encode() + b"\n")
        await self._process.stdin.drain()
        await asyncio.wait_for(self._born.wait(), 20)
        assert self._life is not None
        return self._life

    async def close(self) -> None:
        if self._life is not None and not self._life.ended.is_set():
            await self._life.kill()
        assert self._process.stdin is not None
        self._process.stdin.close()
        await self._process.wait()
        await self._reader

    async def _read(self) -> None:
        assert self._process.stdout is not None
        pending_ready: set[int] = set()
        while line := await self._process.stdout.readline():
            word, pid, *rest = line.decode().split()
            if word == "ready" and (self._life is None or self._life.pid != int(pid)):
                pending_ready.add(int(pid))
            elif word == "born":
                self._life = Life(int(pid))
                if int(pid) in pending_ready:
                    self._life.is_ready.set()
                self._born.set()
            elif self._life is not None and word == "ready":
                self._life.is_ready.set()
            elif self._life is not None:
                self._life.status = int(rest[0])
                self._life.is_ready.set()
                self._life.ended.set()


class RealBot:
    """`python -m bot run`, nothing between the test and the operator's command."""

    def __init__(self, process: asyncio.subprocess.Process) -> None:
        self.process = process

    @classmethod
    async def start(cls, env: Mapping[str, str], log: Path) -> Self:
        with WATCH.reads(log).open("ab") as sink:
            process = await asyncio.create_subprocess_exec(
                sys.executable,
                "-m",
                "bot",
                "run",
                cwd=ROOT,
                env={**os.environ, **env},
                stdin=asyncio.subprocess.DEVNULL,
                stdout=sink,
                stderr=sink,
            )
        return cls(process)

    async def terminate(self, within: float = 12) -> int:
        self.process.send_signal(signal.SIGTERM)
        return await asyncio.wait_for(self.process.wait(), within)

    async def kill(self) -> None:
        if self.process.returncode is None:
            self.process.kill()
            await self.process.wait()
