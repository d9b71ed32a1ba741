"""What is known of a person, when each of it was seen, and what of ours they left unanswered."""

import pytest

from sales.activity import Verb
from sales.journeys import MOMENTS, SeenSignal
from sales.people import Person
from sales.playbook import Signal
from sales.qualification import NOTHING_UNANSWERED, Unanswered
from storage.database import Database
from storage.journeys import ActivityLog
from storage.people import People
from storage.signals import Signals
from storage.transaction import Tx
from tests.storage.making import NOW, add_person, later, rows


@pytest.fixture
async def anna(database: Database) -> Person:
    return await database.write(add_person)


async def seen(database: Database, person: Person) -> dict[Signal, SeenSignal]:
    return {s.signal: s for s in await database.read(lambda tx: Signals(tx).of(person.id))}


async def test_signals_are_counted_and_keep_their_last_answer(database: Database, anna: Person) -> None:
    def work(tx: Tx) -> None:
        Signals(tx).add(anna.id, Signal.GOAL, NOW, "change")
        Signals(tx).add(anna.id, Signal.GOAL, later(seconds=5), "grow")
        Signals(tx).add(anna.id, Signal.OPENED_PRODUCT, NOW)

    await database.write(work)
    found = await seen(database, anna)
    goal = found[Signal.GOAL]
    assert (goal.value, goal.count, goal.last_at) == ("grow", 2, later(seconds=5))
    assert goal.moments == (later(seconds=5), NOW)
    assert found[Signal.OPENED_PRODUCT].moments == (NOW,)


async def test_only_the_latest_moments_are_kept_and_all_are_counted(database: Database, anna: Person) -> None:
    boris = await database.write(lambda tx: add_person(tx, 1002))

    def work(tx: Tx) -> None:
        Signals(tx).add(boris.id, Signal.REPLIED, NOW)
        Signals(tx).add(anna.id, Signal.SAW_PRICE, NOW)
        for minute in range(MOMENTS + 5):
            Signals(tx).add(anna.id, Signal.REPLIED, later(minutes=minute))

    await database.write(work)
    replied = (await seen(database, anna))[Signal.REPLIED]
    assert replied.count == MOMENTS + 5
    assert replied.moments == tuple(later(minutes=minute) for minute in reversed(range(5, MOMENTS + 5)))
    kept = await rows(database, "SELECT COUNT(*) AS total FROM signal_moments")
    assert kept[0]["total"] == MOMENTS + 2, "nobody else's and no other signal's"


async def test_twenty_times_in_one_moment_are_as_many_as_a_rule_may_count(database: Database, anna: Person) -> None:
    await database.write(lambda tx: [Signals(tx).add(anna.id, Signal.REPLIED, NOW) for _ in range(20)])
    assert len((await seen(database, anna))[Signal.REPLIED].moments) == MOMENTS


async def test_whoever_a_signal_is_of_is_noted_to_be_judged_anew(database: Database, anna: Person) -> None:
    def signal(tx: Tx) -> set[int]:
        Signals(tx).add(anna.id, Signal.REPLIED, NOW)
        return set(tx.noted)

    def silence(tx: Tx) -> set[int]:
        People(tx).set_stopped(anna.id, NOW)
        return set(tx.noted)

    assert await database.write(signal) == {anna.id}
    assert await database.write(silence) == {anna.id}
    assert await database.read(lambda tx: set(tx.noted)) == set()


async def test_only_what_we_said_after_they_were_heard_of_is_unanswered(database: Database, anna: Person) -> None:
    def work(tx: Tx) -> None:
        for minutes, verb in (
            (0, Verb.STAFF_REPLIED),
            (5, Verb.STAFF_REPLIED),
            (6, Verb.OPENED_PRODUCT),
            (9, Verb.TASK_DONE),
        ):
            ActivityLog(tx, None, later(minutes=minutes)).add(verb, person_id=anna.id)
        ActivityLog(tx, None, later(minutes=7)).add(Verb.STAFF_REPLIED, person_id=anna.id + 1)

    await database.write(work)
    found = await database.read(lambda tx: Signals(tx).unanswered(anna.id, NOW))
    assert found == Unanswered(touches=2, since=later(minutes=5))
    assert await database.read(lambda tx: Signals(tx).unanswered(anna.id, later(minutes=9))) == NOTHING_UNANSWERED


async def test_scrubbed_signals_leave_no_moment_behind(database: Database, anna: Person) -> None:
    await database.write(lambda tx: Signals(tx).add(anna.id, Signal.LEFT_PHONE, NOW))
    await database.write(lambda tx: Signals(tx).scrub(anna.id))
    assert await seen(database, anna) == {}
    assert await rows(database, "SELECT * FROM signal_moments") == []
