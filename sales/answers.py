"""Questions in people's own words: which answer they mean, how sure that is, and what became of them.

Words arrive here as stems. A stem weighs the more, the fewer answers it belongs to. The score of an answer is the
balance (F1) of two shares: how much of the question its best phrase explains, half of that share counted by all
the answer's phrases together, and how much of that phrase was asked. docs/decisions/0013 has the measurements.
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from math import log

from sales.people import PersonId

SURE_AT = 0.55
LEAD = 0.05
"""The best answer must be this much better than the second: otherwise nobody knows which of the two was meant."""
MAYBE_AT = 0.35
TYPO_FROM = 5
"""Stems shorter than this have too many neighbours to be mended."""
_LONG = 9


@dataclass(frozen=True, slots=True)
class Phrase:
    """One way to put a question."""

    answer: str
    stems: frozenset[str]


@dataclass(frozen=True, slots=True)
class Match:
    """`score` from 0 to 1."""

    answer: str
    score: float


@dataclass(frozen=True, slots=True, kw_only=True)
class AskedQuestion:
    """`answer`: what was said to it; None when nothing fitted. `helped`: None until the person says.

    `handed_at`: since when a person has it.
    """

    id: int
    token: str
    person_id: PersonId
    text: str
    product: str
    slide: str
    answer: str | None
    helped: bool | None
    handed_at: datetime | None
    asked_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class AnswerTotals:
    """How often an answer was given, and what people said of it."""

    answer: str
    given: int
    helped: int
    not_helped: int


def rank(asked: Collection[str], phrases: Iterable[Phrase], homes: Mapping[str, Collection[str]]) -> list[Match]:
    """Answers from the best to the worst. `homes`: which answers a stem belongs to; an unknown stem has none.

    Numbers that no phrase has say nothing: "I am 52" asks the same as "I am 45".
    """
    stems = {stem for stem in asked if homes.get(stem) or not stem.isdigit()}
    everyone = {answer for known in homes.values() for answer in known}
    weights = {stem: log(1 + len(everyone) / (len(homes.get(stem, ())) or 2)) for stem in stems}
    whole = sum(weights.values())
    best: dict[str, float] = {}
    for phrase in phrases:
        common = sum(weights[stem] for stem in stems & phrase.stems)
        if not common:
            continue
        explained = sum(weight for stem, weight in weights.items() if phrase.answer in homes.get(stem, ()))
        wanted = sum(log(1 + len(everyone) / len(homes[stem])) for stem in phrase.stems)
        precision, recall = (common + explained) / 2 / whole, common / wanted
        best[phrase.answer] = max(best.get(phrase.answer, 0.0), 2 * precision * recall / (precision + recall))
    matches = [Match(answer, min(score, 1.0)) for answer, score in best.items()]
    return sorted(matches, key=lambda match: (-match.score, match.answer))


def sure(matches: list[Match]) -> Match | None:
    """The one to answer with at once, if it is clear enough. A wrong answer is worse than a person."""
    if not matches or matches[0].score < SURE_AT:
        return None
    if len(matches) > 1 and matches[0].score - matches[1].score < LEAD:
        return None
    return matches[0]


def possible(matches: list[Match], *, but: Match | None = None, most: int = 2) -> list[Match]:
    """What else may have been meant."""
    return [match for match in matches if match != but and match.score >= MAYBE_AT][:most]


def mended(stem: str, known: Iterable[str]) -> str | None:
    """The known stem that this one is a slip of the finger of: one slip, two in a long one. The first letter stands."""
    if len(stem) < TYPO_FROM or stem.isdigit():
        return None
    most = slips_in(stem)
    near = (
        (slips, other)
        for other in known
        if other[:1] == stem[:1]
        and len(other) >= TYPO_FROM
        and abs(len(other) - len(stem)) <= most
        and (slips := distance(stem, other)) <= most
    )
    return min(near, default=(0, None))[1]


def slips_in(stem: str) -> int:
    return 2 if len(stem) >= _LONG else 1


def distance(a: str, b: str) -> int:
    """Letters added, lost, changed or swapped with their neighbour (optimal string alignment)."""
    before: list[int] = []
    row = list(range(len(b) + 1))
    for i, left in enumerate(a, 1):
        older, before, row = before, row, [i]
        for j, right in enumerate(b, 1):
            cost = min(before[j] + 1, row[j - 1] + 1, before[j - 1] + (left != right))
            if i > 1 and j > 1 and left == b[j - 2] and a[i - 2] == right:
                cost = min(cost, older[j - 2] + 1)
            row.append(cost)
    return row[-1]
