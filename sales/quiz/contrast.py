"""Two professions side by side, and many spread out: what helps where a verdict does not."""

from collections.abc import Mapping, Sequence

from sales.quiz.design import Quiz


def difference(quiz: Quiz, first: str, second: str) -> tuple[str, str] | None:
    """(the facet the first asks for more than the second, and the other way round); None if one is unknown.

    Weights are taken from their row's mean: some professions ask for more of everything. Of two equal differences
    the one that the profession itself asks for more.
    """
    rows = {row.code: row.weights for row in quiz.professions}
    if first not in rows or second not in rows:
        return None
    one, other = _centred(rows[first]), _centred(rows[second])
    facets = range(len(quiz.facets))
    more = max(facets, key=lambda i: (one[i] - other[i], one[i]))
    less = max(facets, key=lambda i: (other[i] - one[i], other[i]))
    return quiz.facets[more], quiz.facets[less]


def spread(ranking: Sequence[str], groups: Mapping[str, str]) -> tuple[str, ...]:
    """The ranking dealt out by group: first the best of each group, then the second best of each, and so on.

    `groups`: profession -> its group. Any three in a row at the start come from different groups.
    """
    rounds: dict[str, int] = {}
    turns: list[tuple[int, int, str]] = []
    for place, code in enumerate(ranking):
        group = groups.get(code, code)
        rounds[group] = rounds.get(group, -1) + 1
        turns.append((rounds[group], place, code))
    return tuple(code for _, _, code in sorted(turns))


def _centred(weights: Sequence[int]) -> list[int]:
    """Times the number of facets, to stay exact."""
    return [weight * len(weights) - sum(weights) for weight in weights]
