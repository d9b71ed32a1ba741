"""The words never say more than the percents beside them, nor the percents more than the words."""

from collections import Counter
from dataclasses import replace

import pytest

from sales.quiz import Confidence, Wording, build_result
from sales.quiz.confidence import LEVEL_GAP, NEAR_GAP, wording
from tests.unit.quiz.test_quiz_result import CODES, ideal


@pytest.mark.parametrize(
    ("confidence", "gap", "said"),
    [
        (Confidence.SURE, 6, Wording.SURE),
        (Confidence.SURE, 5, Wording.CLOSE),
        (Confidence.SURE, 0, Wording.CLOSE),
        (Confidence.CLOSE, 0, Wording.CLOSE),
        (Confidence.CLOSE, 10, Wording.CLOSE),
        (Confidence.CLOSE, 11, Wording.LEADING),
        (Confidence.FLAT, 40, Wording.FLAT),
    ],
)
def test_the_more_modest_of_confidence_and_percents_is_said(confidence, gap, said):
    assert wording(confidence, gap, careless=False) is said


@pytest.mark.parametrize(("confidence", "said"), [("sure", "hasty"), ("close", "hasty"), ("flat", "flat")])
def test_hasty_answers_are_never_told_with_confidence(confidence, said):
    assert wording(Confidence(confidence), 40, careless=True) == said


def test_close_and_far_apart_never_stand_in_one_result(quiz, take):
    said = Counter()
    for n, code in enumerate(CODES * 25):
        skipped = quiz.core[n % 10].id
        choose = ideal(quiz, code)
        odd = quiz.core[(n * 7) % 10].id
        result = build_result(
            quiz,
            take(
                quiz,
                lambda q, skipped=skipped, odd=odd, choose=choose, n=n: (
                    None if q.id == skipped else q.facets[n % 3] if q.id == odd else choose(q)
                ),
            ),
        )
        said[result.wording] += 1
        gap = result.ranking[0].percent - result.ranking[1].percent
        if result.wording is Wording.CLOSE:
            assert gap <= NEAR_GAP
        if result.wording is Wording.SURE:
            assert gap > LEVEL_GAP
        if result.wording is Wording.LEADING:
            assert gap > NEAR_GAP
    assert min(said[word] for word in (Wording.SURE, Wording.CLOSE, Wording.LEADING)) > 5


def test_a_result_written_by_an_earlier_version_is_still_read(quiz, take):
    result = build_result(quiz, take(quiz, ideal(quiz, "hr")))
    old = {key: value for key, value in result.to_json().items() if key != "decoy"}
    assert type(result).from_json(old) == replace(result, decoy=None)
