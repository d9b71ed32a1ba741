"""The database is taken away for a while: nothing is lost, nothing happens twice, and the bot recovers by itself."""

import asyncio
import random
import sqlite3
import subprocess
import sys
import time
from collections.abc import AsyncIterator, Coroutine, Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from sales.outgoing import Lane, WhenUnknown
from storage import sqlite
from storage.backup import backup, restore
from storage.database import sqlite_path
from storage.errors import StorageUnavailable
from storage.outbox import Outbox
from storage.sqlite import SqliteDatabase
from storage.transaction import Tx
from tests.faults.crowd import PRIVACY, WELCOME, all_quiet, assert_nothing_lost_nothing_twice, crowd, free_answers
from tests.support.house import Running
from tests.support.oracle import Books, by_chat, said
from tests.support.telegram import Person, Sandbox

_HOLD = """
import sqlite3, sys
connection = sqlite3.connect(sys.argv[1], isolation_level=None, timeout=10)
connection.execute("BEGIN IMMEDIATE")
print("locked", flush=True)
sys.stdin.readline()
"""


@contextmanager
def locked_by_a_stranger(url: str) -> Iterator[None]:
    """Another process holds the write lock."""
    holder = subprocess.Popen(
        [sys.executable, "-c", _HOLD, str(sqlite_path(url))], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    with holder:
        assert holder.stdout is not None
        assert holder.stdout.readline() == "locked\n"
        yield
        holder.kill()


@pytest.fixture
async def bot(sandbox: Sandbox, tmp_path: Path, sqlite_url: str) -> AsyncIterator[Running]:
    async with Running(sandbox, tmp_path, database_url=sqlite_url) as running:
        yield running


@pytest.fixture
def impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    """Callers hear of a locked database after half a second instead of a minute."""
    monkeypatch.setattr(sqlite, "LOCK_PATIENCE", 0.5)
    monkeypatch.setattr(sqlite, "_BUSY_MS", 100)


async def guests(bot: Running, count: int) -> list[Person]:
    made = [await bot.world.person(f"Гость{n}й") for n in range(count)]
    for person in made:
        await person.starts()
        await person.sees(WELCOME)
    return made


async def everybody_sees(people: list[Person], text: str) -> None:
    for person in people:
        await person.sees(text, within=10)


async def each_was_answered_once(bot: Running, people: list[Person], *answers: str) -> None:
    await all_quiet(bot_books(bot))
    heard = by_chat(await said(bot.world))
    for person in people:
        assert free_answers([call.text for call in heard.get(person.id, [])]) == list(answers), person.name


def bot_books(bot: Running) -> Books:
    return Books(bot.app.settings.database_url)


@pytest.mark.usefixtures("impatient")
async def test_a_database_locked_by_a_stranger_loses_nothing(bot: Running, sqlite_url: str) -> None:
    people = await guests(bot, 6)
    with locked_by_a_stranger(sqlite_url):
        for person in people:
            await person.says("/privacy")
        with pytest.raises(StorageUnavailable):
            await bot.database.write(lambda tx: Outbox(tx).purge(bot.app.house.clock.now()))
        await asyncio.sleep(1.5)
        heard = await said(bot.world)
        assert not [call for call in heard if PRIVACY in call.text], "answered without having written it down"
    await everybody_sees(people, PRIVACY)
    await each_was_answered_once(bot, people, WELCOME, PRIVACY)
    assert bot_books(bot).unknown() == []


@pytest.mark.slow
async def test_a_database_locked_for_thirty_seconds_loses_nothing(bot: Running, sqlite_url: str) -> None:
    people = await guests(bot, 20)
    with locked_by_a_stranger(sqlite_url):
        for person in people:
            await person.says("/privacy")
        await asyncio.sleep(30)
    await everybody_sees(people, PRIVACY)
    await each_was_answered_once(bot, people, WELCOME, PRIVACY)


async def test_a_full_disk_loses_nothing_and_is_over_when_there_is_room_again(bot: Running) -> None:
    people = await guests(bot, 6)
    await limit_pages(bot, full=True)
    with pytest.raises(StorageUnavailable):
        await bot.database.write(fill)
    for person in people:
        for _ in range(3):
            await person.says("/privacy")
    await asyncio.sleep(1.5)
    await limit_pages(bot, full=False)
    await everybody_sees(people, PRIVACY)
    await each_was_answered_once(bot, people, WELCOME, PRIVACY, PRIVACY, PRIVACY)
    assert bot_books(bot).is_sound()
    assert bot_books(bot).unknown() == []


async def limit_pages(bot: Running, *, full: bool) -> None:
    """Full: the file may not grow by a single page."""
    assert isinstance(bot.database, SqliteDatabase)
    writer = bot.database._writer
    pages = await writer.execute_fetchall("PRAGMA page_count")
    await writer.execute_fetchall(f"PRAGMA max_page_count={next(iter(pages))[0] if full else 2**30}")


def fill(tx: Tx) -> None:
    tx.sql._connection.execute("INSERT INTO meta (key, value) VALUES ('ballast', ?)", ["x" * 10_000_000])


async def test_a_thousand_cancelled_writes_leave_no_half_transaction_and_no_lock(bot: Running) -> None:
    dice = random.Random(9)
    later = bot.app.house.clock.now() + timedelta(days=1)

    def pair(number: int) -> Coroutine[Any, Any, None]:
        def work(tx: Tx) -> None:
            for half in "ab":
                Outbox(tx).add(
                    chat_id=1,
                    lane=Lane.TOUCH,
                    when_unknown=WhenUnknown.LEAVE,
                    now=bot.app.house.clock.now(),
                    payload={"text": half},
                    about=f"pair:{number}",
                    not_before=later,
                )

        return bot.database.write(work)

    async def cancelled_at_some_time(number: int) -> None:
        task = asyncio.create_task(pair(number))
        await asyncio.sleep(dice.choice([0, 0, 0.0005, 0.002, 0.01]))
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)

    for start in range(0, 1000, 50):
        await asyncio.gather(*(cancelled_at_some_time(number) for number in range(start, start + 50)))
    halves = await bot.rows("SELECT about, COUNT(*) AS total FROM outbox WHERE about LIKE 'pair:%' GROUP BY about")
    assert 0 < len(halves) < 1000, "some were cancelled before, some after they were written"
    assert {row["total"] for row in halves} == {2}
    people = await guests(bot, 2)
    heard = by_chat(await said(bot.world))
    assert all(len(heard[person.id]) == 1 for person in people)


