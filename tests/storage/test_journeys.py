"""A customer's way to us: links and touches, consents, attempts, signals, the log."""

import asyncio
from dataclasses import replace
from pathlib import Path

import pytest

import playbook
from sales.activity import Verb
from sales.people import Person
from sales.playbook import ConsentKind
from sales.quiz import Answered, AttemptStatus, Quiz, abandon, build_result, start
from sales.sources import Link, Sources
from storage.database import Database
from storage.journeys import ActivityLog, Consents, Links, QuizAttempts
from storage.transaction import Tx
from tests.storage.making import NOW, add_person, later, rows, token

DATA = ConsentKind.DATA


@pytest.fixture(scope="module")
def quiz() -> Quiz:
    return playbook.load(Path(playbook.__file__).parent).design


@pytest.fixture
async def anna(database: Database) -> Person:
    return await database.write(add_person)


async def touch(database: Database, anna: Person, code: str) -> None:
    await database.write(lambda tx: Links(tx).touch(anna.id, code, NOW))


async def test_the_first_meaning_of_a_code_stands(database: Database) -> None:
    first = Link(code="vk1", source="vk", medium="cpc", campaign="autumn", content="a")
    assert await database.write(lambda tx: Links(tx).add(first, by=None, now=NOW))
    assert not await database.write(lambda tx: Links(tx).add(Link(code="vk1", source="other"), by=None, now=NOW))
    assert await database.read(lambda tx: Links(tx).by_code("vk1")) == first
    assert await database.read(lambda tx: Links(tx).by_code("VK1")) is None


async def test_first_and_last_touch_are_known_and_visits_counted(database: Database, anna: Person) -> None:
    for link in (Link(code="vk1", source="vk", campaign="autumn"), Link(code="tg", source="telegram")):
        await database.write(lambda tx, made=link: Links(tx).add(made, by=anna.id, now=NOW))
    sources = lambda: database.read(lambda tx: Links(tx).sources_of(anna.id))  # noqa: E731
    assert await sources() == Sources()
    await touch(database, anna, "vk1")
    assert await sources() == Sources(first="vk", first_campaign="autumn", last="vk", last_campaign="autumn")
    await touch(database, anna, "tg")
    await touch(database, anna, "tg")
    assert await sources() == Sources(first="vk", first_campaign="autumn", last="telegram")
    assert {link.code: link.visits for link in await database.read(lambda tx: Links(tx).all())} == {"vk1": 1, "tg": 2}


async def test_a_touch_of_an_unknown_code_is_refused_by_the_database_itself(database: Database, anna: Person) -> None:
    with pytest.raises(Exception, match=r"(?i)foreign key"):
        await touch(database, anna, "nowhere")
    assert await rows(database, "SELECT * FROM touches") == []


async def test_a_consent_is_given_once_however_often_it_is_pressed(database: Database, anna: Person) -> None:
    def give(version: str, at: int) -> object:
        return database.write(
            lambda tx: Consents(tx).give(anna.id, DATA, version=version, language="ru", now=later(seconds=at))
        )

    await asyncio.gather(*(give("v1", 0) for _ in range(8)))  # type: ignore[call-overload]
    current = await database.read(lambda tx: Consents(tx).current(anna.id, DATA))
    assert current is not None
    assert (current.kind, current.version, current.language, current.given_at) == (DATA, "v1", "ru", NOW)
    assert len(await rows(database, "SELECT * FROM consents")) == 1


async def test_a_withdrawn_consent_stays_as_history(database: Database, anna: Person) -> None:
    withdraw = lambda: database.write(lambda tx: Consents(tx).withdraw(anna.id, DATA, later(days=1)))  # noqa: E731
    assert not await withdraw()
    await database.write(lambda tx: Consents(tx).give(anna.id, DATA, version="v1", language="ru", now=NOW))
    assert await withdraw()
    assert await database.read(lambda tx: Consents(tx).current(anna.id, DATA)) is None
    await database.write(lambda tx: Consents(tx).give(anna.id, DATA, version="v2", language="en", now=later(days=2)))
    kept = await rows(database, "SELECT version, withdrawn_at FROM consents ORDER BY id")
    assert [(row["version"], row["withdrawn_at"] is None) for row in kept] == [("v1", False), ("v2", True)]


async def test_consents_of_different_kinds_are_separate(database: Database, anna: Person) -> None:
    kinds = list(ConsentKind)
    await database.write(lambda tx: Consents(tx).give(anna.id, kinds[0], version="v1", language="ru", now=NOW))
    for other in kinds[1:]:
        assert await database.read(lambda tx, kind=other: Consents(tx).current(anna.id, kind)) is None


