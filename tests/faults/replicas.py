"""Two bots on one PostgreSQL database behind a balancer, each killed, frozen and stopped as the test likes."""

import asyncio
import itertools
import secrets
import signal
import socket
import time
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import psycopg
from aiohttp import ClientError, ClientSession, web

from sales.outgoing import Lane, WhenUnknown
from storage.database import Database, open_database
from storage.outbox import Outbox
from storage.transaction import Tx
from tests.support.bot_process import BotLauncher, Life, environment
from tests.support.oracle import Books
from tests.support.telegram import Json, Sandbox, World

_numbers = itertools.count(7_600_001)
WEBHOOK_SECRET = secrets.token_urlsafe(32)


class Balancer:
    """Gives each request to the next replica in turn, and to the other one when nobody is at home there."""

    def __init__(self, ports: list[int]) -> None:
        self._ports = ports
        self._turn = itertools.count()
        self.taken = dict.fromkeys(ports, 0)

    async def start(self) -> str:
        self._session = ClientSession()
        application = web.Application()
        application.router.add_post("/updates", self._pass_on)
        self._runner = web.AppRunner(application)
        await self._runner.setup()
        port = free_port()
        await web.TCPSite(self._runner, "127.0.0.1", port).start()
        return f"http://127.0.0.1:{port}/updates"

    async def stop(self) -> None:
        await self._runner.cleanup()
        await self._session.close()

    async def _pass_on(self, request: web.Request) -> web.Response:
        body, turn = await request.read(), next(self._turn)
        for step in range(len(self._ports)):
            port = self._ports[(turn + step) % len(self._ports)]
            try:
                async with self._session.post(
                    f"http://127.0.0.1:{port}/updates", data=body, headers=request.headers
                ) as answer:
                    self.taken[port] += answer.status == 200
                    passed = {name: v for name, v in answer.headers.items() if name == "Retry-After"}
                    return web.Response(status=answer.status, headers=passed)
            except ClientError:
                continue
        return web.Response(status=502)


@dataclass
class Replica:
    launcher: BotLauncher
    env: dict[str, str]
    log: Path
    life: Life | None = None

    async def start(self, **order: Any) -> None:
        self.life = await self.launcher.start(self.env, self.log, **order)
        await self.life.ready()

    @property
    def pid(self) -> int:
        assert self.life is not None
        return self.life.pid

    @property
    def is_alive(self) -> bool:
        return self.life is not None and not self.life.ended.is_set()

    async def kill(self) -> None:
        assert self.life is not None
        await self.life.kill()

    async def terminate(self) -> int:
        assert self.life is not None
        return await self.life.terminate()

    def freeze(self) -> None:
        assert self.life is not None
        self.life.signal(signal.SIGSTOP)

    def thaw(self) -> None:
        assert self.life is not None
        self.life.signal(signal.SIGCONT)


