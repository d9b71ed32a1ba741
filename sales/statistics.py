"""Small statistics for reports: pure functions, plain sequences of numbers."""

import math
from collections.abc import Iterable, Sequence
from itertools import groupby

Z95 = 1.959963984540054
"""Two-sided 95% of the normal distribution."""


def wilson(hits: int, of: int) -> tuple[float, float]:
    """The 95% interval of a share, honest also for small counts; (0, 1) when nothing was counted.

    Source: Wilson 1927, doi 10.1080/01621459.1927.10502953.
    """
    if of <= 0:
        return 0.0, 1.0
    share, z2 = hits / of, Z95 * Z95
    middle = share + z2 / (2 * of)
    half = Z95 * math.sqrt(share * (1 - share) / of + z2 / (4 * of * of))
    scale = 1 + z2 / of
    return max(0.0, (middle - half) / scale), min(1.0, (middle + half) / scale)


def lift(hits: int, of: int, base_hits: int, base_of: int) -> tuple[float, float, float] | None:
    """(ratio of two shares, its 95% interval); None while either share is empty and no ratio exists.

    The interval is that of the logarithm of a risk ratio (Katz et al. 1978).
    """
    if not (hits and base_hits and of and base_of):
        return None
    ratio = (hits / of) / (base_hits / base_of)
    half = Z95 * math.sqrt(max(0.0, 1 / hits - 1 / of + 1 / base_hits - 1 / base_of))
    return ratio, ratio * math.exp(-half), ratio * math.exp(half)


def evenness(counts: Iterable[int], kinds: int) -> float:
    """Entropy of the counts as a share of the highest possible with so many kinds: 1 is even, 0 is all the same."""
    known = [count for count in counts if count > 0]
    total = sum(known)
    if kinds < 2 or not total:
        return 0.0
    return -math.fsum(count / total * math.log(count / total) for count in known) / math.log(kinds) + 0.0


def calibration_error(said: Sequence[float], right: Sequence[bool], bins: int = 10) -> float:
    """Expected calibration error: how far, on average, a said probability is from how often it came true."""
    filled: dict[int, list[tuple[float, bool]]] = {}
    for chance, came in zip(said, right, strict=True):
        filled.setdefault(min(bins - 1, int(chance * bins)), []).append((chance, came))
    gaps = [abs(math.fsum(c for c, _ in pairs) - sum(came for _, came in pairs)) for pairs in filled.values()]
    return math.fsum(gaps) / len(said) if said else 0.0


def chance_to_exceed(some: Sequence[float], others: Sequence[float]) -> float:
    """AUC: how often a value of `some` is above one of `others`, equal values counting half."""
    ranked = sorted([(value, True) for value in some] + [(value, False) for value in others])
    won = 0.0
    below = 0
    for _, group in groupby(ranked, key=lambda pair: pair[0]):
        tied = [is_mine for _, is_mine in group]
        mine = sum(tied)
        won += mine * (below + (len(tied) - mine) / 2)
        below += len(tied) - mine
    return won / (len(some) * len(others))
