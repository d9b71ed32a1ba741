from collections.abc import Callable
from pathlib import Path

import pytest

import playbook
from sales.quiz import Answered, Ask, Attempt, Question, Quiz, answer, next_step, skip, start

PLAYBOOK = Path(playbook.__file__).parent

Chooser = Callable[[Question], str | None]
"""Picks a facet of the question, or None to skip."""


@pytest.fixture(scope="session")
def quiz() -> Quiz:
    return playbook.load(PLAYBOOK).design


@pytest.fixture(scope="session")
def take() -> Callable[..., Attempt]:
    def walk(quiz: Quiz, choose: Chooser, took_ms: int = 4_000, shuffle_seed: str = "anna") -> Attempt:
        attempt = start(quiz, token="t", shuffle_seed=shuffle_seed)
        while isinstance(step := next_step(quiz, attempt), Ask):
            attempt = press(quiz, attempt, step, choose, took_ms)
        return attempt

    return walk


def press(quiz: Quiz, attempt: Attempt, step: Ask, choose: Chooser, took_ms: int) -> Attempt:
    if step.is_seed:
        moved = answer(quiz, attempt, step.question_id, step.option_ids[0], took_ms)
    else:
        question = quiz.questions[step.question_id]
        facet = choose(question)
        if facet is None:
            moved = skip(quiz, attempt, step.question_id, took_ms)
        else:
            option = next(option for option in question.options if option.facet == facet)
            moved = answer(quiz, attempt, step.question_id, option.id, took_ms)
    assert isinstance(moved, Attempt)
    return moved


@pytest.fixture(scope="session")
def marketer(quiz: Quiz) -> tuple[Answered, ...]:
    """The worked example: core answers of somebody who turns out to be a marketer."""
    facets = ["DAT", "PRO", "PRO", "DAT", "VIS", "PRO", "COD", "TXT", "VIS", "COD"]
    return tuple(Answered(q.id, facet, 4_000) for q, facet in zip(quiz.core, facets, strict=True))
