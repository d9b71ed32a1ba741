"""Crowds walked through the real quiz: start, answer, next step, result, as a person's presses would."""

import random
from collections.abc import Callable
from dataclasses import dataclass

from sales.quiz.attempt import Ask, Attempt, answer, next_step, skip, start
from sales.quiz.design import Question, Quiz
from sales.quiz.fit import person_fit
from sales.quiz.result import build_result
from sales.quiz.scoring import score
from sales.quiz.simulation.people import Crowd, person_of

Choice = Callable[[Question], tuple[str | None, int]]
"""A facet of the question (None: skip) and how many milliseconds it took."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """`truth`: the profession the person came from, an index; `order`: the quiz's ranking of indexes, best first.

    `surest` is the highest posterior, `confident` the highest tempered one, `scores` the log posterior of each
    profession, `asked` how many scored questions it took, `fit` the person-fit of the core.
    """

    truth: int
    order: tuple[int, ...]
    surest: float
    confident: float
    scores: tuple[float, ...]
    asked: int
    fit: float
    careless: bool
    flat: bool

    @property
    def first(self) -> bool:
        return self.order[0] == self.truth

    @property
    def among_three(self) -> bool:
        return self.truth in self.order[:3]


def simulate(quiz: Quiz, crowd: Crowd, *, seed: int, chunk: int, size: int) -> list[tuple[Outcome, ...]]:
    """`size` people, each as often as the crowd takes the quiz. The same arguments give the same people anywhere."""
    draw = random.Random(f"{seed}/{crowd.name}/{chunk}")
    found = []
    for number in range(chunk * size, (chunk + 1) * size):
        truth = number % len(quiz.professions)
        person = person_of(crowd, truth, draw)
        found.append(tuple(_outcome(quiz, truth, walk(quiz, person.chooses, str(number))) for _ in range(crowd.times)))
    return found


def walk(quiz: Quiz, choose: Choice, shuffle_seed: str) -> Attempt:
    """Somebody's whole way through the quiz."""
    attempt = start(quiz, token="simulated", shuffle_seed=shuffle_seed)
    while isinstance(ask := next_step(quiz, attempt), Ask):
        moved = _press(quiz, attempt, ask, choose)
        assert isinstance(moved, Attempt), "the current question's own options are never outdated"
        attempt = moved
    return attempt


def _press(quiz: Quiz, attempt: Attempt, ask: Ask, choose: Choice) -> object:
    if ask.is_seed:
        return answer(quiz, attempt, ask.question_id, ask.option_ids[0], None)
    question = quiz.questions[ask.question_id]
    facet, took = choose(question)
    if facet is None:
        return skip(quiz, attempt, ask.question_id, took)
    option = next(option for option in question.options if option.facet == facet)
    return answer(quiz, attempt, ask.question_id, option.id, took)


def _outcome(quiz: Quiz, truth: int, attempt: Attempt) -> Outcome:
    scores = score(quiz, attempt.answers)
    result = build_result(quiz, attempt)
    return Outcome(
        truth=truth,
        order=scores.order,
        surest=max(scores.posterior),
        confident=max(scores.confidence),
        scores=scores.log_posterior,
        asked=len(attempt.answers),
        fit=person_fit(quiz, [a for a in attempt.answers if a.question_id in quiz.core_ids]),
        careless=result.careless,
        flat=result.flat,
    )
