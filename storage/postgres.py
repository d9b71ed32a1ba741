"""PostgreSQL: the same closures over a small pool of connections, each in a thread of its own."""

import asyncio
import contextlib
import random
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import Any, TypeVar

import psycopg
from psycopg.errors import (
    DeadlockDetected,
    IdleInTransactionSessionTimeout,
    OperationalError,
    ReadOnlySqlTransaction,
    SerializationFailure,
)
from psycopg.rows import dict_row
from psycopg_pool import ConnectionPool, PoolTimeout

from storage.database import AfterCommit
from storage.errors import StorageError, StorageUnavailable
from storage.queries import load
from storage.transaction import Tx, Work

T = TypeVar("T")

CONNECTIONS = 8
TRIES = 4
CONNECT_SECONDS = 4
POOL_SECONDS = 3.0  # how long a closure may wait for a connection
RECONNECT_SECONDS = 5.0  # then the pool begins anew: its pauses double, and after an hour's outage would last minutes
IDLE_SECONDS = 10  # a transaction that stands still this long belongs to a frozen process: the server ends it
CHANNEL = "fitlead_outbox"

# A machine that vanished says no goodbye. Without these the other side would believe in it for two hours, and
# with it in its locks; with them ten seconds.
_OUR_SIDE: dict[str, Any] = {
    "keepalives_idle": 3,
    "keepalives_interval": 2,
    "keepalives_count": 3,
    "tcp_user_timeout": 10_000,
}
_SERVERS_SIDE = {
    "tcp_keepalives_idle": "3",
    "tcp_keepalives_interval": "2",
    "tcp_keepalives_count": "3",
    "tcp_user_timeout": "10000",
}
_COLLISIONS = (DeadlockDetected, SerializationFailure)
_AWAY = (OperationalError, PoolTimeout, IdleInTransactionSessionTimeout, ReadOnlySqlTransaction)


class PostgresDatabase:
    """READ COMMITTED. A deadlock or serialization failure runs the closure again; a lost connection is
    StorageUnavailable. Every commit is durable by the server's own setting (synchronous_commit).

    Messages that `after_commit` did not take are announced to the process that sends (NOTIFY).
    """

    dialect = "postgres"
    keeps_order = False

    def __init__(self, pool: ConnectionPool[Any], url: str) -> None:
        self.url = url
        self._pool = pool
        self._queries = load("postgres")
        self._threads = ThreadPoolExecutor(CONNECTIONS, thread_name_prefix="postgres")
        self._is_announcing = self._is_more_to_announce = False
        self._is_closing = False
        self.after_commit: AfterCommit | None = None

    @classmethod
    async def open(cls, url: str) -> "PostgresDatabase":
        pool: ConnectionPool[Any] = ConnectionPool(
            url,
            min_size=1,
            max_size=CONNECTIONS,
            open=False,
            timeout=POOL_SECONDS,
            reconnect_timeout=RECONNECT_SECONDS,
            kwargs={"row_factory": dict_row, "autocommit": True, "connect_timeout": CONNECT_SECONDS, **_OUR_SIDE},
            configure=_configure,
            check=ConnectionPool.check_connection,
        )
        try:
            await asyncio.to_thread(pool.open, True, CONNECT_SECONDS + 1)
        except (PoolTimeout, psycopg.Error) as error:
            await asyncio.to_thread(pool.close)
            raise StorageError(f"DATABASE_URL: cannot reach PostgreSQL: {type(error).__name__}") from None
        return cls(pool, url)

    async def write(self, work: Work[T]) -> T:
        result, tx = await self._in_thread(lambda: self._run(work, False))
        if tx.outgoing and not (self.after_commit is not None and self.after_commit(tx)):
            self._announce()
        return result

    async def read(self, work: Work[T]) -> T:
        result, _ = await self._in_thread(lambda: self._run(work, True))
        return result

    async def close(self) -> None:
        """Finishes what was begun."""
        self._is_closing = True
        await asyncio.to_thread(self._threads.shutdown, True)
        await asyncio.to_thread(self._pool.close)

    def _in_thread(self, job: Callable[[], T]) -> "asyncio.Future[T]":
        if self._is_closing:
            raise StorageUnavailable("the database is closing")
        return asyncio.get_running_loop().run_in_executor(self._threads, job)

    def _run(self, work: Work[T], read_only: bool) -> tuple[T, Tx]:
        for attempt in range(TRIES):
            try:
                with _sentences():
                    return self._once(work, read_only)
            except _COLLISIONS:
                if attempt == TRIES - 1:
                    raise
                time.sleep(random.uniform(0.0, 0.01 * 2**attempt))  # or the same two meet again
        raise AssertionError("unreachable")

    def _once(self, work: Work[T], read_only: bool) -> tuple[T, Tx]:
        with self._pool.connection() as connection, connection.transaction():
            if read_only:
                connection.execute("SET TRANSACTION READ ONLY")
            tx = Tx(self._queries, connection, self.dialect)
            return work(tx), tx

    def _announce(self) -> None:
        """One NOTIFY for all commits since the last: a NOTIFY inside each would make them commit one by one."""
        if self._is_announcing:
            self._is_more_to_announce = True
        elif not self._is_closing:
            self._is_announcing = True
            self._in_thread(self._notify).add_done_callback(self._announced)

    def _notify(self) -> None:
        with contextlib.suppress(StorageUnavailable), _sentences(), self._pool.connection() as connection:
            connection.execute(f"NOTIFY {CHANNEL}")  # lost with the server: the sender looks every second anyway

    def _announced(self, _: "asyncio.Future[None]") -> None:
        self._is_announcing = False
        if self._is_more_to_announce:
            self._is_more_to_announce = False
            self._announce()


