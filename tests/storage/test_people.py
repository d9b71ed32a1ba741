"""People, staff and invites."""

import asyncio
from dataclasses import replace

import pytest

from sales.people import Person, Profile, Role
from storage.database import Database
from storage.people import People, Staff
from storage.transaction import Tx
from tests.storage.making import NOW, add_person, later, rows

CODE = "invite-code-of-128-bits"


@pytest.fixture
async def anna(database: Database) -> Person:
    return await database.write(add_person)


async def again(database: Database, person: Person) -> Person:
    found = await database.read(lambda tx: People(tx).by_id(person.id))
    assert found is not None
    return found


async def test_whoever_comes_first_is_added_once(database: Database) -> None:
    arrived = await asyncio.gather(*(database.write(add_person) for _ in range(8)))
    assert len({person.id for person in arrived}) == 1
    assert arrived[0].role is Role.CUSTOMER
    assert arrived[0].created_at == NOW


async def test_a_person_is_found_by_both_names(database: Database, anna: Person) -> None:
    assert await again(database, anna) == anna
    assert await database.read(lambda tx: People(tx).by_telegram_id(1001)) == anna
    assert await database.read(lambda tx: People(tx).by_telegram_id(1002)) is None
    assert await database.read(lambda tx: People(tx).by_id(anna.id + 1)) is None  # type: ignore[arg-type]


async def test_a_changed_name_is_taken_over_and_an_unchanged_one_writes_nothing(
    database: Database, anna: Person
) -> None:
    same = Profile(telegram_id=1001, first_name="Анна")
    arrive = lambda profile, known, now: database.write(  # noqa: E731
        lambda tx: People(tx).arrive(profile, known, language="en", now=now)
    )
    assert (await arrive(same, anna, later(seconds=59))).seen_at == NOW
    seen = await arrive(same, anna, later(seconds=60))
    assert (seen.seen_at, seen.language) == (later(seconds=60), "ru")
    renamed = await arrive(replace(same, first_name="Аня", username="anya"), seen, later(seconds=61))
    assert (renamed.id, renamed.first_name, renamed.username) == (anna.id, "Аня", "anya")


async def test_whoever_writes_can_be_written_to_again(database: Database, anna: Person) -> None:
    await database.write(lambda tx: People(tx).set_reachable(1001, later(seconds=1)))
    await database.write(lambda tx: People(tx).set_reachable(1001, later(seconds=2)))
    gone = await again(database, anna)
    assert gone.unreachable_at == later(seconds=1)
    back = await database.write(
        lambda tx: People(tx).arrive(
            Profile(telegram_id=1001, first_name="Анна"), gone, language="ru", now=later(seconds=3)
        )
    )
    assert back.unreachable_at is None
    await database.write(lambda tx: People(tx).set_reachable(1001, NOW))
    await database.write(lambda tx: People(tx).set_reachable(1001, None))
    assert (await again(database, anna)).unreachable_at is None


async def test_everything_known_about_a_person_is_kept(database: Database, anna: Person) -> None:
    def work(tx: Tx) -> None:
        people = People(tx)
        people.set_state(anna.id, "ask_question", {"product": "tester", "n": 1})
        people.set_language(anna.id, "en")
        people.set_phone(anna.id, "+79990000000", NOW)
        people.set_stopped(anna.id, later(seconds=1))
        people.set_touched(anna.id, later(seconds=2))
        people.set_album(anna.id, "album-1")

    await database.write(work)
    assert await again(database, anna) == replace(
        anna,
        state="ask_question",
        state_data={"product": "tester", "n": 1},
        language="en",
        language_chosen=True,
        phone="+79990000000",
        stopped_at=later(seconds=1),
        touched_at=later(seconds=2),
        last_album="album-1",
    )
    await database.write(lambda tx: People(tx).set_state(anna.id, None, None))
    await database.write(lambda tx: People(tx).set_stopped(anna.id, None))
    calm = await again(database, anna)
    assert (calm.state, dict(calm.state_data), calm.stopped_at) == (None, {}, None)


async def test_nothing_says_who_an_erased_person_was(database: Database) -> None:
    anna = await database.write(lambda tx: add_person(tx, 7_654_321, "Неповторимая"))
    await database.write(lambda tx: People(tx).set_phone(anna.id, "+79161234567", NOW))
    await database.write(lambda tx: People(tx).set_state(anna.id, "ask", {"text": "Неповторимая"}))
    await database.write(lambda tx: People(tx).erase(anna, later(days=1)))
    assert await database.read(lambda tx: People(tx).by_id(anna.id)) is None
    assert await database.read(lambda tx: People(tx).by_telegram_id(7_654_321)) is None
    left = str(await rows(database, "SELECT * FROM people")) + str(await rows(database, "SELECT * FROM erasures"))
    for trace in ("7654321", "Неповторимая", "79161234567"):
        assert trace not in left
    assert len(await rows(database, "SELECT * FROM erasures")) == 1


