"""One leader on PostgreSQL: who lost the lead changes nothing any more, even when it did not notice."""

import asyncio
import threading
import time
from collections.abc import AsyncIterator

import psycopg
import pytest

from bot.sending import settlement
from sales.outgoing import Outgoing, WhenUnknown
from storage import postgres
from storage.database import open_database
from storage.errors import Deposed, StorageUnavailable
from storage.inbox import Inbox
from storage.outbox import Outbox
from storage.postgres import PostgresDatabase, PostgresLeadership
from storage.transaction import Tx
from tests.storage.making import NOW, add_person, later, rows, say
from tests.storage.test_inbox import claim, receive

pytestmark = pytest.mark.postgres


@pytest.fixture
async def database(postgres_url: str) -> AsyncIterator[PostgresDatabase]:
    opened = await open_database(postgres_url)
    assert isinstance(opened, PostgresDatabase)
    yield opened
    await opened.close()


@pytest.fixture
async def deposed(postgres_url: str) -> AsyncIterator[PostgresLeadership]:
    """The new leader, "new"; "old" led before it and was not told."""
    old, new = PostgresLeadership(postgres_url), PostgresLeadership(postgres_url)
    assert await old.try_lead("old")
    await old.resign()
    assert await new.try_lead("new")
    yield new
    await new.resign()


async def waiting(database: PostgresDatabase) -> list[Outgoing]:
    return await database.read(lambda tx: Outbox(tx).waiting(NOW))


def begin(tx: Tx, row: Outgoing, owner: str) -> settlement.Begun:
    return settlement.begin(tx, [row], [], owner=owner, now=NOW, lease=later(seconds=90))


async def states(database: PostgresDatabase) -> list[str]:
    return [row["state"] for row in await rows(database, "SELECT state FROM outbox ORDER BY id")]


async def test_the_deposed_begins_no_call(database: PostgresDatabase, deposed: PostgresLeadership) -> None:
    await database.write(say)
    [row] = await waiting(database)
    with pytest.raises(Deposed):
        await database.write(lambda tx: begin(tx, row, "old"))
    assert await states(database) == ["pending"]
    assert len((await database.write(lambda tx: begin(tx, row, "new"))).calls) == 1


async def test_the_deposed_does_not_give_up_the_new_leaders_calls(
    database: PostgresDatabase, deposed: PostgresLeadership
) -> None:
    await database.write(say)
    [row] = await waiting(database)
    await database.write(lambda tx: begin(tx, row, "new"))
    with pytest.raises(Deposed):
        await database.write(lambda tx: settlement.recover(tx, owner="old", now=NOW, ours=frozenset()))
    assert await states(database) == ["calling"]


async def test_who_takes_over_waits_for_what_the_old_leader_is_just_beginning_and_lists_it(
    database: PostgresDatabase, postgres_url: str
) -> None:
    old, new = PostgresLeadership(postgres_url), PostgresLeadership(postgres_url)
    assert await old.try_lead("old")
    await database.write(lambda tx: say(tx, when_unknown=WhenUnknown.LEAVE))
    [row] = await waiting(database)
    begun, may_commit = threading.Event(), threading.Event()

    def slowly(tx: Tx) -> settlement.Begun:
        done = begin(tx, row, "old")
        begun.set()
        assert may_commit.wait(10)
        return done

    beginning = asyncio.ensure_future(database.write(slowly))
    assert await asyncio.to_thread(begun.wait, 10)
    await old.resign()
    taking_over = asyncio.ensure_future(new.try_lead("new"))
    await asyncio.sleep(0.2)
    assert not taking_over.done()
    may_commit.set()
    assert len((await beginning).calls) == 1
    assert await taking_over
    assert await database.write(lambda tx: settlement.recover(tx, owner="new", now=NOW, ours=frozenset())) == 1
    assert await states(database) == ["unknown"]
    await new.resign()


async def test_a_call_marked_by_a_commit_nobody_heard_of_is_begun_again_by_its_owner_only(
    database: PostgresDatabase,
) -> None:
    await database.write(say)
    [row] = await waiting(database)
    await database.write(lambda tx: begin(tx, row, "me"))
    assert not (await database.write(lambda tx: begin(tx, row, "another"))).calls
    assert len((await database.write(lambda tx: begin(tx, row, "me"))).calls) == 1


async def test_an_update_claimed_by_a_commit_nobody_heard_of_is_taken_back(database: PostgresDatabase) -> None:

    await receive(database, 1, chat=1)
    await receive(database, 2, chat=2)
    at_work, _unheard = await claim(database, "me", limit=2)

    def take_back(tx: Tx) -> int:
        return Inbox(tx).take_back_own(owner="me", now=later(days=1), held={at_work.id}, error="never heard of")

    assert await database.write(take_back) == 1
    left = await rows(database, "SELECT update_id FROM inbox WHERE state = 'pending'")
    assert [row["update_id"] for row in left] == [2]


async def test_a_frozen_transaction_is_ended_by_the_server_and_its_rows_are_free(
    postgres_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(postgres, "IDLE_SECONDS", 1)
    database = await open_database(postgres_url)
    person = await database.write(lambda tx: add_person(tx, 1))

    def frozen(tx: Tx) -> None:
        tx.sql.person_set_language(id=person.id, language="en")
        time.sleep(1.5)
        tx.sql.person_set_language(id=person.id, language="en")

    stuck = asyncio.ensure_future(database.write(frozen))
    await asyncio.sleep(0.1)
    await asyncio.wait_for(database.write(lambda tx: tx.sql.person_set_language(id=person.id, language="ru")), 5)
    with pytest.raises(StorageUnavailable):
        await stuck
    assert [row["language"] for row in await rows(database, "SELECT language FROM people")] == ["ru"]
    await database.close()


async def test_a_server_that_only_reads_now_is_away_for_whoever_writes(
    postgres_url: str, database: PostgresDatabase
) -> None:
    name = postgres_url.rpartition("/")[2]
    with psycopg.connect(postgres_url, autocommit=True) as server:
        server.execute(f"ALTER DATABASE {name} SET default_transaction_read_only = on".encode())
        try:
            server.execute(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
                " WHERE datname = current_database() AND pid <> pg_backend_pid()"
            )
            with pytest.raises(StorageUnavailable):
                await database.write(lambda tx: add_person(tx, 1))
        finally:
            server.execute(f"ALTER DATABASE {name} RESET default_transaction_read_only".encode())
