"""Figures of many outcomes."""

from collections import Counter
from collections.abc import Iterable, Sequence
from statistics import StatisticsError, correlation, fmean

from sales.quiz.simulation.runs import Outcome
from sales.statistics import calibration_error


def share(answers: Iterable[bool]) -> float:
    return fmean(answers)


def first(people: Sequence[Outcome]) -> float:
    """How often the right profession comes first."""
    return share(o.first for o in people)


def three(people: Sequence[Outcome]) -> float:
    """How often it is among the first three."""
    return share(o.among_three for o in people)


def given(people: Sequence[Outcome]) -> Counter[int]:
    """How often each profession was named first."""
    return Counter(o.order[0] for o in people)


def largest(people: Sequence[Outcome]) -> float:
    """The share of the profession named most often."""
    return max(given(people).values()) / len(people)


def least_found(people: Sequence[Outcome]) -> tuple[int, float]:
    """The profession found least often among those who are it, and how often."""
    of, right = Counter(o.truth for o in people), Counter(o.truth for o in people if o.first)
    worst = min(of, key=lambda j: right[j] / of[j])
    return worst, right[worst] / of[worst]


def gap(people: Sequence[Outcome], *, tempered: bool) -> float:
    """Calibration error of what is said of the first profession."""
    return calibration_error([o.confident if tempered else o.surest for o in people], [o.first for o in people])


def retest(people: Sequence[tuple[Outcome, ...]]) -> float:
    """Correlation of a profession's score with that of the second time, the mean over the professions."""
    professions = range(len(people[0][0].scores))
    return fmean(
        _correlation([times[0].scores[j] for times in people], [times[1].scores[j] for times in people])
        for j in professions
    )


def confusions(people: Sequence[Outcome]) -> list[tuple[int, int, float]]:
    """(who they are, what they were taken for, how often of those), most often first."""
    of, missed = Counter(o.truth for o in people), Counter((o.truth, o.order[0]) for o in people if not o.first)
    return sorted(((j, k, count / of[j]) for (j, k), count in missed.items()), key=lambda found: -found[2])


def _correlation(some: Sequence[float], others: Sequence[float]) -> float:
    """0 where a profession always scores the same: nothing to tell people apart by."""
    try:
        return correlation(some, others)
    except StatisticsError:
        return 0.0
