"""Logistic regression over yes/no columns, by Newton's method, with a ridge so that nothing runs away."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import exp, log1p

from sales.learning.model import logistic

RIDGE = 1.0
"""Pulls each weight towards nothing as one more doubtful lead would: a perfect split of won and lost stays finite."""

_STEPS = 50
_CLOSE_ENOUGH = 1e-9
_HALVINGS = 30

Columns = tuple[int, ...]
"""Which columns hold for a lead; all others do not."""


@dataclass(frozen=True, slots=True)
class Group:
    """Leads that look the same: they are weighed as one."""

    columns: Columns
    total: int
    won: int


def grouped(rows: Iterable[tuple[Columns, bool]]) -> list[Group]:
    """In a fixed order, so that the same leads give the same weights to the last bit, however they were sorted."""
    total: Counter[Columns] = Counter()
    sales: Counter[Columns] = Counter()
    for columns, won in rows:
        total[columns] += 1
        sales[columns] += won
    return [Group(columns, total[columns], sales[columns]) for columns in sorted(total)]


def fit(groups: Sequence[Group], width: int, ridge: float = RIDGE) -> tuple[float, list[float]]:
    """Intercept and `width` weights that make what happened likeliest. The intercept is not pulled."""
    weights = [0.0] * (width + 1)
    cases = [((0, *(column + 1 for column in group.columns)), group.total, group.won) for group in groups]
    pull = [1e-9, *[ridge] * width]
    reached = _likelihood(cases, weights, pull)
    for _ in range(_STEPS):
        step = _newton_step(cases, weights, pull)
        for _ in range(_HALVINGS):  # far from the top a full step may overshoot
            tried = [weight + change for weight, change in zip(weights, step, strict=True)]
            likelihood = _likelihood(cases, tried, pull)
            if likelihood >= reached:
                break
            step = [change / 2 for change in step]
        else:
            break
        weights, reached = tried, likelihood
        if max(map(abs, step)) < _CLOSE_ENOUGH:
            break
    return weights[0], weights[1:]


_Case = tuple[Columns, int, int]


def _likelihood(cases: Sequence[_Case], weights: Sequence[float], pull: Sequence[float]) -> float:
    total = -sum(p * weight * weight for p, weight in zip(pull, weights, strict=True)) / 2
    for columns, leads, won in cases:
        odds = sum([weights[column] for column in columns])
        total += won * odds - leads * (max(odds, 0.0) + log1p(exp(-abs(odds))))
    return total


def _newton_step(cases: Sequence[_Case], weights: Sequence[float], pull: Sequence[float]) -> list[float]:
    size = len(weights)
    slope = [-p * weight for p, weight in zip(pull, weights, strict=True)]
    curve = [[0.0] * size for _ in range(size)]
    for row, p in enumerate(pull):
        curve[row][row] = p
    for columns, leads, won in cases:
        chance = logistic(sum([weights[column] for column in columns]))
        miss, spread = won - leads * chance, leads * chance * (1 - chance)
        for place, column in enumerate(columns):
            slope[column] += miss
            line = curve[column]
            for other in columns[: place + 1]:
                line[other] += spread
    return solved(curve, slope)


def solved(matrix: list[list[float]], right: Sequence[float]) -> list[float]:
    """x of Ax = b by Cholesky; A symmetric and positive, only its lower half is read. A is overwritten."""
    size = len(right)
    for i in range(size):
        row = matrix[i]
        for j in range(i + 1):
            rest = row[j] - sum([a * b for a, b in zip(row[:j], matrix[j][:j], strict=True)])
            row[j] = max(rest, 1e-12) ** 0.5 if i == j else rest / matrix[j][j]
    half: list[float] = []
    for i in range(size):
        half.append((right[i] - sum([a * b for a, b in zip(matrix[i][:i], half, strict=True)])) / matrix[i][i])
    found = [0.0] * size
    for i in reversed(range(size)):
        found[i] = (half[i] - sum([matrix[k][i] * found[k] for k in range(i + 1, size)])) / matrix[i][i]
    return found
