"""Attempts and ratings as the quality report reads them, and a hundred thousand of them."""

import time
import tracemalloc
from dataclasses import replace
from pathlib import Path

import pytest

import playbook
import storage.quality
from sales.quality import QualityReport, RatingCount, Tally, report
from sales.quiz import Answered, AttemptStatus, Quiz, abandon, build_result, start
from storage.database import Database, open_database
from storage.journeys import QuizAttempts
from storage.quality import Quality
from storage.transaction import Tx
from tests.storage.making import NOW, add_person, later, token
from tests.support.many_attempts import fill


@pytest.fixture(scope="module")
def quiz() -> Quiz:
    return playbook.load(Path(playbook.__file__).parent).design


def begin(tx: Tx, quiz: Quiz, person_id: int, *, days: float = 0) -> int:
    return QuizAttempts(tx).add(person_id, start(quiz, token(), "seed"), later(days=days))  # type: ignore[arg-type]


def finish(tx: Tx, quiz: Quiz, id: int, *, ms: int = 3_000) -> None:
    stored = QuizAttempts(tx).by_id(id)
    assert stored is not None
    answers = tuple(Answered(q.id, q.options[0].facet, ms) for q in quiz.core)
    over = replace(stored.attempt, seed_done=True, seed_answer="team", answers=answers, status=AttemptStatus.FINISHED)
    assert QuizAttempts(tx).save(id, over, asked_at=later(minutes=3), result=build_result(quiz, over))


def rate(tx: Tx, attempt: int, profession: str, rank: int, *, liked: bool, at: float = 0, **flags: bool) -> None:
    values = {"is_decoy": rank > 3, "is_flat": False, "is_careless": False, **flags}
    mark = "?" if tx.dialect == "sqlite" else "%s"
    tx.sql._connection.execute(
        "INSERT INTO quiz_verdicts (attempt_id, profession, rank, is_decoy, position, liked, is_flat, is_careless, at)"
        f" VALUES ({', '.join([mark] * 9)})",
        (
            attempt,
            profession,
            rank,
            int(values["is_decoy"]),
            1,
            int(liked),
            int(values["is_flat"]),
            int(values["is_careless"]),
            int(later(days=at).timestamp() * 1000),
        ),
    )


async def test_attempts_come_person_by_person_and_oldest_first(
    database: Database, quiz: Quiz, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(storage.quality, "PIECE", 2)

    def work(tx: Tx) -> list[int]:
        anna, boris, vera = (add_person(tx, number).id for number in (1, 2, 3))
        for person in (boris, anna, boris, vera, boris):
            id = begin(tx, quiz, person)
            finish(tx, quiz, id)
        begin(tx, quiz, anna)
        return [anna, anna, boris, boris, boris, vera]

    people = await database.write(work)
    seen = await database.read(lambda tx: list(Quality(tx).attempts(None)))
    assert [attempt.person_id for attempt in seen] == people
    assert [attempt.status for attempt in seen] == ["finished", "running", *["finished"] * 4]


async def test_an_attempt_is_seen_with_what_the_report_needs(database: Database, quiz: Quiz) -> None:
    def work(tx: Tx) -> None:
        anna, boris, vera = (add_person(tx, number).id for number in (1, 2, 3))
        finish(tx, quiz, begin(tx, quiz, anna), ms=900)
        begin(tx, quiz, boris)
        stopped = begin(tx, quiz, vera)
        QuizAttempts(tx).save(stopped, abandon(start(quiz, token(), "s")), asked_at=later(hours=1))

    await database.write(work)
    hasty, new, gone = await database.read(lambda tx: list(Quality(tx).attempts(None)))
    assert (hasty.seed_answer, hasty.careless, hasty.flat, len(hasty.answers)) == ("team", True, False, 10)
    assert hasty.top in quiz.profession_codes()
    assert tuple(hasty.answers[0]) == (quiz.core[0].id, quiz.core[0].facets[0], 900)
    assert (new.top, new.seed_done, new.asked_at) == (None, False, NOW)
    assert (gone.status, gone.asked_at) == ("abandoned", later(hours=1))


async def test_only_attempts_of_the_period_are_read(database: Database, quiz: Quiz) -> None:
    def work(tx: Tx) -> int:
        begin(tx, quiz, add_person(tx, 1).id, days=-31)
        begin(tx, quiz, add_person(tx, 2).id, days=-29)
        return 0

    await database.write(work)
    count = lambda since: database.read(lambda tx: len(list(Quality(tx).attempts(since))))  # noqa: E731
    assert await count(later(days=-30)) == 1
    assert await count(None) == 2


async def test_ratings_are_counted_by_place_without_the_careless_and_the_flat(database: Database, quiz: Quiz) -> None:
    def work(tx: Tx) -> None:
        ids = [begin(tx, quiz, add_person(tx, number).id) for number in range(1, 6)]
        rate(tx, ids[0], "qa", 1, liked=True)
        rate(tx, ids[1], "dev", 1, liked=False)
        rate(tx, ids[0], "hr", 9, liked=True)
        rate(tx, ids[2], "qa", 1, liked=True, is_careless=True)
        rate(tx, ids[3], "qa", 1, liked=True, is_flat=True)
        rate(tx, ids[4], "qa", 1, liked=True, at=-40)

    await database.write(work)
    found = await database.read(lambda tx: Quality(tx).ratings(later(days=-30)))
    assert found == [RatingCount(1, False, 1, 2), RatingCount(9, True, 1, 1)]
    everything = await database.read(lambda tx: Quality(tx).ratings(None))
    assert everything[0] == RatingCount(1, False, 2, 3)


def measured(quiz: Quiz):
    def measure(tx: Tx) -> QualityReport:
        tally = Tally(quiz, NOW)
        for seen in Quality(tx).attempts(None):
            tally.add(seen)
        return report(quiz, tally, Quality(tx).ratings(None), 0)

    return measure


async def test_a_hundred_thousand_attempts_are_counted_in_seconds(sqlite_url: str, quiz: Quiz) -> None:
    """On two cores of 2026 it takes two seconds; the reader's own connection keeps the writer free meanwhile."""
    database = await open_database(sqlite_url)
    try:
        await database.write(lambda tx: fill(tx, quiz, 100_000))
        began = time.perf_counter()
        found = await database.read(measured(quiz))
        assert time.perf_counter() - began < 20
    finally:
        await database.close()
    assert (found.started, found.finished, found.left, found.restarted) == (100_000, 80_000, 18_000, 2_000)
    assert found.evenness > 0.97


async def test_memory_does_not_grow_with_the_people(sqlite_url: str, quiz: Quiz) -> None:
    database = await open_database(sqlite_url)
    try:
        await database.write(lambda tx: fill(tx, quiz, 15_000))
        tracemalloc.start()
        found = await database.read(measured(quiz))
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
        await database.close()
    assert found.started == 15_000
    assert peak < 12_000_000, f"{peak / 1e6:.1f} MB; all attempts together are 26 MB"
