"""Simulated respondents with a fixed seed: they prove the machinery, not that the quiz is true about people.

A respondent is a row of the table with a personal deviation per facet (SD tau) who answers at random with the
chance eps and otherwise takes the dearest option, with a little Gumbel noise.
"""

import math
import random
from collections import Counter

import pytest

from sales.quiz import build_result

N = 1_500


def respondents(quiz, take, *, tau: float, eps: float, seed: int, n: int = N):
    draw = random.Random(seed)
    for i in range(n):
        row = quiz.professions[i % len(quiz.professions)]
        mean = sum(row.weights) / len(row.weights)
        taste = {
            facet: (weight - mean) / quiz.sd + draw.gauss(0, tau)
            for facet, weight in zip(quiz.facets, row.weights, strict=True)
        }

        def choose(question, taste=taste):
            if draw.random() < eps:
                return draw.choice(question.facets)
            return max(question.facets, key=lambda f: taste[f] - math.log(-math.log(draw.random())) / 4)

        attempt = take(quiz, choose)
        yield row.code, build_result(quiz, attempt), len(attempt.answers)


@pytest.fixture(scope="module")
def ordinary(quiz, take):
    return list(respondents(quiz, take, tau=0.5, eps=0.2, seed=20261))


def shares(found) -> tuple[float, float]:
    top1 = sum(code == result.top.profession for code, result, _ in found) / len(found)
    top3 = sum(code in {m.profession for m in result.ranking} for code, result, _ in found) / len(found)
    return top1, top3


def test_decided_respondents_are_recovered(quiz, take):
    top1, _ = shares(list(respondents(quiz, take, tau=0.0, eps=0.0, seed=1, n=600)))
    assert top1 >= 0.98


def test_ordinary_noise_leaves_the_true_profession_first_or_near(ordinary):
    top1, top3 = shares(ordinary)
    assert top1 >= 0.82
    assert top3 >= 0.96


def test_heavy_noise_still_finds_most(quiz, take):
    top1, top3 = shares(list(respondents(quiz, take, tau=0.5, eps=0.3, seed=4)))
    assert top1 >= 0.74
    assert top3 >= 0.93


def test_the_quiz_stays_short(ordinary):
    lengths = [length for _, _, length in ordinary]
    assert sum(lengths) / len(lengths) <= 12.5
    assert max(lengths) <= 15


def test_every_profession_is_recovered_and_none_swallows_the_rest(ordinary):
    truth = Counter(code for code, _, _ in ordinary)
    right = Counter(code for code, result, _ in ordinary if code == result.top.profession)
    assert min(right[code] / truth[code] for code in truth) >= 0.70
    given = Counter(result.top.profession for _, result, _ in ordinary)
    assert max(given.values()) / len(ordinary) <= 0.15


def test_pure_chance_favours_no_profession_too_much(quiz, take):
    given = Counter(r.top.profession for _, r, _ in respondents(quiz, take, tau=0.0, eps=1.0, seed=8, n=600))
    assert max(given.values()) / 600 <= 0.25
