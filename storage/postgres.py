"""PostgreSQL: the same closures over a small pool of connections, each in a thread of its own."""

import asyncio
import contextlib
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any, TypeVar

import psycopg
from psycopg.errors import DeadlockDetected, OperationalError, SerializationFailure
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
CHANNEL = "fitlead_outbox"


class PostgresDatabase:
    """READ COMMITTED. A deadlock or serialization failure runs the closure again; a lost connection is
    StorageUnavailable. Every commit is durable by the server's own setting (synchronous_commit).

    Where this process is not the one that sends, a commit with messages in it wakes the one that is (NOTIFY).
    """

    dialect = "postgres"

    def __init__(self, pool: ConnectionPool[Any], url: str) -> None:
        self.url = url
        self._pool = pool
        self._queries = load("postgres")
        self._threads = ThreadPoolExecutor(CONNECTIONS, thread_name_prefix="postgres")
        self.after_commit: AfterCommit | None = None
        self.announces = True

    @classmethod
    async def open(cls, url: str) -> "PostgresDatabase":
        pool: ConnectionPool[Any] = ConnectionPool(
            url,
            min_size=1,
            max_size=CONNECTIONS,
            open=False,
            timeout=10,
            kwargs={"row_factory": dict_row, "autocommit": True, "connect_timeout": CONNECT_SECONDS},
            check=ConnectionPool.check_connection,
        )
        try:
            await asyncio.to_thread(pool.open, True, CONNECT_SECONDS + 1)
        except (PoolTimeout, psycopg.Error) as error:
            await asyncio.to_thread(pool.close)
            raise StorageError(f"DATABASE_URL: cannot reach PostgreSQL: {type(error).__name__}") from None
        return cls(pool, url)

    async def write(self, work: Work[T]) -> T:
        loop = asyncio.get_running_loop()
        result, tx = await loop.run_in_executor(self._threads, self._run, work, False)
        if tx.outgoing and self.after_commit is not None:
            self.after_commit(tx)
        return result

    async def read(self, work: Work[T]) -> T:
        result, _ = await asyncio.get_running_loop().run_in_executor(self._threads, self._run, work, True)
        return result

    async def close(self) -> None:
        await asyncio.to_thread(self._threads.shutdown, True)
        await asyncio.to_thread(self._pool.close)

    def _run(self, work: Work[T], read_only: bool) -> tuple[T, Tx]:
        for attempt in range(TRIES):
            try:
                return self._once(work, read_only)
            except (DeadlockDetected, SerializationFailure):
                if attempt == TRIES - 1:
                    raise
            except (OperationalError, PoolTimeout) as error:
                raise StorageUnavailable(f"PostgreSQL does not answer: {type(error).__name__}") from error
        raise AssertionError("unreachable")

    def _once(self, work: Work[T], read_only: bool) -> tuple[T, Tx]:
        with self._pool.connection() as connection, connection.transaction():
            if read_only:
                connection.execute("SET TRANSACTION READ ONLY")
            tx = Tx(self._queries, connection, self.dialect)
            result = work(tx)
            if tx.outgoing and self.announces:
                connection.execute(f"NOTIFY {CHANNEL}")
            return result, tx


class PostgresLeadership:
    """One replica polls, ticks and sends: whoever holds the advisory lock. It is gone with the connection that
    held it, so a stand-by takes over within seconds of a death, however it died.
    """

    LOCK = 20260102

    def __init__(self, url: str) -> None:
        self._url = url
        self._connection: psycopg.AsyncConnection[Any] | None = None

    async def try_lead(self) -> bool:
        """Take the lead if nobody has it; False otherwise, or while the server is away."""
        try:
            if self._connection is None:
                self._connection = await psycopg.AsyncConnection.connect(
                    self._url, autocommit=True, connect_timeout=CONNECT_SECONDS
                )
            cursor = await self._connection.execute("SELECT pg_try_advisory_lock(%s)", [self.LOCK])
            row = await cursor.fetchone()
            if row is None or not row[0]:
                return False
            await self._connection.execute(f"LISTEN {CHANNEL}")
        except psycopg.Error:
            await self._drop()
            return False
        return True

    async def until_lost(self, woken: Callable[[], None]) -> None:
        assert self._connection is not None
        try:
            while True:
                async for _ in self._connection.notifies(timeout=2.0):
                    woken()
                await self._connection.execute("SELECT 1")
        except psycopg.Error:
            await self._drop()

    async def resign(self) -> None:
        await self._drop()

    async def _drop(self) -> None:
        connection, self._connection = self._connection, None
        if connection is not None:
            with contextlib.suppress(psycopg.Error):
                await connection.close()
