"""How well a score sorts leads, and how honest its chances are."""

from collections.abc import Sequence
from itertools import groupby
from math import sqrt

BINS = 10
TOP = 0.2


def auc(scores: Sequence[float], won: Sequence[bool]) -> float:
    """How often a bought lead stands above a lost one; a tie counts half. 0.5 when there is only one kind."""
    sold, lost = sum(won), len(won) - sum(won)
    if not sold or not lost:
        return 0.5
    below = above = 0.0
    for _, tied in groupby(sorted(zip(scores, won, strict=True)), key=lambda pair: pair[0]):
        here = [is_won for _, is_won in tied]
        wins = sum(here)
        above += wins * (below + (len(here) - wins) / 2)
        below += len(here) - wins
    return above / (sold * lost)


def auc_error(area: float, sold: int, lost: int) -> float:
    """Its standard error, after Hanley and McNeil (1982)."""
    if not sold or not lost:
        return 0.5
    both_sold, both_lost = area / (2 - area), 2 * area * area / (1 + area)
    spread = area * (1 - area) + (sold - 1) * (both_sold - area**2) + (lost - 1) * (both_lost - area**2)
    return sqrt(max(0.0, spread / (sold * lost)))


def lift(scores: Sequence[float], won: Sequence[bool], top: float = TOP) -> float:
    """How many times more sales than average the top part holds; of a tie at its edge it holds a fair share."""
    room = wanted = top * len(won)
    held = 0.0
    for _, tied in groupby(sorted(zip(scores, won, strict=True), reverse=True), key=lambda pair: pair[0]):
        here = [is_won for _, is_won in tied]
        taken = min(room, len(here))
        held += sum(here) * taken / len(here)
        room -= taken
        if room <= 0:
            break
    return (held / wanted) / (sum(won) / len(won)) if any(won) else 0.0


def ece(chances: Sequence[float], won: Sequence[bool], bins: int = BINS) -> float:
    """Expected calibration error: how far the stated chance is from what happened, over bins of equal width."""
    stated, happened = [0.0] * bins, [0] * bins
    for chance, is_won in zip(chances, won, strict=True):
        place = min(int(chance * bins), bins - 1)
        stated[place] += chance
        happened[place] += is_won
    return sum(abs(a - b) for a, b in zip(stated, happened, strict=True)) / len(won)


def brier(chances: Sequence[float], won: Sequence[bool]) -> float:
    """The mean square of how wrong each chance was."""
    return sum((chance - is_won) ** 2 for chance, is_won in zip(chances, won, strict=True)) / len(won)


def threshold(chances: Sequence[float], top: float) -> float:
    """The lowest chance at which not more than `top` of all stand; the highest there is when a tie is larger."""
    ordered = sorted(chances, reverse=True)
    found = ordered[0]
    count = 0
    for value, tied in groupby(ordered):
        count += len(list(tied))
        if count > top * len(ordered):
            break
        found = value
    return found
