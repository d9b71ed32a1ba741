"""What people watch, kept in both databases."""

from dataclasses import replace

import pytest

from sales.decks import Reading
from sales.people import Person
from storage.database import Database
from storage.decks import Decks
from storage.transaction import Tx
from tests.storage.making import NOW, add_person, later


@pytest.fixture
async def anna(database: Database) -> Person:
    return await database.write(add_person)


def begun(person: Person, product: str = "course", **wanted: object) -> Reading:
    made = Reading(
        person_id=person.id,
        product=product,
        slides=("intro", "price", "ending"),
        slide="intro",
        opened_at=NOW,
        shown_at=NOW,
    )
    return replace(made, **wanted)


async def test_a_reading_is_kept_and_moves_on(database: Database, anna: Person) -> None:
    assert await database.read(lambda tx: Decks(tx).reading(anna.id, "course")) is None
    first = begun(anna)
    await database.write(lambda tx: Decks(tx).keep(first))
    assert await database.read(lambda tx: Decks(tx).reading(anna.id, "course")) == first
    moved = begun(anna, slide="price", slides=("intro", "ending", "price"), opened_at=later(hours=1), shown_at=None)
    await database.write(lambda tx: Decks(tx).keep(moved))
    assert await database.read(lambda tx: Decks(tx).readings_of(anna.id)) == [moved]


async def test_the_deck_opened_last_comes_first_and_others_have_their_own(database: Database, anna: Person) -> None:
    boris = await database.write(lambda tx: add_person(tx, 1002, "Борис"))
    kept = [begun(anna, "a"), begun(anna, "b", opened_at=later(minutes=5)), begun(boris, "a")]
    for reading in kept:
        await database.write(lambda tx, one=reading: Decks(tx).keep(one))
    assert [one.product for one in await database.read(lambda tx: Decks(tx).readings_of(anna.id))] == ["b", "a"]
    assert len(await database.read(lambda tx: Decks(tx).readings_of(boris.id))) == 1


async def test_views_and_time_add_up_by_slide(database: Database, anna: Person) -> None:
    def watch(tx: Tx) -> None:
        decks = Decks(tx)
        decks.saw(anna.id, "course", "price", NOW)
        decks.lasted(anna.id, "course", "price", 4_000)
        decks.saw(anna.id, "course", "intro", later(seconds=4))
        decks.saw(anna.id, "course", "price", later(seconds=9))
        decks.lasted(anna.id, "course", "price", 2_500)
        decks.lasted(anna.id, "course", "never-shown", 9_000)

    await database.write(watch)
    views = await database.read(lambda tx: Decks(tx).views_of(anna.id))
    assert [(view.slide, view.views, view.milliseconds) for view in views] == [("intro", 1, 0), ("price", 2, 6_500)]
    assert views[1].last_at == later(seconds=9)


async def test_scrubbing_leaves_nothing_of_one_and_everything_of_others(database: Database, anna: Person) -> None:
    boris = await database.write(lambda tx: add_person(tx, 1002, "Борис"))

    def watch(tx: Tx) -> None:
        for person in (anna, boris):
            Decks(tx).keep(begun(person))
            Decks(tx).saw(person.id, "course", "intro", NOW)

    await database.write(watch)
    await database.write(lambda tx: Decks(tx).scrub(anna.id))
    assert await database.read(lambda tx: Decks(tx).readings_of(anna.id)) == []
    assert await database.read(lambda tx: Decks(tx).views_of(anna.id)) == []
    assert len(await database.read(lambda tx: Decks(tx).views_of(boris.id))) == 1
