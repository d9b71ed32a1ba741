"""Leads from a file: what is new comes in whole, what is not stays out, and a running bot hardly notices."""

import asyncio
import sqlite3
import time
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from itertools import count
from typing import Any

import pytest

from sales.leads import LeadId, Wish
from sales.learning.import_row import ImportedLead
from sales.people import Profile, Role
from sales.playbook import Outcome, Signal, Temperature
from sales.qualification import Score
from storage.database import Database, sqlite_path
from storage.errors import StorageError
from storage.lead_import import LeadImport, Sorted, joining
from storage.leads import Leads
from storage.learning import ScoreModels
from storage.people import People, Staff
from storage.transaction import Tx
from tests.storage.making import NOW, add_person, later, rows, token

_lines = count(2)
SCORE = Score(points=23, fit=15, engagement=8, reasons=(), temperature=Temperature.COLD)


def lead(external_id: str, outcome: Outcome = Outcome.OPEN, phone: str = "", **changed: Any) -> ImportedLead:
    is_open = outcome is Outcome.OPEN
    made = ImportedLead(
        line=next(_lines),
        external_id=external_id,
        outcome=outcome,
        created_at=NOW - timedelta(days=9),
        closed_at=None if is_open else NOW,
        lost_reason="",
        name="Анна" if is_open else "",
        phone=(phone or f"+7912{int(external_id):07d}") if is_open else "",
        source="Школа А",
        partner="Школа А",
        product="",
        wish=Wish.CALL,
        signals={Signal.GOAL: ("change", 1), Signal.SAW_PRICE: ("", 0)},
        facts={"goal": "change", "origin": "file"},
        judged=SCORE,
    )
    return replace(made, **changed)


def nobody(_: Tx, __: Sorted) -> None:
    """Nobody is told."""


def bring(url: str, *leads: ImportedLead, tell: Callable[[Tx, Sorted], None] = nobody, yes: bool = True) -> Sorted:
    with LeadImport.opened(url) as desk:
        desk.stage(leads, token)
        found = desk.sort_out(20)
        if yes:
            desk.take_over("ru", NOW, tell)
    return found


async def totals(database: Database) -> dict[str, int]:
    tables = ("past_leads", "people", "leads", "imported_leads", "lead_snapshots", "signals")
    return {table: len(await rows(database, f"SELECT * FROM {table}")) for table in tables}


async def test_looking_changes_nothing(database: Database, database_url: str) -> None:
    found = await asyncio.to_thread(bring, database_url, lead("1"), lead("2", Outcome.WON), yes=False)
    assert (found.total("new", "open"), found.total("new", "won", "lost")) == (1, 1)
    assert set((await totals(database)).values()) == {0}


async def test_open_ones_come_into_the_pool_and_closed_ones_without_a_name(
    database: Database, database_url: str
) -> None:
    await asyncio.to_thread(bring, database_url, lead("1"), lead("2", Outcome.WON), lead("3", Outcome.LOST))
    (found,) = await database.read(lambda tx: Leads(tx).pool())
    person = await database.read(lambda tx: People(tx).by_id(found.person_id))
    assert person is not None
    assert (person.name, person.phone, person.telegram_id) == ("Анна", "+79120000001", 0)
    assert person.unreachable_at is not None, "there is no chat to write to"
    assert (found.score, found.source, found.told) == (23, "Школа А", Temperature.HOT)
    assert found.created_at == NOW - timedelta(days=9)
    outcomes = await database.read(lambda tx: ScoreModels(tx).outcomes())
    assert (outcomes.won, outcomes.lost) == (1, 1)
    (signal,) = await rows(database, "SELECT * FROM signals")
    assert (signal["key"], signal["value"]) == ("goal", "change")


async def test_the_same_file_twice_brings_nothing_new(database: Database, database_url: str) -> None:
    leads = [lead("1"), lead("2", Outcome.WON), lead("3", Outcome.LOST)]
    await asyncio.to_thread(bring, database_url, *leads)
    before = await totals(database)
    found = await asyncio.to_thread(bring, database_url, *leads)
    assert (found.total("new"), found.total("imported")) == (0, 3)
    assert await totals(database) == before


async def test_what_stands_twice_in_the_file_comes_once(database: Database, database_url: str) -> None:
    first = lead("1", phone="+79120000099")
    found = await asyncio.to_thread(
        bring, database_url, first, lead("1", Outcome.WON), lead("4", phone="+79120000099"), lead("5")
    )
    assert (found.total("new"), found.total("same_id"), found.total("same_phone")) == (2, 1, 1)
    assert found.examples["same_id"] == [(first.line + 1, "1")]
    assert len(await database.read(lambda tx: Leads(tx).pool())) == 2


