"""One closure, one transaction: whole or not at all, whoever fails beside it, whoever stops waiting for it."""

import asyncio
import threading
from collections.abc import Callable
from typing import Any

import pytest

from sales.people import Profile
from storage.database import Database, open_database
from storage.errors import StorageError, StorageUnavailable
from storage.outbox import Outbox
from storage.people import People
from storage.transaction import Tx
from tests.storage.making import NOW, add_person, rows, say


class Refused(Exception):
    """What a use case raises to take everything back."""


async def names(database: Database) -> list[str]:
    return [row["first_name"] for row in await rows(database, "SELECT first_name FROM people ORDER BY telegram_id")]


def adding(number: int) -> Callable[[Tx], Any]:
    return lambda tx: add_person(tx, number, f"n{number}")


def adding_and_failing(number: int) -> Callable[[Tx], Any]:
    def work(tx: Tx) -> None:
        add_person(tx, number, f"n{number}")
        raise Refused

    return work


class Slow:
    """A closure that stands in the middle of its transaction until it is let go."""

    def __init__(self, number: int) -> None:
        self._number = number
        self._inside, self._go = threading.Event(), threading.Event()

    def __call__(self, tx: Tx) -> str:
        add_person(tx, self._number, f"n{self._number}")
        self._inside.set()
        assert self._go.wait(10)
        return "done"

    async def inside(self) -> None:
        assert await asyncio.to_thread(self._inside.wait, 10)

    def go(self) -> None:
        self._go.set()


async def test_what_fails_takes_back_all_of_its_own_and_nothing_else(database: Database) -> None:
    works = [adding_and_failing(n) if n % 3 == 0 else adding(n) for n in range(30)]
    outcomes = await asyncio.gather(*(database.write(work) for work in works), return_exceptions=True)
    assert [isinstance(outcome, Refused) for outcome in outcomes] == [n % 3 == 0 for n in range(30)]
    assert await names(database) == [f"n{n}" for n in range(30) if n % 3]


async def test_a_broken_rule_of_the_database_fails_only_who_broke_it(database: Database) -> None:
    def twice(tx: Tx) -> None:
        add_person(tx, 5)
        tx.sql.staff_set(person_id=987, role="admin", now=0)  # nobody with this number

    outcomes = await asyncio.gather(
        *(database.write(work) for work in (adding(1), twice, adding(2))), return_exceptions=True
    )
    assert [isinstance(outcome, Exception) for outcome in outcomes] == [False, True, False]
    assert await names(database) == ["n1", "n2"]


async def test_a_failure_alone_leaves_no_transaction_open(database: Database) -> None:
    with pytest.raises(Refused):
        await database.write(adding_and_failing(1))
    await asyncio.wait_for(database.write(adding(2)), 5)
    assert await names(database) == ["n2"]


async def test_whoever_stops_waiting_neither_breaks_nor_blocks_anything(database: Database) -> None:
    slow = Slow(1)
    waiting = asyncio.ensure_future(database.write(slow))
    await slow.inside()
    waiting.cancel()
    with pytest.raises(asyncio.CancelledError):
        await waiting
    slow.go()
    await asyncio.wait_for(database.write(adding(2)), 5)
    for _ in range(100):
        if await names(database) == ["n1", "n2"]:
            break
        await asyncio.sleep(0.01)
    assert await names(database) == ["n1", "n2"]


async def test_nobody_sees_what_is_not_committed(database: Database) -> None:
    slow = Slow(1)
    writing = asyncio.ensure_future(database.write(slow))
    await slow.inside()
    assert await names(database) == []
    slow.go()
    assert await writing == "done"
    assert await names(database) == ["n1"]


async def test_the_answer_comes_after_the_commit(database: Database) -> None:
    for number in range(1, 20):
        await database.write(adding(number))
        assert len(await names(database)) == number


async def test_who_reads_cannot_write(database: Database) -> None:
    with pytest.raises(Exception, match=r"(?i)read-?only"):
        await database.read(adding(1))
    assert await names(database) == []
    await database.write(adding(2))
    assert await names(database) == ["n2"]


async def test_a_failed_read_leaves_the_reader_usable(database: Database) -> None:
    def fails(tx: Tx) -> None:
        raise Refused

    for _ in range(20):
        with pytest.raises(Refused):
            await database.read(fails)
    assert await names(database) == []


async def test_messages_are_handed_over_after_commit_and_only_then(database: Database) -> None:
    handed: list[int] = []

    def failing(tx: Tx) -> None:
        say(tx, 2)
        raise Refused

    def hand_over(tx: Tx) -> None:
        handed.extend(message.chat_id for message in tx.outgoing)

    database.after_commit = hand_over
    outcomes = await asyncio.gather(
        database.write(lambda tx: say(tx, 1)),
        database.write(failing),
        database.write(adding(7)),
        database.write(lambda tx: say(tx, 3)),
        return_exceptions=True,
    )
    assert isinstance(outcomes[1], Refused)
    assert sorted(handed) == [1, 3]
    assert sorted(m.chat_id for m in await database.read(lambda tx: Outbox(tx).waiting(NOW))) == [1, 3]


async def test_what_waits_at_closing_time_is_written(database_url: str) -> None:
    database = await open_database(database_url)
    writing = [asyncio.ensure_future(database.write(adding(n))) for n in range(1, 10)]
    await asyncio.sleep(0)
    await database.close()
    await asyncio.gather(*writing)
    with pytest.raises((StorageUnavailable, RuntimeError)):
        await database.write(adding(10))
    again = await open_database(database_url)
    assert len(await names(again)) == 9
    await again.close()


async def test_an_address_that_is_no_database_is_said_in_a_sentence() -> None:
    with pytest.raises(StorageError, match="must look like"):
        await open_database("mysql://localhost/sales")


async def test_names_that_no_encoding_can_hold_never_reach_the_database(database: Database) -> None:
    """NUL and lone surrogates are taken out at the door; here they must at least fail alone and cleanly."""
    for name in ("a\x00b", "a\ud800b"):
        profile = Profile(telegram_id=9, first_name=name)
        writing = database.write(lambda tx, p=profile: People(tx).arrive(p, None, language="ru", now=NOW))
        await asyncio.gather(writing, return_exceptions=True)
    await database.write(adding(1))
    assert "n1" in await names(database)
