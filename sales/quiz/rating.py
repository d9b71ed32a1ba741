"""What a person says of the result: the top three and, unmarked among them, a decoy from the lower half.

The decoy makes the rating honest: people like flattering results, so only the top match's lead over the decoy counts.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from sales.quiz.attempt import option_order

TOP = 3


@dataclass(frozen=True, slots=True)
class Decoy:
    """`rank`: its true place, from 1."""

    profession: str
    rank: int


@dataclass(frozen=True, slots=True)
class Rated:
    """`rank` and `position` (place on the screen) count from 1; `liked` None: nothing said yet."""

    profession: str
    rank: int
    is_decoy: bool
    position: int
    liked: bool | None = None


def choose_decoy(shuffle_seed: str, ranking: Sequence[str]) -> Decoy | None:
    """Any of the lower half (ranks 7 to 12 of twelve), by the attempt's seed; None when there is no lower half."""
    lower = tuple(ranking[max(TOP, len(ranking) // 2) :])
    if not lower:
        return None
    chosen = option_order(shuffle_seed, "decoy", lower)[0]
    return Decoy(chosen, ranking.index(chosen) + 1)


def panel(shuffle_seed: str, top: Sequence[str], decoy: Decoy | None) -> tuple[Rated, ...]:
    """In the order of the screen, the same for one attempt every time."""
    ranks = {profession: rank for rank, profession in enumerate(top, start=1)}
    if decoy is not None:
        ranks[decoy.profession] = decoy.rank
    order = option_order(shuffle_seed, "rating", tuple(ranks))
    return tuple(
        Rated(code, ranks[code], decoy is not None and code == decoy.profession, position)
        for position, code in enumerate(order, start=1)
    )