@dataclass
class Cluster:
    world: World
    database_url: str
    balancer: Balancer
    replicas: list[Replica]
    database: Database  # the test's own way in: it writes as one more replica would
    books: Books = field(init=False)

    def __post_init__(self) -> None:
        self.books = Books(self.database_url)

    async def start(self, **order: Any) -> None:
        for replica in self.replicas:
            await replica.start(**order)
        await until(lambda: self.leader() is not None)

    def leader(self) -> Replica | None:
        """Whoever holds the lock and has written its name; None while nobody does."""
        held = self.books.rows(
            "SELECT 1 FROM pg_locks JOIN pg_database d ON d.oid = database"
            " WHERE locktype = 'advisory' AND objid = 20260102 AND d.datname = current_database()"
        )
        pid = self.owner().partition("-")[0]
        return next((r for r in self.replicas if held and r.is_alive and str(r.pid) == pid), None)

    def owner(self) -> str:
        rows = self.books.rows("SELECT value FROM meta WHERE key = 'leader'")
        return rows[0][0] if rows else ""

    async def led(self, within: float = 15) -> Replica:
        await until(lambda: self.leader() is not None, within)
        leader = self.leader()
        assert leader is not None
        return leader

    def other(self, replica: Replica) -> Replica:
        return next(r for r in self.replicas if r is not replica)

    async def tell(self, chat_id: int, *texts: str, when_unknown: WhenUnknown = WhenUnknown.LEAVE) -> None:
        """Messages that nobody asked for, as another replica writes them."""
        now = datetime.now(UTC)

        def work(tx: Tx) -> None:
            for text in texts:
                Outbox(tx).add(
                    chat_id=chat_id,
                    lane=Lane.TOUCH,
                    when_unknown=when_unknown,
                    now=now,
                    payload={"chat_id": chat_id, "text": text},
                )

        await self.database.write(work)

    async def quiet(self, within: float = 30) -> None:
        await until(self.books.is_quiet, within)

    async def senders(self) -> list[str]:
        """Who sent, in the order Telegram heard it, each run once. A message nobody noted has no sender here."""
        noted = {
            (chat, message): owner
            for chat, message, owner in self.books.rows(
                "SELECT chat_id, message_id, owner FROM outbox WHERE message_id IS NOT NULL AND edit_of IS NULL"
                " AND method = 'sendMessage'"
            )
        }
        heard = [noted.get((e["chat_id"], e["message_id"])) for e in await self.world.log(method="sendMessage")]
        return [owner for owner, _ in itertools.groupby(owner for owner in heard if owner is not None)]

    def cut(self, *, only_lock: bool = False) -> None:
        """The server ends connections: all of this database's, or the one that holds the lead."""
        lock = " AND pid IN (SELECT pid FROM pg_locks WHERE locktype = 'advisory' AND objid = 20260102)"
        self.on_server(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '{name}'"
            + (lock if only_lock else "")
        )

    def on_server(self, sql: str) -> None:
        base, _, name = self.database_url.rpartition("/")
        with psycopg.connect(f"{base}/postgres", autocommit=True) as connection:
            connection.execute(sql.format(name=name).encode())

    async def stop(self) -> None:
        for replica in self.replicas:
            if replica.is_alive:
                replica.thaw()
                await replica.kill()
        await self.balancer.stop()
        await self.database.close()


@asynccontextmanager
async def cluster_of(
    launchers: list[BotLauncher], sandbox_url: str, database_url: str, folder: Path, *, has_webhook: bool
) -> AsyncIterator[Cluster]:
    """Two replicas in a world of their own, not started yet."""
    async with await Sandbox.connect(sandbox_url) as sandbox:
        world = sandbox.world(f"{next(_numbers)}:{secrets.token_hex(18)}")
        ports = [free_port() for _ in launchers]
        balancer = Balancer(ports)
        address = await balancer.start()
        replicas = []
        for number, (launcher, port) in enumerate(zip(launchers, ports, strict=True)):
            door = {"webhook_url": address, "webhook_secret": WEBHOOK_SECRET, "webhook_port": port}
            env = environment(world, database_url, **(door if has_webhook else {}))
            replicas.append(Replica(launcher, env, folder / f"bot-{number}.log"))
        cluster = Cluster(world, database_url, balancer, replicas, await open_database(database_url))
        try:
            yield cluster
        finally:
            await cluster.stop()


def texts_heard(log: list[Json], start: str) -> list[str]:
    return [e["body"]["text"] for e in log if e["accepted"] and str(e["body"].get("text", "")).startswith(start)]


async def until(fulfilled: Callable[[], bool | Awaitable[bool]], within: float = 15) -> float:
    """Waits for it; how many seconds it took."""
    began = time.monotonic()
    while True:
        seen = fulfilled()
        if await seen if isinstance(seen, Awaitable) else seen:
            return time.monotonic() - began
        assert time.monotonic() - began < within, f"did not happen within {within} s"
        await asyncio.sleep(0.05)


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