def make_busy(copy: Path) -> None:
    """As if it had been made a moment before its last update was handled and its last message left."""
    with sqlite3.connect(copy) as connection:
        for table in ("inbox", "outbox"):
            connection.execute(f"UPDATE {table} SET state = 'pending' WHERE id = (SELECT MAX(id) FROM {table})")
    connection.close()


async def test_a_backup_made_under_load_is_sound_and_restores_to_a_working_bot(
    bot: Running, tmp_path: Path, sqlite_url: str
) -> None:
    customers = await crowd(bot.world, 8, random.Random(1))
    deadline = time.monotonic() + 40
    walks = [asyncio.create_task(customer.lives(deadline)) for customer in customers]
    copies = []
    for number in range(4):
        await asyncio.sleep(0.3)
        copies.append(tmp_path / f"copy{number}.db")
        await asyncio.to_thread(backup, sqlite_url, copies[-1])
    await asyncio.gather(*walks)
    await all_quiet(bot_books(bot))
    await assert_nothing_lost_nothing_twice(bot.world, customers, bot_books(bot))
    for copy in copies:
        with sqlite3.connect(copy) as connection:
            assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        connection.close()

    await bot.app.stop()
    spoken = len(await said(bot.world))
    make_busy(copies[-1])
    restore(sqlite_url, copies[-1], bot.app.house.clock.now())
    await bot.__aenter__()
    await asyncio.sleep(0.5)
    assert len(await said(bot.world)) == spoken, "a restored copy says nothing again"
    person = customers[0].person
    await person.says("/privacy")
    await person.sees(PRIVACY)