async def test_who_works_here_or_asked_to_be_forgotten_is_not_brought_back(
    database: Database, database_url: str
) -> None:
    def before(tx: Tx) -> None:
        people = People(tx)
        for number, phone in ((1, "+79120000001"), (2, "+79120000002")):
            anna = people.arrive(Profile(telegram_id=number, first_name="Анна"), None, language="ru", now=NOW)
            people.set_phone(anna.id, phone, NOW)
        seller, gone = people.by_telegram_id(1), people.by_telegram_id(2)
        assert seller is not None
        assert gone is not None
        Staff(tx).set_role(seller.id, Role.SALESPERSON, NOW)
        people.erase(gone, NOW)

    await database.write(before)
    found = await asyncio.to_thread(bring, database_url, lead("1"), lead("2"), lead("3"))
    assert (found.total("known"), found.total("erased"), found.total("new")) == (1, 1, 1)
    (kept,) = await database.read(lambda tx: Leads(tx).pool())
    person = await database.read(lambda tx: People(tx).by_id(kept.person_id))
    assert person is not None
    assert person.phone == "+79120000003"


async def test_who_writes_while_the_file_is_looked_at_is_seen_to_be_known(
    database: Database, database_url: str
) -> None:
    def anna_leaves_her_number(tx: Tx) -> None:
        people = People(tx)
        anna = people.arrive(Profile(telegram_id=1, first_name="Анна"), None, language="ru", now=NOW)
        people.set_phone(anna.id, "+79120000001", NOW)

    with LeadImport.opened(database_url) as desk:
        desk.stage([lead("1"), lead("2")], token)
        assert desk.sort_out(20).total("new") == 2
        await database.write(anna_leaves_her_number)
        joins: list[LeadId] = []
        found = desk.take_over("ru", NOW, lambda tx, _: joins.extend(joining(tx)))
        assert (found.total("new"), found.total("joins")) == (1, 1)
    first, second = sorted(await database.read(lambda tx: Leads(tx).pool()), key=lambda lead: lead.id)
    assert joins == [first.id], "left to be joined with whatever Anna has"
    assert len({first.person_id, second.person_id}) == 2


async def test_a_second_partner_may_name_whom_the_first_one_named(database: Database, database_url: str) -> None:
    await asyncio.to_thread(bring, database_url, lead("1", phone="+79120000099"))
    found = await asyncio.to_thread(bring, database_url, lead("2", phone="+79120000099", source="Школа Б"))
    assert (found.total("new"), found.total("joins")) == (0, 1)
    sources = [one.source for one in await database.read(lambda tx: Leads(tx).pool())]
    assert sorted(sources) == ["Школа А", "Школа Б"]
    assert (await totals(database))["signals"] == 2


async def test_all_of_it_or_nothing(database: Database, database_url: str) -> None:
    def fails(_: Tx, __: Sorted) -> None:
        raise RuntimeError("the last step")

    with pytest.raises(RuntimeError, match="the last step"):
        await asyncio.to_thread(bring, database_url, lead("1"), lead("2", Outcome.WON), tell=fails)
    assert set((await totals(database)).values()) == {0}


async def test_word_of_it_is_in_the_same_transaction(database: Database, database_url: str) -> None:
    told: list[int] = []
    await asyncio.to_thread(
        bring, database_url, lead("1"), lead("2", Outcome.WON), tell=lambda _, found: told.append(found.total("new"))
    )
    assert told == [2]


async def test_the_bot_writes_on_while_a_file_is_staged(database: Database, database_url: str) -> None:
    """Staging must not hold the write lock: a long transaction over it would make this write wait and fail."""
    with LeadImport.opened(database_url) as desk:
        desk.stage([lead(str(number)) for number in range(500)], token)
        begun = time.monotonic()
        oleg = await database.write(add_person)
        assert time.monotonic() - begun < 1
        desk.sort_out(20)
        await database.write(lambda tx: People(tx).set_touched(oleg.id, later(hours=1)))


def test_a_database_that_is_not_there_is_one_sentence(sqlite_url: str) -> None:
    path = sqlite_path(sqlite_url)
    assert path is not None
    path.write_bytes(b"not a database at all, whatever it says" * 100)
    with pytest.raises(StorageError, match="nothing was changed"), LeadImport.opened(sqlite_url) as desk:
        desk.sort_out(20)


def test_nothing_staged_stays_behind(sqlite_url: str) -> None:
    bring(sqlite_url, lead("1"), yes=False)
    path = sqlite_path(sqlite_url)
    assert path is not None
    connection = sqlite3.connect(path)
    names = connection.execute("SELECT name FROM sqlite_master WHERE name LIKE 'staged%'").fetchall()
    connection.close()
    assert names == []
