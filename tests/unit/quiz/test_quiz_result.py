import json
import random
from dataclasses import replace

import pytest

from sales.quiz import Answered, Confidence, QuizResult, Reason, build_result, start
from sales.quiz.attempt import option_order
from sales.quiz.carelessness import SAME_PLACE_RUN, is_careless, longest_run
from sales.quiz.confidence import confidence_word
from sales.quiz.fit import MISFIT, person_fit


def ideal(quiz, code):
    row = next(row for row in quiz.professions if row.code == code)
    weights = dict(zip(quiz.facets, row.weights, strict=True))
    return lambda question: max(question.facets, key=weights.__getitem__)


CODES = ["dev", "qa", "des", "da", "mkt", "smm", "sal", "pm", "hr", "fin", "ops", "cs"]


@pytest.mark.parametrize("code", CODES)
def test_every_profession_is_first_for_its_ideal_respondent(quiz, take, code):
    result = build_result(quiz, take(quiz, ideal(quiz, code)))
    assert result.top.profession == code
    assert not result.flat


def test_the_example_playbook_has_exactly_these_professions(quiz):
    assert list(quiz.profession_codes()) == CODES


def test_the_worked_example_as_a_result(quiz, take, marketer):
    chosen = {a.question_id: a.facet for a in marketer}
    result = build_result(quiz, take(quiz, lambda question: chosen[question.id]))
    assert [(match.profession, match.percent) for match in result.ranking] == [
        ("mkt", 95),
        ("da", 82),
        ("des", 77),
    ]
    assert result.least.profession == "cs"
    assert result.confidence is Confidence.CLOSE
    assert result.seed_answer == quiz.seed.option_ids[0]
    assert not result.careless


def test_reasons_are_answers_really_given_that_speak_for_the_profession(quiz, take, marketer):
    chosen = {a.question_id: a.facet for a in marketer}
    result = build_result(quiz, take(quiz, lambda question: chosen[question.id]))
    for match in result.ranking:
        assert 1 <= len(match.reasons) <= 3
        assert len({reason.facet for reason in match.reasons}) == len(match.reasons)
        for reason in match.reasons:
            assert chosen[reason.question_id] == reason.facet
    assert result.top.reasons[0].facet == "PRO"


def test_the_first_reason_is_the_answer_with_the_largest_lift(quiz, marketer):
    mkt = quiz.profession_codes().index("mkt")
    attempt = replace(start(quiz, "t", "p"), seed_done=True, answers=marketer)
    best = max(marketer, key=lambda a: quiz.likelihoods[a.question_id].lift[a.facet][mkt])
    assert build_result(quiz, attempt).top.reasons[0] == Reason(best.question_id, best.facet)


def test_the_minus_is_the_answer_that_speaks_most_against(quiz, marketer):
    mkt = quiz.profession_codes().index("mkt")
    against = Answered(quiz.core[9].id, "CHK", 3_000)
    attempt = replace(start(quiz, "t", "p"), seed_done=True, answers=(*marketer[:9], against))
    assert quiz.likelihoods[against.question_id].lift["CHK"][mkt] < 0
    assert build_result(quiz, attempt).top.minus == Reason(against.question_id, "CHK")


def test_skipping_everything_gives_no_verdict(quiz, take):
    result = build_result(quiz, take(quiz, lambda _: None))
    assert result.flat
    assert result.confidence is Confidence.FLAT
    assert result.top.reasons == ()
    assert result.top.minus is None


@pytest.mark.parametrize(("skips", "flat"), [(3, False), (4, True)])
def test_more_than_three_skips_in_the_core_give_no_verdict(quiz, take, skips, flat):
    skipped = {question.id for question in quiz.core[-skips:]}
    choose = ideal(quiz, "smm")
    result = build_result(quiz, take(quiz, lambda q: None if q.id in skipped else choose(q)))
    assert result.flat is flat


@pytest.mark.parametrize(
    ("highest", "word"), [(0.80, "sure"), (0.79, "close"), (0.45, "close"), (0.44, "flat"), (1 / 12, "flat")]
)
def test_confidence_is_said_in_words_by_its_thresholds(highest, word):
    assert confidence_word(highest) == word


