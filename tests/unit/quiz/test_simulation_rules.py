"""The simulation itself: does it measure what it says, and would it notice a quiz that is worse?"""

from dataclasses import replace
from statistics import correlation, fmean, pstdev

import pytest

from bot.simulating import evidence, in_lines, simulated
from sales.quiz import Option, Quiz
from sales.quiz.simulation import Job, jobs
from sales.quiz.simulation.naive import naive_shares
from sales.quiz.simulation.people import Crowd, own_profiles
from sales.quiz.simulation.plan import CHUNK, crowds
from sales.quiz.simulation.runs import simulate
from sales.quiz.simulation.shares import confusions, first, given, largest, least_found


def here(planned):
    return (job() for job in planned)


@pytest.fixture(scope="module")
def rows(quiz):
    return simulated(quiz, CHUNK, here)


def test_every_target_of_the_quiz_is_reached(rows):
    assert [row for row in rows if row.ok is False] == []
    assert {row.id for row in rows} == {*(f"T{i}" for i in range(1, 14)), "-"}
    assert sum(row.ok is True for row in rows) >= 25


def test_the_table_is_aligned_and_says_which_target_was_missed(rows):
    lines = list(in_lines([replace(rows[0], ok=False), *rows[1:]]))
    assert lines[1].endswith("MISSED")
    assert lines[2].endswith("ok")
    assert lines[0].index("target") == lines[1].index(rows[0].target)


def test_the_same_people_come_whoever_calls_them(quiz):
    crowd = crowds(quiz, None)["ordinary"]
    once = simulate(quiz, crowd, seed=1, chunk=3, size=20)
    assert once == simulate(quiz, crowd, seed=1, chunk=3, size=20)
    assert once != simulate(quiz, crowd, seed=2, chunk=3, size=20)
    assert once != simulate(quiz, crowd, seed=1, chunk=4, size=20)


def test_pieces_cover_everybody(quiz):
    planned = list(jobs(quiz, evidence(quiz), CHUNK + 1))
    assert len({(job.crowd.name, job.chunk) for job in planned}) == len(planned) == 7 * 2
    assert all(job.quiz.max_extra == 0 for job in planned if job.crowd.name == "retest")


def test_profiles_are_centred_and_of_one_size(quiz):
    for profile in (*own_profiles(quiz), *(evidence(quiz) or ())):
        assert fmean(profile.values()) == pytest.approx(0, abs=1e-12)
        assert pstdev(profile.values()) == pytest.approx(1)


def test_the_independent_truth_resembles_the_table_and_is_not_it(quiz):
    ours = [value for profile in own_profiles(quiz) for value in profile.values()]
    theirs = [value for profile in evidence(quiz) or () for value in profile.values()]
    assert correlation(ours, theirs) == pytest.approx(0.88, abs=0.02)


def test_a_playbook_with_other_professions_has_no_independent_truth(quiz):
    other = replace(quiz, professions=(replace(quiz.professions[0], code="pilot"), *quiz.professions[1:]))
    assert evidence(other) is None
    found = simulated(other, 12, lambda planned: (_first_people(job) for job in planned))
    (row,) = (row for row in found if row.id == "T3")
    assert (row.got, row.ok) == ("not run", None)


def _first_people(job: Job):
    return simulate(job.quiz, job.crowd, seed=1, chunk=job.chunk, size=12)


def test_a_quiz_that_measures_little_is_noticed(quiz):
    """Ten times the same question: the targets are no formality."""
    only = quiz.core[0].options
    dull = tuple(
        replace(question, options=tuple(Option(o.id, p.facet) for o, p in zip(question.options, only, strict=True)))
        for question in quiz.core
    )
    missed = {row.id for row in simulated(replace(quiz, core=dull, max_extra=0), CHUNK, here) if row.ok is False}
    assert {"T2", "T4", "T6"} <= missed


def test_another_table_is_not_held_to_the_worked_example(quiz):
    weights = (1, *quiz.professions[0].weights[1:])
    other = replace(quiz, professions=(replace(quiz.professions[0], weights=weights), *quiz.professions[1:]))
    from sales.quiz.simulation.invariances import worked_example

    assert worked_example(other)[0].ok is None
    assert worked_example(quiz)[0].ok is True


def test_who_presses_at_random_favours_nothing_in_the_naive_quiz(quiz):
    crowd = Crowd("random", own_profiles(quiz), tau=0, eps=1)
    right, among = naive_shares(crowd, questions=12, people=3_000, seed=1)
    assert right == pytest.approx(1 / 12, abs=0.02)
    assert among == pytest.approx(3 / 12, abs=0.03)


def test_shares_are_counted_by_hand(quiz: Quiz):
    """Four people of two professions: 0, 0, 1, 1; the quiz says 0, 1, 1, 1."""
    some = simulate(quiz, crowds(quiz, None)["decided"], seed=1, chunk=0, size=4)
    people = [
        replace(times[0], truth=truth, order=(said, 1 - said, 2))
        for times, truth, said in zip(some, (0, 0, 1, 1), (0, 1, 1, 1), strict=True)
    ]
    assert first(people) == 0.75
    assert given(people) == {0: 1, 1: 3}
    assert largest(people) == 0.75
    assert least_found(people) == (0, 0.5)
    assert confusions(people) == [(0, 1, 0.5)]
