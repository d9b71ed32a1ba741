"""Each measure on a case small enough to count by hand."""

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sales.learning.measures import auc, auc_error, brier, ece, lift, threshold


def test_auc_counts_the_pairs_in_the_right_order() -> None:
    """Pairs of a sale and a loss: (9,7) (9,3) (5,3) right, (5,7) wrong."""
    assert auc([9, 7, 5, 3], [True, False, True, False]) == pytest.approx(3 / 4)


def test_a_tie_is_half_a_pair() -> None:
    assert auc([5, 5], [True, False]) == 0.5
    assert auc([5, 5, 9], [True, False, True]) == pytest.approx(0.75)


@given(st.lists(st.tuples(st.integers(0, 20), st.booleans()), min_size=2, max_size=60))
def test_auc_is_what_counting_every_pair_gives(pairs: list[tuple[int, bool]]) -> None:
    sold = [score for score, won in pairs if won]
    lost = [score for score, won in pairs if not won]
    counted = sum((a > b) + (a == b) / 2 for a in sold for b in lost)
    wanted = counted / (len(sold) * len(lost)) if sold and lost else 0.5
    assert auc([score for score, _ in pairs], [won for _, won in pairs]) == pytest.approx(wanted)


def test_the_error_of_an_area_is_that_of_hanley_and_mcneil() -> None:
    """Their table of 1982: an area of 0.893 over 51 abnormal and 58 normal cases has an error of 0.032."""
    assert auc_error(0.893, 51, 58) == pytest.approx(0.032, abs=0.001)


def test_lift_is_the_share_of_the_top_over_the_share_of_all() -> None:
    scores = list(range(10, 0, -1))
    won = [True, True, False, True, False, False, False, False, False, False]
    assert lift(scores, won) == pytest.approx(1.0 / 0.3)


def test_a_tie_at_the_edge_gives_its_fair_share() -> None:
    assert lift([1] * 10, [True] * 3 + [False] * 7) == pytest.approx(1.0)


def test_calibration_is_the_distance_between_said_and_happened() -> None:
    """Five times 30% said, one of five bought: 10 points off; five times 90% said, all bought: 10 points off."""
    assert ece([0.3] * 5 + [0.9] * 5, [True] + [False] * 4 + [True] * 5) == pytest.approx(0.1)
    assert ece([1.0, 0.0], [True, False]) == 0.0


def test_honest_chances_are_well_calibrated() -> None:
    chance = random.Random(4)
    said = [chance.random() for _ in range(20_000)]
    assert ece(said, [chance.random() < one for one in said]) < 0.02


def test_brier_is_the_mean_square() -> None:
    assert brier([0.8, 0.4], [True, False]) == pytest.approx((0.04 + 0.16) / 2)


def test_a_threshold_lets_no_more_than_its_share_through() -> None:
    chances = [number / 100 for number in range(100)]
    assert threshold(chances, 0.2) == 0.80
    assert sum(one >= threshold(chances, 0.2) for one in chances) == 20


def test_a_threshold_of_many_alike_is_the_highest_there_is() -> None:
    assert threshold([0.7] * 50 + [0.1] * 50, 0.2) == 0.7
