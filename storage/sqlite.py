"""SQLite: one writer connection that groups commits, a few readers that cannot write."""

import asyncio
import fcntl
import os
import sqlite3
import time
from collections import deque
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

import aiosqlite

from storage.database import AfterCommit
from storage.errors import StorageError, StorageUnavailable
from storage.queries import load
from storage.transaction import Tx, Work

T = TypeVar("T")

READERS = 2
BATCH = 256
LOCK_PATIENCE = 60.0  # seconds a foreign process may hold the write lock before callers are told
_BUSY_MS = 2000

_Queued = tuple[Work[Any], "asyncio.Future[Any]"]
_Outcome = tuple[Any, BaseException | None, Tx]


class SqliteDatabase:
    """Everything that queued while the previous transaction ran goes into the next one, each closure under its
    own SAVEPOINT; callers are answered after COMMIT. At one caller this costs nothing, under load it saves most
    commits. `synchronous` stays NORMAL (a crash loses nothing); a transaction that asked to be durable is followed
    by one small FULL commit, which syncs the whole log before it, so a power cut cannot take it back.
    """

    dialect = "sqlite"
    keeps_order = True

    def __init__(self, path: Path, lock_fd: int) -> None:
        self._path = path
        self._lock_fd = lock_fd
        self._queries = load("sqlite")
        self._queue: deque[_Queued] = deque()
        self._wake = asyncio.Event()
        self._closing = False
        self._writer: aiosqlite.Connection
        self._readers: list[aiosqlite.Connection] = []
        self._turn = 0
        self._drain_task: asyncio.Task[None] | None = None
        self.after_commit: AfterCommit | None = None

    @classmethod
    async def open(cls, path: Path) -> "SqliteDatabase":
        if not path.exists():
            raise StorageError(f"{path}: no database here; run: python -m bot migrate")
        self = cls(path, claim_file(path))
        try:
            self._writer = await _connect(path, query_only=False)
            for _ in range(READERS):
                self._readers.append(await _connect(path, query_only=True))
        except BaseException:
            await self.close()
            raise
        self._drain_task = asyncio.get_running_loop().create_task(self._drain(), name="sqlite-writer")
        return self

    async def write(self, work: Work[T]) -> T:
        if self._closing:
            raise StorageUnavailable("the database is closing")
        future: asyncio.Future[T] = asyncio.get_running_loop().create_future()
        self._queue.append((work, future))
        self._wake.set()
        return await future

    async def read(self, work: Work[T]) -> T:
        self._turn = (self._turn + 1) % len(self._readers)
        connection = self._readers[self._turn]
        return await _in_thread(connection, lambda: self._read(connection._conn, work))

    def _read(self, connection: sqlite3.Connection, work: Work[T]) -> T:
        connection.execute("BEGIN")
        try:
            return work(Tx(self._queries, connection, self.dialect))
        finally:
            connection.rollback()

    async def close(self) -> None:
        """Finishes what was queued, then lets go of connections and of the file lock."""
        self._closing = True
        self._wake.set()
        if self._drain_task is not None:
            await self._drain_task
        for connection in [*self._readers, *([self._writer] if hasattr(self, "_writer") else [])]:
            await connection.close()
        if self._lock_fd >= 0:
            os.close(self._lock_fd)
            self._lock_fd = -1

    async def _drain(self) -> None:
        while True:
            await self._wake.wait()
            self._wake.clear()
            while self._queue:
                batch = [self._queue.popleft() for _ in range(min(BATCH, len(self._queue)))]
                await self._commit([item for item in batch if not item[1].cancelled()])
                if len(batch) > 1:  # let those just answered ask for their next write: it saves a commit
                    await asyncio.sleep(0)
            if self._closing:
                return

    async def _commit(self, batch: list[_Queued]) -> None:
        """One hop to the writer's thread for the whole batch."""
        connection = self._writer
        try:
            outcomes = await _in_thread(connection, lambda: self._run(connection._conn, [work for work, _ in batch]))
        except Exception as error:
            for _, future in batch:
                if not future.done():
                    future.set_exception(_classified(error))
            return
        for (_, future), (result, failure, tx) in zip(batch, outcomes, strict=True):
            if failure is None and tx.outgoing and self.after_commit is not None:
                self.after_commit(tx)
            if future.done():
                continue
            if failure is None:
                future.set_result(result)
            else:
                future.set_exception(failure)

    def _run(self, connection: sqlite3.Connection, works: list[Work[Any]]) -> list[_Outcome]:
        _begin(connection)
        try:
            outcomes = [self._one(connection, work, alone=len(works) == 1) for work in works]
            connection.execute("COMMIT")
        except BaseException:
            if connection.in_transaction:
                connection.execute("ROLLBACK")
            raise
        if any(tx.is_durable for _, failure, tx in outcomes if failure is None):
            _sync_log(connection)
        return outcomes

    def _one(self, connection: sqlite3.Connection, work: Work[Any], *, alone: bool) -> _Outcome:
        tx = Tx(self._queries, connection, self.dialect)
        if not alone:
            connection.execute("SAVEPOINT step")
        try:
            result = work(tx)
        except Exception as error:
            if alone or not connection.in_transaction or _is_storage_fault(error):
                raise  # the whole transaction is gone or doomed
            connection.execute("ROLLBACK TO step")
            connection.execute("RELEASE step")
            return None, error, tx
        if not alone:
            connection.execute("RELEASE step")
        return result, None, tx


