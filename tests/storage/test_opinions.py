"""What people say of their result and of professions, and the link they pass on, on both databases."""

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

import playbook
from sales.opinions import Taste
from sales.quiz import AttemptStatus, Quiz, Rated, build_result, start
from sales.sources import REFERRAL_MEDIUM, REFERRAL_SOURCE, Link
from storage.database import Database
from storage.journeys import Links, QuizAttempts
from storage.opinions import Tastes, Verdicts
from storage.transaction import Tx
from tests.storage.making import NOW, add_person


@pytest.fixture(scope="module")
def quiz() -> Quiz:
    return playbook.load(Path(playbook.__file__).parent).design


MATCH = Rated("qa", rank=1, is_decoy=False, position=2)
DECOY = Rated("hr", rank=9, is_decoy=True, position=1)


async def test_a_verdict_may_change_and_stays_one(database: Database, quiz: Quiz) -> None:
    def say(tx: Tx) -> tuple[dict[str, bool], dict[str, bool]]:
        anna = add_person(tx)
        attempt = start(quiz, "t" * 16, "s")
        id = QuizAttempts(tx).add(anna.id, attempt, NOW)
        finished = replace(attempt, status=AttemptStatus.FINISHED)
        QuizAttempts(tx).save(id, finished, asked_at=NOW, result=build_result(quiz, finished))
        stored = QuizAttempts(tx).by_id(id)
        assert stored is not None
        verdicts = Verdicts(tx)
        for rated in (MATCH, DECOY):
            verdicts.set(stored, rated, liked=True, now=NOW)
        before = verdicts.of(id)
        verdicts.set(stored, MATCH, liked=False, now=NOW + timedelta(minutes=1))
        return before, verdicts.of(id)

    before, after = await database.write(say)
    assert list(before.items()) == [("hr", True), ("qa", True)], "in the order of the screen"
    assert after == {"hr": True, "qa": False}


async def test_an_attempt_without_a_result_cannot_be_judged(database: Database, quiz: Quiz) -> None:
    def say(tx: Tx) -> None:
        anna = add_person(tx)
        id = QuizAttempts(tx).add(anna.id, start(quiz, "t" * 16, "s"), NOW)
        stored = QuizAttempts(tx).by_id(id)
        assert stored is not None
        Verdicts(tx).set(stored, MATCH, liked=True, now=NOW)

    with pytest.raises(ValueError, match="has no result"):
        await database.write(say)


async def test_the_last_word_on_a_profession_counts_and_can_be_taken_back(database: Database) -> None:
    def say(tx: Tx) -> list[dict[str, Taste]]:
        anna = add_person(tx)
        tastes = Tastes(tx)
        seen = []
        for taste in (Taste.LIKED, Taste.STRUCK, None, Taste.DISLIKED):
            tastes.set(anna.id, "dev", taste, NOW)
            seen.append(tastes.of(anna.id))
        tastes.scrub(anna.id)
        return [*seen, tastes.of(anna.id)]

    assert await database.write(say) == [{"dev": Taste.LIKED}, {"dev": Taste.STRUCK}, {}, {"dev": Taste.DISLIKED}, {}]


async def test_a_persons_own_link_is_found_again_and_is_not_in_the_owners_list(database: Database) -> None:
    mine = Link(code="r" * 16, source=REFERRAL_SOURCE, medium=REFERRAL_MEDIUM)
    shop = Link(code="shop", source="vk")

    def make(tx: Tx) -> tuple[Link | None, list[str]]:
        anna = add_person(tx)
        links = Links(tx)
        assert links.referral_of(anna.id) is None
        links.add(mine, by=anna.id, now=NOW)
        links.add(shop, by=anna.id, now=NOW)
        return links.referral_of(anna.id), [link.code for link in links.all()]

    found, listed = await database.write(make)
    assert found == mine
    assert "shop" in listed
    assert mine.code not in listed