class PostgresLeadership:
    """One replica polls, ticks and sends: whoever holds the advisory lock. It is gone with the connection that
    held it, so a stand-by takes over within seconds of a death, however it died.

    The leader's name is written down over that very connection. A transaction that only the leader may make looks at
    it (Outbox.confirm_lead): who lost the lead without noticing finds another's name and changes nothing.
    """

    LOCK = 20260102

    def __init__(self, url: str) -> None:
        self._url = url
        self._connection: psycopg.AsyncConnection[Any] | None = None

    async def try_lead(self, owner: str) -> bool:
        """Take the lead if nobody has it; False otherwise, or while the server is away."""
        try:
            connection = await self._connected()
            cursor = await connection.execute("SELECT pg_try_advisory_lock(%s)", [self.LOCK])
            row = await cursor.fetchone()
            if row is None or not row[0]:
                return False
            await connection.execute(
                "INSERT INTO meta (key, value) VALUES ('leader', %s)"
                " ON CONFLICT (key) DO UPDATE SET value = excluded.value",
                [owner],
            )
            await connection.execute(f"LISTEN {CHANNEL}")
        except psycopg.Error:
            await self._drop()
            return False
        return True

    async def until_lost(self, woken: Callable[[], None]) -> None:
        """Raises nothing: when this returns, somebody else may lead."""
        connection = self._connection
        if connection is None:
            return
        with contextlib.suppress(psycopg.Error):
            while True:
                async for _ in connection.notifies(timeout=2.0):
                    woken()
                await connection.execute("SELECT 1")
        await self._drop()

    async def resign(self) -> None:
        await self._drop()

    async def _connected(self) -> psycopg.AsyncConnection[Any]:
        if self._connection is None:
            self._connection = await psycopg.AsyncConnection.connect(
                self._url, autocommit=True, connect_timeout=CONNECT_SECONDS, **_OUR_SIDE
            )
            for name, value in _SERVERS_SIDE.items():
                await self._connection.execute("SELECT set_config(%s, %s, false)", [name, value])
        return self._connection

    async def _drop(self) -> None:
        connection, self._connection = self._connection, None
        if connection is not None:
            with contextlib.suppress(psycopg.Error):
                await connection.close()


def _configure(connection: "psycopg.Connection[Any]") -> None:
    settings = {**_SERVERS_SIDE, "idle_in_transaction_session_timeout": str(IDLE_SECONDS * 1000)}
    for name, value in settings.items():
        connection.execute("SELECT set_config(%s, %s, false)", [name, value])


@contextlib.contextmanager
def _sentences() -> Iterator[None]:
    """The server is away, read-only or has thrown us out: StorageUnavailable. Collisions pass as they are."""
    try:
        yield
    except _COLLISIONS:
        raise
    except _AWAY as error:
        raise StorageUnavailable(f"PostgreSQL does not answer: {type(error).__name__}") from error
