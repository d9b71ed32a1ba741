"""Person-fit: do the answers hang together?"""

import math
import random

import pytest

from sales.quiz import Answered
from sales.quiz.fit import MISFIT, person_fit


def test_no_answers_and_only_skips_say_nothing(quiz):
    assert person_fit(quiz, []) == 0.0
    assert person_fit(quiz, [Answered(question.id, None) for question in quiz.core]) == 0.0


def test_one_answer_is_standardised_by_the_best_profession(quiz):
    """By hand: sal gives PRO over CHK and SRV the highest chance of all; (ln p - mean) / sd of its three ln p."""
    question = next(q for q in quiz.tie_breaks if q.facets == ("CHK", "PRO", "SRV"))
    weights = {row.code: dict(zip(quiz.facets, row.weights, strict=True)) for row in quiz.professions}
    chances = {}
    for code, row in weights.items():
        grown = [math.exp(row[facet] / quiz.sd) for facet in question.facets]
        chances[code] = [value / sum(grown) for value in grown]
    best = max(chances, key=lambda code: chances[code][1])
    logs = [math.log(value) for value in chances[best]]
    mean = sum(p * log for p, log in zip(chances[best], logs, strict=True))
    spread = math.sqrt(sum(p * (log - mean) ** 2 for p, log in zip(chances[best], logs, strict=True)))
    assert person_fit(quiz, [Answered(question.id, "PRO")]) == pytest.approx((logs[1] - mean) / spread)


def test_a_skip_and_the_order_change_nothing(quiz, marketer):
    fit = person_fit(quiz, marketer)
    assert person_fit(quiz, (Answered(quiz.tie_breaks[0].id, None), *marketer)) == pytest.approx(fit)
    assert person_fit(quiz, marketer[::-1]) == pytest.approx(fit)


def test_an_ideal_respondent_fits_and_most_random_clickers_do_not(quiz, take):
    for row in quiz.professions:
        weights = dict(zip(quiz.facets, row.weights, strict=True))
        ideal = take(quiz, lambda question, w=weights: max(question.facets, key=w.__getitem__))
        assert person_fit(quiz, ideal.answers) > 1
    draw = random.Random(3)
    random_fits = [person_fit(quiz, take(quiz, lambda q: draw.choice(q.facets)).answers[:10]) for _ in range(300)]
    assert sum(fit < MISFIT for fit in random_fits) > 90
