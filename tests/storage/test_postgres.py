"""What PostgreSQL alone must keep: deadlocks run again, lost connections are told, one replica leads."""

import asyncio
import threading
from collections.abc import AsyncIterator

import psycopg
import pytest

import storage.postgres
from storage.database import open_database
from storage.errors import StorageError, StorageUnavailable
from storage.postgres import PostgresDatabase, PostgresLeadership
from storage.transaction import Tx
from tests.storage.making import add_person, rows, say

pytestmark = pytest.mark.postgres


@pytest.fixture
async def database(postgres_url: str) -> AsyncIterator[PostgresDatabase]:
    opened = await open_database(postgres_url)
    assert isinstance(opened, PostgresDatabase)
    yield opened
    await opened.close()


async def test_a_deadlock_is_run_again_and_both_succeed(database: PostgresDatabase) -> None:
    ids = [(await database.write(lambda tx, n=n: add_person(tx, n))).id for n in (1, 2)]
    met = threading.Barrier(2)

    def crossing(first: int, second: int) -> None:
        tries = []

        def work(tx: Tx) -> None:
            tries.append(1)
            tx.sql.person_set_language(id=first, language="en")
            if len(tries) == 1:
                met.wait(10)
            tx.sql.person_set_language(id=second, language="en")

        return work  # type: ignore[return-value]

    await asyncio.gather(
        database.write(crossing(ids[0], ids[1])),  # type: ignore[arg-type]
        database.write(crossing(ids[1], ids[0])),  # type: ignore[arg-type]
    )
    assert {row["language"] for row in await rows(database, "SELECT language FROM people")} == {"en"}


async def test_a_connection_lost_in_the_middle_is_told_and_the_next_write_works(
    database: PostgresDatabase, postgres_url: str
) -> None:
    def cut_off(tx: Tx) -> None:
        add_person(tx, 1)
        pid = tx.sql._connection.info.backend_pid
        with psycopg.connect(postgres_url, autocommit=True) as other:
            other.execute("SELECT pg_terminate_backend(%s)", [pid])
        add_person(tx, 2)

    with pytest.raises(StorageUnavailable):
        await database.write(cut_off)
    await database.write(lambda tx: add_person(tx, 3))
    assert len(await rows(database, "SELECT id FROM people")) == 1


async def test_an_unreachable_server_is_said_without_the_password(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(storage.postgres, "CONNECT_SECONDS", 0)
    with pytest.raises(StorageError) as refused:
        await open_database("postgresql://bot:hunter2@127.0.0.1:1/sales")
    assert "cannot reach PostgreSQL" in str(refused.value)
    assert "hunter2" not in str(refused.value)


async def leads_soon(replica: PostgresLeadership, name: str) -> bool:
    """The server lets go of a lock a moment after its holder has hung up."""
    for _ in range(100):
        if await replica.try_lead(name):
            return True
        await asyncio.sleep(0.02)
    return False


async def test_one_replica_leads_and_the_next_takes_over_when_it_goes(postgres_url: str) -> None:
    first, second = PostgresLeadership(postgres_url), PostgresLeadership(postgres_url)
    try:
        assert await first.try_lead("first")
        assert not await second.try_lead("second")
        await first.resign()
        assert await leads_soon(second, "second")
        assert not await first.try_lead("first")
    finally:
        await second.resign()
        await first.resign()


async def test_a_leader_whose_connection_is_cut_knows_it_leads_no_more(postgres_url: str) -> None:
    leader = PostgresLeadership(postgres_url)
    assert await leader.try_lead("leader")
    watching = asyncio.ensure_future(leader.until_lost(lambda: None))
    await asyncio.sleep(0.05)
    with psycopg.connect(postgres_url, autocommit=True) as other:
        other.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
            " WHERE datname = current_database() AND pid <> pg_backend_pid()"
        )
    await asyncio.wait_for(watching, 5)
    await leader.resign()
    assert await leads_soon(leader, "leader"), "and may lead again"
    await leader.resign()


async def test_a_message_written_elsewhere_wakes_the_leader(database: PostgresDatabase, postgres_url: str) -> None:
    leader, woken = PostgresLeadership(postgres_url), asyncio.Event()
    assert await leader.try_lead("leader")
    watching = asyncio.ensure_future(leader.until_lost(woken.set))
    await database.write(say)
    await asyncio.wait_for(woken.wait(), 5)
    watching.cancel()
    await asyncio.gather(watching, return_exceptions=True)
    await leader.resign()