def timed(quiz, fast: int, shuffle_seed: str = "p") -> object:
    """Ten core answers, `fast` of them under a second and a half; never a long run in one place."""
    answers = []
    for i, question in enumerate(quiz.core):
        order = option_order(shuffle_seed, question.id, tuple(o.id for o in question.options))
        facet = question.facet_of(order[i % 3])
        answers.append(Answered(question.id, facet, 1_499 if i < fast else 1_500))
    return replace(start(quiz, "t", shuffle_seed), seed_done=True, answers=tuple(answers))


@pytest.mark.parametrize(("fast", "careless"), [(0, False), (4, False), (5, True), (10, True)])
def test_half_of_the_core_under_a_second_and_a_half_is_careless(quiz, fast, careless):
    assert is_careless(quiz, timed(quiz, fast)) is careless


def pressed_in_one_place(quiz, shuffle_seed: str, took_ms: int):
    first = [option_order(shuffle_seed, q.id, tuple(o.id for o in q.options))[0] for q in quiz.core]
    facets = [q.facet_of(option) for q, option in zip(quiz.core, first, strict=True)]
    answers = tuple(Answered(q.id, facet, took_ms) for q, facet in zip(quiz.core, facets, strict=True))
    return replace(start(quiz, "t", shuffle_seed), seed_done=True, answers=answers)


def test_pressing_one_place_accuses_only_when_the_answers_do_not_hang_together_either(quiz):
    seeds = [f"seed{n}" for n in range(60)]
    attempts = [pressed_in_one_place(quiz, seed, took_ms=4_000) for seed in seeds]
    assert all(longest_run(quiz, a.shuffle_seed, a.answers) == 10 for a in attempts)
    fits = [person_fit(quiz, a.answers) for a in attempts]
    assert [is_careless(quiz, a) for a in attempts] == [fit < MISFIT for fit in fits]
    assert min(fits) < MISFIT < max(fits), "the sample has to hold both kinds"


def test_answers_that_do_not_hang_together_accuse_nobody_on_their_own(quiz, take):
    draw = random.Random(5)
    scattered = [take(quiz, lambda q: draw.choice(q.facets), shuffle_seed=f"s{n}") for n in range(60)]
    misfits = [a for a in scattered if person_fit(quiz, a.answers) < MISFIT]
    runs = [longest_run(quiz, a.shuffle_seed, a.answers[:10]) for a in misfits]
    assert misfits
    assert [is_careless(quiz, a) for a in misfits] == [run >= SAME_PLACE_RUN for run in runs]
    assert not all(run >= SAME_PLACE_RUN for run in runs)


def test_a_skip_breaks_a_run_in_one_place(quiz):
    first = [option_order("p", q.id, tuple(o.id for o in q.options))[0] for q in quiz.core]
    answers = [Answered(q.id, q.facet_of(o)) for q, o in zip(quiz.core, first, strict=True)]
    answers[4] = replace(answers[4], facet=None)
    assert longest_run(quiz, "p", answers) == 5


def test_answers_of_unknown_duration_never_count_as_fast(quiz):
    attempt = timed(quiz, 10)
    unknown = tuple(replace(answered, took_ms=None) for answered in attempt.answers)
    assert not is_careless(quiz, replace(attempt, answers=unknown))


def test_clickers_are_caught_and_calm_people_are_not(quiz, take):
    draw = random.Random(8)
    clickers = [take(quiz, lambda q: draw.choice(q.facets), took_ms=1_000) for _ in range(100)]
    calm = [take(quiz, lambda q: draw.choice(q.facets), took_ms=3_000) for _ in range(100)]
    assert all(is_careless(quiz, attempt) for attempt in clickers)
    assert not any(is_careless(quiz, attempt) for attempt in calm)


def test_a_result_survives_json(quiz, take):
    for code in CODES:
        result = build_result(quiz, take(quiz, ideal(quiz, code)))
        assert QuizResult.from_json(json.loads(json.dumps(result.to_json()))) == result
    nothing = build_result(quiz, take(quiz, lambda _: None))
    assert QuizResult.from_json(json.loads(json.dumps(nothing.to_json()))) == nothing