async def _in_thread(connection: aiosqlite.Connection, work: Callable[[], T]) -> T:
    """aiosqlite's own way into the thread that owns the connection: one hop, however many statements."""
    result: T = await connection._execute(work)  # type: ignore[no-untyped-call]
    return result


def _begin(connection: sqlite3.Connection) -> None:
    """BEGIN IMMEDIATE, patient with a foreign process that holds the lock: no closure has run yet."""
    deadline = time.monotonic() + LOCK_PATIENCE
    while True:
        try:
            connection.execute("BEGIN IMMEDIATE")
        except sqlite3.OperationalError as error:
            if "locked" not in str(error) or time.monotonic() > deadline:
                raise
        else:
            return


def _sync_log(connection: sqlite3.Connection) -> None:
    connection.execute("PRAGMA synchronous=FULL")
    try:
        connection.execute("UPDATE meta SET value = CAST(value AS INTEGER) + 1 WHERE key = 'durable_commits'")
    finally:
        connection.execute("PRAGMA synchronous=NORMAL")


def _is_storage_fault(error: Exception) -> bool:
    return isinstance(error, sqlite3.OperationalError) and any(
        sign in str(error) for sign in ("locked", "full", "disk I/O", "readonly", "unable to open")
    )


def _classified(error: Exception) -> Exception:
    if _is_storage_fault(error):
        return StorageUnavailable(f"the database cannot be written now: {error}")
    return error


def claim_file(path: Path) -> int:
    """Hold the database for this process; the kernel lets go when the process dies, however it dies."""
    fd = os.open(f"{path}.lock", os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
    try:
        fcntl.flock(fd, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError as error:
        os.close(fd)
        raise StorageError(f"{path}: another Fitlead already works on this database; stop it first") from error
    return fd


async def _connect(path: Path, *, query_only: bool) -> aiosqlite.Connection:
    """Readers never checkpoint: only the writer does, so the known race of two checkpointers cannot happen.

    A connection that cannot be set up is closed again: its thread would keep the program from ever ending.
    """
    try:
        connection = await aiosqlite.connect(path, isolation_level=None, cached_statements=512)
    except sqlite3.Error as error:
        raise StorageError(f"{path}: cannot open the database: {error}") from error
    try:
        await _prepare(connection, query_only=query_only)
    except BaseException as error:
        await connection.close()
        if isinstance(error, sqlite3.Error):
            raise StorageError(f"{path}: cannot open the database: {error}") from error
        raise
    return connection


async def _prepare(connection: aiosqlite.Connection, *, query_only: bool) -> None:
    connection.row_factory = sqlite3.Row
    for pragma in (
        "journal_mode=WAL",
        "synchronous=NORMAL",
        "foreign_keys=ON",
        f"busy_timeout={_BUSY_MS}",
        f"query_only={'ON' if query_only else 'OFF'}",
        f"wal_autocheckpoint={0 if query_only else 1000}",
    ):
        await connection.execute_fetchall(f"PRAGMA {pragma}")
