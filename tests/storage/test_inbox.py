"""The inbox: one row an update, in order per chat, no two workers on one."""

import asyncio
from typing import Any

from storage.database import Database
from storage.inbox import Claimed, Inbox
from tests.storage.making import NOW, arrival, later, rows

BOT = 700_100


async def receive(database: Database, *update_ids: int, chat: int = 1001) -> None:
    await database.write(lambda tx: Inbox(tx).add(BOT, [arrival(id, chat) for id in update_ids], NOW))


async def claim(database: Database, owner: str = "worker", at: Any = NOW, limit: int = 100) -> list[Claimed]:
    return await database.write(
        lambda tx: Inbox(tx).claim(owner=owner, now=at, lease_until=later(seconds=15), limit=limit)
    )


async def claimed_ids(database: Database, **wanted: Any) -> list[int]:
    return [c.update_id for c in await claim(database, **wanted)]


async def test_a_redelivered_update_changes_nothing(database: Database) -> None:
    assert await database.write(lambda tx: Inbox(tx).add(BOT, [arrival(1), arrival(2)], NOW)) == 2
    again = [arrival(2, body="other"), arrival(3)]
    assert await database.write(lambda tx: Inbox(tx).add(BOT, again, later(hours=1))) == 1
    found = await rows(database, "SELECT update_id, body FROM inbox ORDER BY update_id")
    assert [row["update_id"] for row in found] == [1, 2, 3]
    assert found[1]["body"] == '{"update_id":2}'


async def test_a_redelivery_after_it_was_handled_changes_nothing(database: Database) -> None:
    await receive(database, 1)
    row = (await claim(database))[0]
    assert await database.write(lambda tx: Inbox(tx).done(row.id, NOW))
    await receive(database, 1)
    assert await claim(database) == []


async def test_five_deliveries_at_once_make_one_row(database: Database) -> None:
    await asyncio.gather(*(receive(database, *range(1, 40)) for _ in range(5)))
    assert (await rows(database, "SELECT COUNT(*) AS total FROM inbox"))[0]["total"] == 39


async def test_two_bots_may_number_their_updates_alike(database: Database) -> None:
    await receive(database, 1)
    assert await database.write(lambda tx: Inbox(tx).add(BOT + 1, [arrival(1)], NOW)) == 1


async def test_each_chat_gives_its_oldest_update_and_no_other(database: Database) -> None:
    await receive(database, 5, 3, 4)
    await receive(database, 7, 6, chat=-2002)
    assert await claimed_ids(database) == [3, 6]
    assert await claimed_ids(database) == []


async def test_the_next_one_of_a_chat_comes_when_the_one_before_is_done(database: Database) -> None:
    await receive(database, 1, 2)
    first = (await claim(database))[0]
    assert await database.write(lambda tx: Inbox(tx).done(first.id, NOW))
    assert await claimed_ids(database) == [2]


async def test_an_older_update_that_comes_late_waits_for_the_one_being_worked_on(database: Database) -> None:
    await receive(database, 2)
    row = (await claim(database))[0]
    await receive(database, 1)
    assert await claimed_ids(database) == []
    await database.write(lambda tx: Inbox(tx).done(row.id, NOW))
    assert await claimed_ids(database) == [1]


async def test_an_update_that_waits_for_its_next_try_holds_its_chat_but_no_other(database: Database) -> None:
    await receive(database, 1, 2)
    await receive(database, 3, chat=5)
    first = next(c for c in await claim(database, limit=1))
    await database.write(lambda tx: Inbox(tx).retry(first.id, at=later(seconds=1), error="KeyError"))
    assert await claimed_ids(database) == [3]
    assert await database.read(lambda tx: Inbox(tx).next_due(NOW)) == later(seconds=1)
    assert await claimed_ids(database, at=later(seconds=1)) == [1]


async def test_attempts_are_counted_before_the_attempt(database: Database) -> None:
    await receive(database, 1)
    for attempt in (1, 2, 3):
        row = (await claim(database))[0]
        assert row.attempts == attempt
        await database.write(lambda tx, id=row.id: Inbox(tx).retry(id, at=NOW, error="again"))


async def test_ten_workers_share_no_update(database: Database) -> None:
    for chat in range(60):
        await receive(database, 1000 + chat, chat=chat)
    shares = await asyncio.gather(*(claim(database, f"w{n}", limit=9) for n in range(10)))
    rest = await claim(database)
    taken = [c.update_id for share in [*shares, rest] for c in share]
    assert sorted(taken) == list(range(1000, 1060))


async def test_an_update_is_done_only_once(database: Database) -> None:
    await receive(database, 1)
    row = (await claim(database))[0]
    outcomes = await asyncio.gather(*(database.write(lambda tx: Inbox(tx).done(row.id, NOW)) for _ in range(5)))
    assert sorted(outcomes) == [False, False, False, False, True]


async def test_what_nobody_works_on_cannot_be_done_or_buried(database: Database) -> None:
    await receive(database, 1)
    id = (await rows(database, "SELECT id FROM inbox"))[0]["id"]
    assert not await database.write(lambda tx: Inbox(tx).done(id, NOW))
    assert not await database.write(lambda tx: Inbox(tx).bury(id, now=NOW, error="x"))


async def test_a_buried_update_is_listed_and_lets_the_next_one_pass(database: Database) -> None:
    await receive(database, 1, 2)
    row = (await claim(database))[0]
    assert await database.write(lambda tx: Inbox(tx).bury(row.id, now=later(seconds=3), error="ZeroDivisionError"))
    letters = await database.read(lambda tx: Inbox(tx).dead_letters())
    assert [(d.update_id, d.sender_id, d.error, d.at) for d in letters] == [
        (1, 1001, "ZeroDivisionError", later(seconds=3))
    ]
    assert await claimed_ids(database) == [2]
    assert await database.read(lambda tx: Inbox(tx).counts()) == {"dead": 1, "working": 1}


async def test_a_dead_workers_update_is_taken_back_when_its_lease_is_over(database: Database) -> None:
    await receive(database, 1)
    await claim(database, "gone")
    take_back = lambda tx, at: Inbox(tx).reclaim(owner="me", now=at, everything=False)  # noqa: E731
    assert await database.write(lambda tx: take_back(tx, later(seconds=15))) == 0
    assert await database.write(lambda tx: take_back(tx, later(seconds=16))) == 1
    assert [c.attempts for c in await claim(database, "me")] == [2]


async def test_my_own_work_is_never_taken_back(database: Database) -> None:
    await receive(database, 1)
    await claim(database, "me")
    assert await database.write(lambda tx: Inbox(tx).reclaim(owner="me", now=later(days=1), everything=True)) == 0


async def test_the_only_process_takes_everything_back_at_once(database: Database) -> None:
    await receive(database, 1)
    await claim(database, "gone")
    assert await database.write(lambda tx: Inbox(tx).reclaim(owner="me", now=NOW, everything=True)) == 1


async def test_only_what_is_over_is_forgotten(database: Database) -> None:
    await receive(database, 1, chat=1)
    await receive(database, 2, chat=2)
    await receive(database, 3, chat=3)
    done, working = await claim(database, limit=2)
    await database.write(lambda tx: Inbox(tx).done(done.id, NOW))
    assert await database.write(lambda tx: Inbox(tx).purge(NOW)) == 0
    assert await database.write(lambda tx: Inbox(tx).purge(later(seconds=1))) == 1
    left = await rows(database, "SELECT update_id FROM inbox ORDER BY update_id")
    assert [row["update_id"] for row in left] == [working.update_id, 3]
