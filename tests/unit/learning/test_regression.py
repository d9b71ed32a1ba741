"""The regression against what can be worked out by hand, and what must not change its answer."""

import random
from math import log

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sales.learning.model import logistic
from sales.learning.regression import fit, grouped, solved

SKLEARN = [-1.067545166, 1.541821526, -0.263391463, 1.876672404]

Row = tuple[tuple[int, ...], bool]


def rows(*groups: tuple[tuple[int, ...], int, int]) -> list[Row]:
    """(columns, won, lost) to leads."""
    return [(columns, True) for columns, won, _ in groups for _ in range(won)] + [
        (columns, False) for columns, _, lost in groups for _ in range(lost)
    ]


def test_without_columns_the_chance_is_the_share_that_bought() -> None:
    intercept, weights = fit(grouped(rows(((), 30, 70))), 0)
    assert intercept == pytest.approx(log(30 / 70), abs=1e-9)
    assert weights == []


def test_one_column_without_a_ridge_is_the_odds_ratio() -> None:
    """2 × 2 table: 20 of 50 without, 40 of 50 with; the weight is log((40/10) / (20/30))."""
    intercept, (weight,) = fit(grouped(rows(((), 20, 30), ((0,), 40, 10))), 1, ridge=0.0)
    assert intercept == pytest.approx(log(20 / 30), abs=1e-6)
    assert weight == pytest.approx(log((40 / 10) / (20 / 30)), abs=1e-6)


def test_weights_agree_with_scikit_learn() -> None:
    """Constants of LogisticRegression(C=1, solver="newton-cholesky", tol=1e-12) of scikit-learn on this very table."""
    table = rows(((), 12, 38), ((0,), 30, 20), ((1,), 9, 41), ((2,), 18, 7), ((0, 1), 15, 10), ((0, 2), 24, 1))
    intercept, weights = fit(grouped(table), 3)
    assert [intercept, *weights] == pytest.approx(SKLEARN, abs=1e-7)


def test_at_the_top_every_slope_is_what_the_ridge_pulls() -> None:
    """The defining equation of the maximum, checked without the solver."""
    chance = random.Random(2)
    table = [(tuple(c for c in range(8) if chance.random() < 0.3), chance.random() < 0.4) for _ in range(600)]
    intercept, weights = fit(grouped(table), 8)
    misses = [(columns, won - logistic(intercept + sum(weights[c] for c in columns))) for columns, won in table]
    assert sum(miss for _, miss in misses) == pytest.approx(0, abs=1e-5)
    for column, weight in enumerate(weights):
        assert sum(miss for columns, miss in misses if column in columns) == pytest.approx(weight, abs=1e-5)


def test_a_perfect_split_stays_finite() -> None:
    intercept, (weight,) = fit(grouped(rows(((), 0, 500), ((0,), 500, 0))), 1)
    assert 3 < weight < 20
    assert logistic(intercept + weight) > 0.95


def test_a_column_that_always_or_never_holds_does_no_harm() -> None:
    intercept, (always, never) = fit(grouped(rows(((0,), 30, 70))), 2)
    assert logistic(intercept + always) == pytest.approx(0.3, abs=1e-6)
    assert never == 0.0


@given(st.randoms(use_true_random=False))
def test_the_order_of_the_leads_changes_nothing(chance: random.Random) -> None:
    table = [(tuple(c for c in range(4) if chance.random() < 0.5), chance.random() < 0.5) for _ in range(60)]
    shuffled = list(table)
    chance.shuffle(shuffled)
    assert fit(grouped(table), 4) == fit(grouped(shuffled), 4)


@given(st.lists(st.tuples(st.sets(st.integers(0, 3)), st.booleans()), min_size=2, max_size=40))
def test_swapping_won_and_lost_turns_every_sign(pairs: list[tuple[set[int], bool]]) -> None:
    table = [(tuple(sorted(columns)), won) for columns, won in pairs]
    intercept, weights = fit(grouped(table), 4, ridge=1.0)
    turned, turned_weights = fit(grouped([(columns, not won) for columns, won in table]), 4, ridge=1.0)
    if 0 < sum(won for _, won in table) < len(table):
        assert turned == pytest.approx(-intercept, abs=1e-5)
        assert turned_weights == pytest.approx([-weight for weight in weights], abs=1e-5)


def test_a_small_system_is_solved() -> None:
    assert solved([[4.0, 0.0], [2.0, 3.0]], [10.0, 8.0]) == pytest.approx([1.75, 1.5])
