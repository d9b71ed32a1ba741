"""What SQLite alone must keep: grouped commits, patience with a busy file, durability on demand, one process."""

import asyncio
import os
import sqlite3
import threading
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest

import storage.sqlite
from storage.database import open_database, sqlite_path
from storage.errors import StorageError, StorageUnavailable
from storage.sqlite import SqliteDatabase
from storage.transaction import Tx
from tests.storage.making import add_lead, add_order, add_person, rows


@pytest.fixture
async def database(sqlite_url: str, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[SqliteDatabase]:
    monkeypatch.setattr(storage.sqlite, "_BUSY_MS", 20)
    opened = await open_database(sqlite_url)
    assert isinstance(opened, SqliteDatabase)
    yield opened
    await opened.close()


def file_of(url: str) -> Path:
    path = sqlite_path(url)
    assert path is not None
    return path


async def count(database: SqliteDatabase) -> int:
    return int((await rows(database, "SELECT COUNT(*) AS total FROM people"))[0]["total"])


async def durable_commits(database: SqliteDatabase) -> int:
    return int((await rows(database, "SELECT value FROM meta WHERE key = 'durable_commits'"))[0]["value"])


async def test_what_queued_meanwhile_goes_into_one_commit(database: SqliteDatabase) -> None:
    inside, go = threading.Event(), threading.Event()
    statements: list[str] = []
    await database._writer.set_trace_callback(statements.append)

    def slow(tx: Tx) -> None:
        inside.set()
        assert go.wait(10)

    first = asyncio.ensure_future(database.write(slow))
    assert await asyncio.to_thread(inside.wait, 10)
    others = [asyncio.ensure_future(database.write(lambda tx, n=n: add_person(tx, n))) for n in range(1, 101)]
    await asyncio.sleep(0)
    go.set()
    await asyncio.gather(first, *others)
    assert len([s for s in statements if s == "COMMIT"]) == 2, "its own and one for all the others"
    assert await count(database) == 100


async def test_a_write_nobody_waits_for_any_more_is_not_begun(database: SqliteDatabase) -> None:
    inside, go = threading.Event(), threading.Event()

    def slow(tx: Tx) -> None:
        inside.set()
        assert go.wait(10)

    first = asyncio.ensure_future(database.write(slow))
    assert await asyncio.to_thread(inside.wait, 10)
    queued = asyncio.ensure_future(database.write(lambda tx: add_person(tx, 1)))
    await asyncio.sleep(0)
    queued.cancel()
    go.set()
    await first
    await database.write(lambda tx: add_person(tx, 2))
    assert await count(database) == 1


async def test_a_busy_file_is_waited_for(database: SqliteDatabase, sqlite_url: str) -> None:
    other = sqlite3.connect(file_of(sqlite_url), isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    writing = asyncio.ensure_future(database.write(lambda tx: add_person(tx, 1)))
    await asyncio.sleep(0.1)
    assert not writing.done()
    assert await asyncio.wait_for(count(database), 2) == 0, "reading goes on meanwhile"
    other.execute("ROLLBACK")
    other.close()
    await asyncio.wait_for(writing, 5)
    assert await count(database) == 1


async def test_a_file_busy_for_too_long_is_told_and_nothing_is_stuck(
    database: SqliteDatabase, sqlite_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(storage.sqlite, "LOCK_PATIENCE", 0.1)
    other = sqlite3.connect(file_of(sqlite_url), isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    outcomes = await asyncio.gather(
        *(database.write(lambda tx, n=n: add_person(tx, n)) for n in (1, 2)), return_exceptions=True
    )
    assert [type(outcome) for outcome in outcomes] == [StorageUnavailable, StorageUnavailable]
    other.execute("ROLLBACK")
    other.close()
    await database.write(lambda tx: add_person(tx, 3))
    assert await count(database) == 1


async def test_a_full_disk_changes_nothing_and_heals_by_itself(database: SqliteDatabase) -> None:
    writer = database._writer
    await writer.execute_fetchall("PRAGMA max_page_count = 1")  # SQLite's own: not below what is used now
    big = "x" * 200_000

    def fill(tx: Tx) -> None:
        add_person(tx, 1)
        tx.sql.link_add(code="big", source=big, medium="", campaign="", content="", created_by=None, now=0)

    outcomes = await asyncio.gather(
        database.write(fill), database.write(lambda tx: add_person(tx, 2)), return_exceptions=True
    )
    assert isinstance(outcomes[0], StorageUnavailable)
    await writer.execute_fetchall("PRAGMA max_page_count = 1073741823")
    assert await count(database) in (0, 1)
    await database.write(fill)
    assert len(await rows(database, "SELECT code FROM links")) == 1


async def test_a_sale_is_synced_to_the_disk_and_a_talk_is_not(database: SqliteDatabase) -> None:
    def talk(tx: Tx) -> Any:
        return add_lead(tx, add_person(tx, 1)), add_person(tx, 2)

    lead, seller = await database.write(talk)
    assert await durable_commits(database) == 0
    await database.write(lambda tx: add_order(tx, lead, seller))
    assert await durable_commits(database) == 1
    (mode,) = await database._writer.execute_fetchall("PRAGMA synchronous")
    assert mode[0] == 1, "back to NORMAL"


async def test_a_sale_that_was_taken_back_syncs_nothing(database: SqliteDatabase) -> None:
    def failing(tx: Tx) -> None:
        tx.durable()
        raise LookupError

    await asyncio.gather(database.write(failing), database.write(lambda tx: add_person(tx, 1)), return_exceptions=True)
    assert await durable_commits(database) == 0


async def test_two_processes_never_work_on_one_file(database: SqliteDatabase, sqlite_url: str) -> None:
    with pytest.raises(StorageError, match="another Fitlead"):
        await open_database(sqlite_url)


async def test_a_closed_file_may_be_opened_again(sqlite_url: str) -> None:
    for _ in range(3):
        database = await open_database(sqlite_url)
        await database.close()


async def test_no_file_is_made_by_opening(tmp_path: Path) -> None:
    with pytest.raises(StorageError, match="python -m bot migrate"):
        await open_database(f"sqlite:///{tmp_path}/none.db")
    assert os.listdir(tmp_path) == []


async def test_what_is_no_database_is_said_and_the_file_is_let_go(tmp_path: Path) -> None:
    path = tmp_path / "sales.db"
    path.write_bytes(b"this is no database at all, just words " * 200)
    for _ in range(2):
        with pytest.raises(StorageError, match=r"sales\.db"):
            await open_database(f"sqlite:///{path}")
