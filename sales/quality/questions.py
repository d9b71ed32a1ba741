"""Each question of the quiz: who leaves there, how long it takes, who skips it, what is pressed."""

from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median

from sales.quality.tally import NARROWING, QuestionTally, Tally
from sales.quiz import Quiz
from sales.statistics import wilson

ENOUGH = 50
"""Fewer people than this and nothing is marked."""

OPTION_BAND = (0.15, 0.60)
SKIPS = 0.08
DROP = 0.02


@dataclass(frozen=True, slots=True, kw_only=True)
class OptionShare:
    """`is_odd`: surely outside 15 to 60 percent, its whole interval is."""

    facet: str
    count: int
    share: float
    is_odd: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class QuestionReport:
    """Shares from 0 to 1; `seconds` is the median; None where nobody was there. `options` in the playbook's order.

    Marked: `drops` and `slow` are more than twice the median of the neighbours', `skips` surely above 8 percent.
    """

    id: str
    kind: str
    reached: int
    left: int
    drop: float | None
    seconds: float | None
    asked: int
    skip: float | None
    options: tuple[OptionShare, ...]
    drops: bool
    slow: bool
    skips: bool

    @property
    def is_marked(self) -> bool:
        return self.drops or self.slow or self.skips


def questions(quiz: Quiz, tally: Tally) -> tuple[QuestionReport, ...]:
    """The warm-up and the core are each other's neighbours; tie-breaks come when in doubt, and have none."""
    counted = tally.questions
    way = [quiz.seed.id, *(question.id for question in quiz.core)]
    drops = [_share(counted[id].left, counted[id].reached) for id in way]
    seconds = [counted[id].times.median() for id in way]
    found = [
        _question(
            "seed" if place == 0 else "core",
            id,
            counted[id],
            quiz.seed.option_ids if place == 0 else quiz.questions[id].facets,
            drops=counted[id].reached >= ENOUGH and _stands_out(drops, place, at_least=DROP),
            slow=counted[id].times.ticks.total() >= ENOUGH and _stands_out(seconds, place, at_least=0.0),
        )
        for place, id in enumerate(way)
    ]
    found.append(_question("narrowing", NARROWING, counted[NARROWING], ()))
    return (*found, *(_question("tie_break", q.id, counted[q.id], q.facets) for q in quiz.tie_breaks))


def _question(
    kind: str, id: str, count: QuestionTally, facets: Sequence[str], *, drops: bool = False, slow: bool = False
) -> QuestionReport:
    return QuestionReport(
        id=id,
        kind=kind,
        reached=count.reached,
        left=count.left,
        drop=_share(count.left, count.reached),
        seconds=count.times.median(),
        asked=count.asked,
        skip=_share(count.skipped, count.asked),
        options=tuple(_option(facet, count) for facet in facets),
        drops=drops,
        slow=slow,
        skips=count.asked >= ENOUGH and wilson(count.skipped, count.asked)[0] > SKIPS,
    )


def _option(facet: str, count: QuestionTally) -> OptionShare:
    of, chosen = count.chosen.total(), count.chosen[facet]
    low, high = wilson(chosen, of)
    is_odd = of >= ENOUGH and (high < OPTION_BAND[0] or low > OPTION_BAND[1])
    return OptionShare(facet=facet, count=chosen, share=chosen / of if of else 0.0, is_odd=is_odd)


def _stands_out(values: Sequence[float | None], place: int, *, at_least: float) -> bool:
    """More than twice the median of up to two neighbours on each side."""
    mine = values[place]
    around = [*values[max(0, place - 2) : place], *values[place + 1 : place + 3]]
    known = [value for value in around if value is not None]
    return mine is not None and bool(known) and mine > max(at_least, 2 * median(known))


def _share(part: int, of: int) -> float | None:
    return part / of if of else None
