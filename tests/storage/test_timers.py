"""Timers: planned once per key, cancelled by subject, settled once."""

import asyncio
from typing import Any

import pytest

from sales.timers import Timer, TimerKind
from storage.database import Database
from storage.timers import Timers
from tests.storage.making import NOW, later, rows


async def plan(database: Database, key: str = "k", **wanted: Any) -> bool:
    fields: dict[str, Any] = {
        "subject": "lead:7",
        "due_at": later(minutes=5),
        "now": NOW,
        "params": {"lead": 7},
        "kind": TimerKind.FOLLOW_UP,
        **wanted,
    }
    kind = fields.pop("kind")
    return await database.write(lambda tx: Timers(tx).plan(kind, dedupe_key=key, **fields))


async def due(database: Database, at: Any = None, limit: int = 100) -> list[Timer]:
    return await database.read(lambda tx: Timers(tx).due(at or later(minutes=5), limit))


async def test_a_timer_is_read_back_whole(database: Database) -> None:
    assert await plan(database, person_id=12, expires_at=later(days=1), params={"lead": 7, "step": "первый"})
    (timer,) = await due(database)
    assert timer == Timer(
        id=timer.id,
        kind=TimerKind.FOLLOW_UP,
        subject="lead:7",
        person_id=12,
        params={"lead": 7, "step": "первый"},
        due_at=later(minutes=5),
        expires_at=later(days=1),
        attempts=0,
    )


async def test_the_first_plan_of_a_key_stands(database: Database) -> None:
    made = await asyncio.gather(*(plan(database, due_at=later(minutes=n)) for n in (5, 6, 7, 8)))
    assert sum(made) == 1
    (timer,) = await due(database, later(hours=1))
    assert not await plan(database, due_at=NOW)
    assert (await due(database, later(hours=1)))[0].due_at == timer.due_at


async def test_a_key_stays_used_when_its_timer_is_over(database: Database) -> None:
    await plan(database)
    await database.write(lambda tx: Timers(tx).cancel("lead:7", reason="replied", now=NOW))
    assert not await plan(database)


async def test_due_timers_come_oldest_first_and_none_too_early(database: Database) -> None:
    for n in (3, 1, 2):
        await plan(database, f"k{n}", due_at=later(minutes=n))
    assert [t.due_at for t in await due(database, later(minutes=2))] == [later(minutes=1), later(minutes=2)]
    assert [t.due_at for t in await due(database, later(minutes=9), limit=1)] == [later(minutes=1)]
    assert await due(database, later(seconds=59.999)) == []


async def test_the_next_due_moment_is_known(database: Database) -> None:
    assert await database.read(lambda tx: Timers(tx).next_due()) is None
    await plan(database)
    assert await database.read(lambda tx: Timers(tx).next_due()) == later(minutes=5)


async def test_a_timer_is_settled_once(database: Database) -> None:
    await plan(database)
    (timer,) = await due(database)
    closed = await asyncio.gather(*(database.write(lambda tx: Timers(tx).close(timer.id, now=NOW)) for _ in range(6)))
    assert sum(closed) == 1
    assert await due(database) == []


async def test_a_cancelled_timer_cannot_be_settled(database: Database) -> None:
    await plan(database)
    (timer,) = await due(database)
    assert await database.write(lambda tx: Timers(tx).cancel("lead:7", reason="won", now=NOW)) == 1
    assert not await database.write(lambda tx: Timers(tx).close(timer.id, now=NOW))
    (row,) = await rows(database, "SELECT state, reason FROM timers")
    assert row == {"state": "cancelled", "reason": "won"}


async def test_cancelling_names_a_subject_and_perhaps_a_kind(database: Database) -> None:
    await plan(database, "a")
    await plan(database, "b", kind=TimerKind.LEAD_REMINDER)
    await plan(database, "c", subject="lead:70")
    cancel = lambda **w: database.write(lambda tx: Timers(tx).cancel("lead:7", reason="r", now=NOW, **w))  # noqa: E731
    assert await cancel(kind=TimerKind.LEAD_REMINDER) == 1
    assert await cancel() == 1
    assert [t.subject for t in await due(database)] == ["lead:70"]


async def test_everything_for_a_person_is_cancelled_at_once(database: Database) -> None:
    await plan(database, "a", person_id=1)
    await plan(database, "b", person_id=1, subject="quiz:2")
    await plan(database, "c", person_id=2)
    assert await database.write(lambda tx: Timers(tx).cancel_person(1, reason="stop", now=NOW)) == 2
    assert [t.person_id for t in await due(database)] == [2]


async def test_an_open_timer_can_be_moved_and_a_closed_one_cannot(database: Database) -> None:
    await plan(database)
    (timer,) = await due(database)
    await database.write(lambda tx: Timers(tx).postpone(timer.id, later(hours=2)))
    assert await due(database) == []
    await database.write(lambda tx: Timers(tx).close(timer.id, now=NOW))
    await database.write(lambda tx: Timers(tx).postpone(timer.id, NOW))
    assert (await rows(database, "SELECT due_at, state FROM timers"))[0]["state"] == "done"
    assert await due(database, later(days=9)) == []


async def test_failures_are_counted_and_tried_later(database: Database) -> None:
    await plan(database)
    (timer,) = await due(database)
    fail = lambda: database.write(lambda tx: Timers(tx).failed(timer.id, again_at=later(hours=1), reason="x"))  # noqa: E731
    assert [await fail() for _ in range(3)] == [1, 2, 3]
    assert await due(database) == []
    assert (await due(database, later(hours=1)))[0].attempts == 3
    await database.write(lambda tx: Timers(tx).close(timer.id, now=NOW))
    assert await fail() == 0


async def test_it_is_seen_when_something_later_for_the_same_person_is_overdue_too(database: Database) -> None:
    await plan(database, "a", person_id=1, due_at=NOW)
    await plan(database, "b", person_id=1, due_at=NOW)
    await plan(database, "c", person_id=1, due_at=later(hours=9))
    await plan(database, "d", person_id=None, due_at=NOW)
    first, second, nobodys = await due(database, NOW)
    later_due = lambda timer: database.read(lambda tx: Timers(tx).later_due(timer, NOW))  # noqa: E731
    assert [await later_due(t) for t in (first, second, nobodys)] == [True, False, False]


@pytest.mark.parametrize("state", ["done", "skipped"])
async def test_only_timers_long_over_are_forgotten(database: Database, state: str) -> None:
    await plan(database, "a")
    await plan(database, "b", due_at=later(minutes=6))
    (timer,) = await due(database)
    await database.write(lambda tx: Timers(tx).close(timer.id, now=NOW, state=state, reason="r"))
    assert await database.write(lambda tx: Timers(tx).purge(NOW)) == 0
    assert await database.write(lambda tx: Timers(tx).purge(later(seconds=1))) == 1
    assert len(await due(database, later(days=1))) == 1


async def test_all_overdue_ones_can_be_skipped_after_a_restore(database: Database) -> None:
    await plan(database, "a", due_at=NOW)
    await plan(database, "b")
    assert await database.write(lambda tx: Timers(tx).skip_overdue(reason="restored", now=NOW)) == 1
    assert len(await due(database)) == 1
