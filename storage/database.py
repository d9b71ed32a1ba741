"""The database as the rest of the program sees it: closures in, results out, each closure one transaction."""

import asyncio
from collections.abc import Callable
from pathlib import Path
from typing import Protocol, TypeVar
from urllib.parse import urlsplit

from storage.errors import StorageError
from storage.transaction import Tx, Work

T = TypeVar("T")

AfterCommit = Callable[[Tx], bool]
"""Called on the event loop after a commit with messages in it. True: taken, nobody else need be told."""


class Database(Protocol):
    """One way in for every read and write.

    A closure given to `write` runs whole inside one transaction, outside the event loop; there is no await in it,
    so no cancellation can leave a transaction open. `write` returns after COMMIT. When the caller is cancelled
    the closure still commits or rolls back as a whole.
    """

    dialect: str
    keeps_order: bool  # a closure sees what closures given to `write` before it have done
    after_commit: AfterCommit | None

    async def write(self, work: Work[T]) -> T:
        """Raises whatever `work` raises (rolled back), StorageUnavailable when nothing could be written now."""
        ...

    async def read(self, work: Work[T]) -> T:
        """Like write, on a connection that cannot write."""
        ...

    async def close(self) -> None: ...


def sqlite_path(url: str) -> Path | None:
    """The file behind sqlite:///relative.db or sqlite:////absolute.db; None for another kind of database."""
    return Path(url.removeprefix("sqlite:///")) if url.startswith("sqlite:///") else None


class Leadership(Protocol):
    """Who of several replicas polls, ticks and sends. With SQLite there is only one process, so it leads."""

    async def try_lead(self, owner: str) -> bool:
        """Take the lead if nobody has it. From then on messages are sent in the name of `owner` only."""
        ...

    async def until_lost(self, woken: Callable[[], None]) -> None:
        """Returns when the lead is lost; `woken` is called when another replica wrote messages to send."""
        ...

    async def resign(self) -> None: ...


class SoleLeadership:
    """The only process there is."""

    async def try_lead(self, owner: str) -> bool:
        return True

    async def until_lost(self, woken: Callable[[], None]) -> None:
        await asyncio.Event().wait()

    async def resign(self) -> None:
        return None


def leadership_of(url: str) -> Leadership:
    if sqlite_path(url) is not None:
        return SoleLeadership()
    from storage.postgres import PostgresLeadership  # noqa: PLC0415

    return PostgresLeadership(url)


async def open_database(url: str) -> Database:
    """Connect to an already migrated database. Raises StorageError with a sentence for the operator."""
    path = sqlite_path(url)
    if path is not None:
        from storage.sqlite import SqliteDatabase  # noqa: PLC0415 - only the driver in use is loaded

        return await SqliteDatabase.open(path)
    if urlsplit(url).scheme in {"postgresql", "postgres"}:
        from storage.postgres import PostgresDatabase  # noqa: PLC0415

        return await PostgresDatabase.open(url)
    raise StorageError("DATABASE_URL must look like sqlite:///data/sales.db or postgresql://user:password@host/name")