async def test_whoever_was_erased_comes_back_as_somebody_new(database: Database, anna: Person) -> None:
    await database.write(lambda tx: People(tx).erase(anna, NOW))
    back = await database.write(add_person)
    assert back.id != anna.id
    await database.write(lambda tx: People(tx).erase(back, later(days=1)))
    assert len(await rows(database, "SELECT * FROM erasures")) == 1


async def test_staff_come_and_go(database: Database, anna: Person) -> None:
    boris = await database.write(lambda tx: add_person(tx, 1002, "Борис"))
    await database.write(lambda tx: Staff(tx).set_role(anna.id, Role.SALESPERSON, NOW))
    await database.write(lambda tx: Staff(tx).set_role(boris.id, Role.ADMIN, later(seconds=1)))
    everybody = await database.read(lambda tx: Staff(tx).all())
    assert [(p.id, p.role, p.on_duty) for p in everybody] == [
        (anna.id, Role.SALESPERSON, True),
        (boris.id, Role.ADMIN, True),
    ]
    assert [p.id for p in await database.read(lambda tx: Staff(tx).admins())] == [boris.id]
    assert await database.write(lambda tx: Staff(tx).remove(anna.id, NOW))
    assert not await database.write(lambda tx: Staff(tx).remove(anna.id, NOW))
    assert (await again(database, anna)).role is Role.CUSTOMER


async def test_duty_is_kept_over_a_new_role_and_given_to_whoever_comes_back(database: Database, anna: Person) -> None:
    await database.write(lambda tx: Staff(tx).set_role(anna.id, Role.SALESPERSON, NOW))
    await database.write(lambda tx: Staff(tx).set_duty(anna.id, False))
    assert await database.read(lambda tx: Staff(tx).on_duty()) == []
    await database.write(lambda tx: Staff(tx).set_role(anna.id, Role.ADMIN, NOW))
    assert not (await again(database, anna)).on_duty
    await database.write(lambda tx: Staff(tx).remove(anna.id, NOW))
    await database.write(lambda tx: Staff(tx).set_duty(anna.id, True))
    assert not (await again(database, anna)).on_duty, "a removed one has no duty"
    await database.write(lambda tx: Staff(tx).set_role(anna.id, Role.SALESPERSON, NOW))
    assert [p.id for p in await database.read(lambda tx: Staff(tx).on_duty())] == [anna.id]


async def test_an_invite_serves_one_of_twenty_who_try_at_once(database: Database, anna: Person) -> None:
    guests = [await database.write(lambda tx, n=n: add_person(tx, 2000 + n)) for n in range(20)]
    await database.write(
        lambda tx: Staff(tx).add_invite(CODE, Role.SALESPERSON, by=anna.id, now=NOW, expires_at=later(hours=1))
    )
    granted = await asyncio.gather(
        *(database.write(lambda tx, g=guest: Staff(tx).use_invite(CODE, g.id, NOW)) for guest in guests)
    )
    assert [grant for grant in granted if grant is not None] == [(Role.SALESPERSON, anna.id)]


async def test_an_unknown_or_expired_invite_grants_nothing(database: Database, anna: Person) -> None:
    await database.write(
        lambda tx: Staff(tx).add_invite(CODE, Role.SALESPERSON, by=anna.id, now=NOW, expires_at=later(hours=1))
    )
    for code, at in (("other", NOW), (CODE.upper(), NOW), (CODE[:-1], NOW), ("", NOW), (CODE, later(hours=1))):
        assert await database.write(lambda tx, c=code, a=at: Staff(tx).use_invite(c, anna.id, a)) is None
    assert await database.write(lambda tx: Staff(tx).use_invite(CODE, anna.id, NOW)) is not None


async def test_a_copy_of_the_database_invites_nobody(database: Database, anna: Person) -> None:
    await database.write(
        lambda tx: Staff(tx).add_invite(CODE, Role.ADMIN, by=anna.id, now=NOW, expires_at=later(hours=1))
    )
    assert CODE not in str(await rows(database, "SELECT * FROM invites"))
