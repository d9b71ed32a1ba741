import math
import random
import time
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sales.quiz import Answered, Quiz, score
from sales.quiz.scoring import best_tie_break, expected_entropy, posterior


def by_code(quiz: Quiz, answers) -> dict[str, tuple[float, float, int]]:
    scores = score(quiz, answers)
    return {
        quiz.professions[j].code: (scores.log_posterior[j], scores.posterior[j], scores.shown[place])
        for place, j in enumerate(scores.order)
    }


def test_standard_deviation_is_that_of_the_row_centred_table(quiz):
    assert quiz.sd == pytest.approx(1.1899487221861733, abs=1e-12)


def test_worked_example_gives_the_published_figures(quiz, marketer):
    found = by_code(quiz, marketer)
    assert list(found)[:6] == ["mkt", "da", "des", "smm", "dev", "sal"]
    assert list(found)[-1] == "cs"
    published = {
        "mkt": (-4.99, 0.922, 95),
        "da": (-7.78, 0.056, 82),
        "des": (-9.15, 0.014, 77),
        "smm": (-10.20, 0.005, 66),
        "dev": (-11.83, 0.001, 63),
        "sal": (-11.85, 0.001, 63),
        "cs": (-24.15, 0.000, 5),
    }
    for code, (log_post, post, shown) in published.items():
        assert found[code][0] == pytest.approx(log_post, abs=0.005), code
        assert found[code][1] == pytest.approx(post, abs=0.0006), code
        assert found[code][2] == shown, code


def test_worked_example_answers_weigh_for_the_marketer_as_published(quiz, marketer):
    mkt = quiz.profession_codes().index("mkt")
    each = [round(quiz.likelihoods[a.question_id].log_chance[a.facet][mkt], 2) for a in marketer]
    assert each == [-0.24, -0.15, -0.24, -0.78, -0.89, -0.20, -0.89, -0.24, -0.89, -0.48]


def test_best_tie_break_of_the_worked_example_is_check_promote_people(quiz, marketer):
    post = score(quiz, marketer).posterior
    question = best_tie_break(quiz, post, frozenset())
    assert question is not None
    assert question.facets == ("CHK", "PRO", "PPL")
    after = by_code(quiz, (*marketer, Answered(question.id, "PRO")))
    assert after["mkt"][1] == pytest.approx(0.97, abs=0.006)
    after = by_code(quiz, (*marketer, Answered(question.id, "CHK")))
    assert after["da"][1] == pytest.approx(0.54, abs=0.006)
    assert after["mkt"][1] == pytest.approx(0.41, abs=0.006)


def test_expected_entropy_is_the_average_over_the_answers(quiz, marketer):
    post = score(quiz, marketer).posterior
    question = quiz.tie_breaks[0]
    average = 0.0
    for facet in question.facets:
        chances = [math.exp(v) for v in quiz.likelihoods[question.id].log_chance[facet]]
        total = sum(p * c for p, c in zip(post, chances, strict=True))
        after = score(quiz, (*marketer, Answered(question.id, facet))).posterior
        average += total * -sum(p * math.log(p) for p in after if p > 0)
    assert expected_entropy(quiz, post, question.id) == pytest.approx(average, abs=1e-9)


def test_order_of_answers_changes_nothing_to_the_last_bit(quiz, marketer):
    shuffled = list(marketer)
    for round_ in range(20):
        random.Random(round_).shuffle(shuffled)
        assert score(quiz, shuffled) == score(quiz, marketer)


def test_order_of_options_in_a_question_changes_nothing(quiz, marketer):
    turned = replace(quiz, core=tuple(replace(question, options=question.options[::-1]) for question in quiz.core))
    before, after = score(quiz, marketer), score(turned, marketer)
    assert after.order == before.order
    assert after.shown == before.shown
    assert after.log_posterior == pytest.approx(before.log_posterior, abs=1e-12)


def test_skipping_everything_leaves_every_profession_equal(quiz):
    skips = [Answered(question.id, None) for question in quiz.core]
    scores = score(quiz, skips)
    assert scores.posterior == pytest.approx([1 / 12] * 12)
    assert set(scores.shown) == {50}
    assert scores == score(quiz, [])


def test_a_skip_adds_nothing(quiz, marketer):
    assert score(quiz, (*marketer, Answered(quiz.tie_breaks[0].id, None))) == score(quiz, marketer)


@given(st.data())
@settings(max_examples=150, deadline=None)
def test_shown_percent_never_rises_down_the_ranking_and_stays_between_5_and_95(quiz, data):
    questions = [*quiz.core, *quiz.tie_breaks]
    answers = [Answered(question.id, data.draw(st.sampled_from([*question.facets, None]))) for question in questions]
    scores = score(quiz, answers)
    assert list(scores.shown) == sorted(scores.shown, reverse=True)
    assert all(5 <= percent <= 95 and isinstance(percent, int) for percent in scores.shown)
    assert sum(scores.posterior) == pytest.approx(1)
    ranked = [scores.log_posterior[j] for j in scores.order]
    assert ranked == sorted(ranked, reverse=True)


def test_words_of_confidence_are_more_modest_than_the_posterior(quiz, marketer):
    scores = score(quiz, marketer)
    assert max(scores.confidence) < max(scores.posterior)
    assert scores.confidence == posterior(scores.log_posterior, 1.5)


def test_hopelessly_low_likelihoods_do_not_overflow():
    assert posterior([-5000.0, -5001.0]) == pytest.approx((0.7310586, 0.2689414))


def test_choosing_a_tie_break_takes_under_a_millisecond(quiz):
    even = posterior([0.0] * 12)
    fastest = min(_timed(lambda: best_tie_break(quiz, even, frozenset())) for _ in range(30))
    assert fastest < 0.001


def _timed(work) -> float:
    began = time.perf_counter()
    work()
    return time.perf_counter() - began
