"""Statistics against values known from elsewhere."""

import math

import pytest

from sales.statistics import calibration_error, chance_to_exceed, evenness, lift, wilson


@pytest.mark.parametrize(
    ("hits", "of", "low", "high"),
    [(8, 10, 0.490, 0.943), (0, 10, 0.0, 0.278), (10, 10, 0.722, 1.0), (81, 263, 0.255, 0.366), (1, 1, 0.207, 1.0)],
)
def test_wilson_gives_the_published_intervals(hits, of, low, high):
    assert wilson(hits, of) == pytest.approx((low, high), abs=0.001)


def test_of_nothing_everything_is_possible():
    assert wilson(0, 0) == (0.0, 1.0)


def test_the_interval_narrows_with_more_answers():
    widths = [high - low for low, high in (wilson(6 * n, 10 * n) for n in (1, 10, 100))]
    assert widths == sorted(widths, reverse=True)


def test_lift_is_a_risk_ratio_with_its_interval():
    """The textbook's example: 15 of 100 against 5 of 100 is 3.0, 1.13 to 7.94."""
    assert lift(15, 100, 5, 100) == pytest.approx((3.0, 1.13, 7.94), abs=0.01)


@pytest.mark.parametrize("counts", [(0, 10, 5, 10), (5, 10, 0, 10), (0, 0, 0, 0)])
def test_without_both_shares_there_is_no_lift(counts):
    assert lift(*counts) is None


def test_evenness_is_one_when_even_and_nothing_when_all_is_the_same():
    assert evenness([5, 5, 5, 5], 4) == pytest.approx(1)
    assert evenness([9, 0, 0, 0], 4) == 0
    assert evenness([], 12) == 0
    assert evenness([1, 1], 4) == pytest.approx(math.log(2) / math.log(4))


def test_calibration_error_is_the_gap_between_said_and_come_true():
    assert calibration_error([0.75] * 4, [True, True, True, False]) == pytest.approx(0)
    assert calibration_error([0.95] * 4, [True, True, False, False]) == pytest.approx(0.45)
    assert calibration_error([0.95, 0.95, 0.05, 0.05], [True, True, False, True]) == pytest.approx((0.05 + 0.45) / 2)
    assert calibration_error([1.0], [True]) == 0
    assert calibration_error([], []) == 0


def test_chance_to_exceed_counts_pairs_and_halves_ties():
    assert chance_to_exceed([3, 4], [1, 2]) == 1
    assert chance_to_exceed([1, 2], [3, 4]) == 0
    assert chance_to_exceed([1, 2, 3], [2]) == 0.5
    assert chance_to_exceed([5, 1, 7], [2, 5]) == pytest.approx((1.5 + 0 + 2) / 6)
