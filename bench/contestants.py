"""The bots under measure, each a process of its own, and what the kernel says about them."""

import asyncio
import os
import signal
import socket
import sys
import tempfile
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

from bench.people import HOOK_PATH, SECRET, TOKEN, Crowd

ROOT = Path(__file__).resolve().parents[1]
_TICKS = os.sysconf("SC_CLK_TCK")
FAST = 5000  # MESSAGES_PER_SECOND: the stub has no limits, so ours must not be what is measured

OURS = "Fitlead, durable, SQLite (uvloop)"
AIOGRAM = "bare aiogram, no database"
AIOGRAM_UV = "bare aiogram, no database, uvloop"
PTB = "bare python-telegram-bot, no database"
PTB_UV = "bare python-telegram-bot, no database, uvloop"
ALL = (OURS, AIOGRAM, AIOGRAM_UV, PTB, PTB_UV)
_BARE = {
    AIOGRAM: ("bench.bare_aiogram", "asyncio"),
    AIOGRAM_UV: ("bench.bare_aiogram", "uvloop"),
    PTB: ("bench.bare_ptb", "asyncio"),
    PTB_UV: ("bench.bare_ptb", "uvloop"),
}


@dataclass(slots=True)
class Contestant:
    name: str
    pid: int
    crowd: Crowd

    def cpu(self) -> float:
        """Seconds of CPU so far, all threads and children that ended, user and system."""
        fields = Path(f"/proc/{self.pid}/stat").read_text(encoding="utf-8").rsplit(") ", 1)[1].split()
        return sum(map(int, fields[11:15])) / _TICKS

    def memory(self) -> float:
        """Resident megabytes."""
        for line in Path(f"/proc/{self.pid}/status").read_text(encoding="utf-8").splitlines():
            if line.startswith("VmRSS:"):
                return int(line.split()[1]) / 1024
        raise AssertionError("no VmRSS")


@asynccontextmanager
async def started(name: str, folder: Path) -> AsyncIterator[Contestant]:
    crowd, port = Crowd(), _free_port()
    api = f"http://127.0.0.1:{await crowd.listen()}"
    with (folder / "bots.log").open("ab") as log:
        process = await asyncio.create_subprocess_exec(
            sys.executable, "-m", *_command(name, api, port), cwd=ROOT, env=_environment(api, port, folder),
            stdin=asyncio.subprocess.DEVNULL, stdout=log, stderr=log,
        )  # fmt: skip
    try:
        await asyncio.wait_for(_ready(crowd, process, port), 30)
        await crowd.connect(port)
        await asyncio.sleep(1.0)
        yield Contestant(name, process.pid, crowd)
    finally:
        if process.returncode is None:
            process.send_signal(signal.SIGTERM)
            await asyncio.wait_for(process.wait(), 15)
        crowd.close()


async def _ready(crowd: Crowd, process: asyncio.subprocess.Process, port: int) -> None:
    while not crowd.ready.is_set() or not _listens(port):
        assert process.returncode is None, "a bot ended instead of starting; its words are in bots.log"
        await asyncio.sleep(0.05)


def _command(name: str, api: str, port: int) -> tuple[str, ...]:
    if name == OURS:
        return ("bot", "run")
    module, loop = _BARE[name]
    return (module, loop, api, TOKEN, str(port), HOOK_PATH, SECRET)


def _environment(api: str, port: int, folder: Path) -> dict[str, str]:
    return {
        **os.environ,
        "BOT_TOKEN": TOKEN,
        "TELEGRAM_API_URL": api,
        "DATABASE_URL": f"sqlite:///{Path(tempfile.mkdtemp(dir=folder))}/bench.db",
        "WEBHOOK_URL": f"http://127.0.0.1:{port}{HOOK_PATH}",
        "WEBHOOK_SECRET": SECRET,
        "WEBHOOK_PORT": str(port),
        "MESSAGES_PER_SECOND": str(FAST),
        "LOG_LEVEL": "WARNING",
        "LOG_FORMAT": "console",
        "ADMIN_IDS": "1",
    }


def _listens(port: int) -> bool:
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