async def test_an_attempt_is_kept_whole_and_found_only_by_its_owner(
    database: Database, anna: Person, quiz: Quiz
) -> None:
    boris = await database.write(lambda tx: add_person(tx, 1002))
    attempt = start(quiz, token(), "seed")
    id = await database.write(lambda tx: QuizAttempts(tx).add(anna.id, attempt, NOW))
    walked = replace(attempt, seed_done=True, seed_answer="office", answers=(Answered("q1", "DAT", 1500),))
    assert await database.write(lambda tx: QuizAttempts(tx).save(id, walked, asked_at=later(seconds=9)))
    stored = await database.read(lambda tx: QuizAttempts(tx).by_token(attempt.token, anna.id))
    assert stored is not None
    assert (stored.id, stored.person_id, stored.attempt, stored.asked_at) == (id, anna.id, walked, later(seconds=9))
    assert stored == await database.read(lambda tx: QuizAttempts(tx).running(anna.id))
    assert stored == await database.read(lambda tx: QuizAttempts(tx).by_id(id))
    assert await database.read(lambda tx: QuizAttempts(tx).by_token(attempt.token, boris.id)) is None


async def test_nobody_takes_the_quiz_twice_at_once(database: Database, anna: Person, quiz: Quiz) -> None:
    begin = lambda tx: QuizAttempts(tx).add(anna.id, start(quiz, token(), "s"), NOW)  # noqa: E731
    begun = await asyncio.gather(*(database.write(begin) for _ in range(6)), return_exceptions=True)
    assert sum(isinstance(outcome, int) for outcome in begun) == 1
    assert len(await rows(database, "SELECT id FROM quiz_attempts")) == 1


async def test_a_finished_attempt_keeps_its_result_and_cannot_be_changed(
    database: Database, anna: Person, quiz: Quiz
) -> None:
    attempt = start(quiz, token(), "seed")
    answers = tuple(Answered(q.id, q.options[0].facet, 3000) for q in quiz.core)
    finished = replace(attempt, seed_done=True, answers=answers, status=AttemptStatus.FINISHED)
    result = build_result(quiz, finished)
    id = await database.write(lambda tx: QuizAttempts(tx).add(anna.id, attempt, NOW))
    assert await database.read(lambda tx: QuizAttempts(tx).latest_finished(anna.id)) is None
    save = lambda kept, made: database.write(  # noqa: E731
        lambda tx: QuizAttempts(tx).save(id, kept, asked_at=later(minutes=3), result=made)
    )
    assert await save(finished, result)
    assert not await save(abandon(attempt), None)
    stored = await database.read(lambda tx: QuizAttempts(tx).latest_finished(anna.id))
    assert stored is not None
    assert (stored.attempt, stored.result, stored.finished_at) == (finished, result, later(minutes=3))
    assert await database.read(lambda tx: QuizAttempts(tx).running(anna.id)) is None


async def test_scrubbing_ends_what_runs_and_touches_nobody_else(database: Database, anna: Person, quiz: Quiz) -> None:
    boris = await database.write(lambda tx: add_person(tx, 1002))
    for person in (anna, boris):
        await database.write(lambda tx, p=person: QuizAttempts(tx).add(p.id, start(quiz, token(), "s"), NOW))
    await database.write(lambda tx: QuizAttempts(tx).scrub(anna.id))
    assert await database.read(lambda tx: QuizAttempts(tx).running(anna.id)) is None
    assert await database.read(lambda tx: QuizAttempts(tx).running(boris.id)) is not None


async def test_the_log_says_who_did_what_about_whom_newest_first(database: Database, anna: Person) -> None:
    def work(tx: Tx) -> None:
        log = ActivityLog(tx, anna.id, NOW)
        log.add(Verb.STARTED, person_id=anna.id)
        log.add(Verb.LEAD_CREATED, person_id=anna.id, lead_id=7, score=55, words="ё")
        ActivityLog(tx, None, later(seconds=1)).add(Verb.LEAD_REMINDED, person_id=None, lead_id=7)

    await database.write(work)
    about_anna = await database.read(lambda tx: ActivityLog(tx, None, NOW).of_person(anna.id))
    assert [fact.verb for fact in about_anna] == [Verb.LEAD_CREATED, Verb.STARTED]
    reminded, created = await database.read(lambda tx: ActivityLog(tx, None, NOW).of_lead(7))
    assert (created.actor_id, created.lead_id, created.facts) == (anna.id, 7, {"score": 55, "words": "ё"})
    assert (reminded.actor_id, reminded.person_id, reminded.at) == (None, None, later(seconds=1))
    assert len(await database.read(lambda tx: ActivityLog(tx, None, NOW).of_person(anna.id, limit=1))) == 1


async def test_scrubbing_the_log_leaves_the_counts_and_takes_the_words(database: Database, anna: Person) -> None:
    await database.write(lambda tx: ActivityLog(tx, None, NOW).add(Verb.ASKED, person_id=anna.id, text="secret"))
    await database.write(lambda tx: ActivityLog(tx, None, NOW).scrub(anna.id))
    (fact,) = await database.read(lambda tx: ActivityLog(tx, None, NOW).of_person(anna.id))
    assert (fact.verb, fact.facts) == (Verb.ASKED, {})
