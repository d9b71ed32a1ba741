"""The report of the quiz's quality: figures, and marks where one is not as it should be."""

from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median

from sales.quality.seen import RatingCount
from sales.quality.tally import NARROWING, QuestionTally, Tally
from sales.quiz import Quiz
from sales.statistics import evenness, lift, wilson

ENOUGH_RATINGS = 300
"""Fewer pairs of ratings than this and the comparison with the decoy says nothing yet."""

ENOUGH = 50
"""Fewer people than this and nothing is marked."""

OPTION_BAND = (0.15, 0.60)
SKIPS = 0.08
DROP = 0.02
LARGEST = 0.25


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


@dataclass(frozen=True, slots=True, kw_only=True)
class Rating:
    """Likes of one place of the ranking with the Wilson interval; `place` 0 is the decoy."""

    place: int
    liked: int
    of: int
    share: float
    low: float
    high: float


@dataclass(frozen=True, slots=True, kw_only=True)
class QualityReport:
    """`days` 0: since the beginning. `largest`: the profession named most often and its share. `lift`: how many times
    more often the first profession is liked than the decoy, with its interval, None while it cannot be said."""

    days: int
    started: int
    finished: int
    left: int
    in_progress: int
    restarted: int
    careless: int
    flat: int
    questions: tuple[QuestionReport, ...]
    tops: tuple[tuple[str, int], ...]
    evenness: float
    largest: tuple[str, float] | None
    is_lopsided: bool
    people: int
    retakers: int
    pairs: int
    same: int
    ratings: tuple[Rating, ...]
    compared: int
    lift: tuple[float, float, float] | None

    @property
    def honest(self) -> int:
        """Results that are neither careless nor flat."""
        return self.finished - self.careless - self.flat

    @property
    def is_enough(self) -> bool:
        return self.compared >= ENOUGH_RATINGS


def report(quiz: Quiz, tally: Tally, ratings: Sequence[RatingCount], days: int) -> QualityReport:
    tops = tuple(tally.tops.most_common())
    honest = tally.tops.total()
    largest = (tops[0][0], tops[0][1] / honest) if tops else None
    rated = [_rating(0 if count.is_decoy else count.rank, count) for count in _by_place(ratings)]
    of_place = {rating.place: rating for rating in rated}
    first, decoy = of_place.get(1), of_place.get(0)
    return QualityReport(
        days=days,
        started=tally.started,
        finished=tally.finished,
        left=tally.left,
        in_progress=tally.in_progress,
        restarted=tally.restarted,
        careless=tally.careless,
        flat=tally.flat,
        questions=_questions(quiz, tally),
        tops=tops,
        evenness=evenness(tally.tops.values(), len(quiz.professions)),
        largest=largest,
        is_lopsided=honest >= ENOUGH and largest is not None and largest[1] > LARGEST,
        people=tally.retakes.people,
        retakers=tally.retakes.again,
        pairs=tally.retakes.pairs,
        same=tally.retakes.same,
        ratings=tuple(rated),
        compared=min(first.of, decoy.of) if first and decoy else 0,
        lift=lift(first.liked, first.of, decoy.liked, decoy.of) if first and decoy else None,
    )


def _by_place(ratings: Sequence[RatingCount]) -> list[RatingCount]:
    """The three places and, of whatever rank, the decoys together."""
    decoys = [count for count in ratings if count.is_decoy]
    places = sorted((count for count in ratings if not count.is_decoy), key=lambda count: count.rank)
    together = RatingCount(0, True, sum(count.liked for count in decoys), sum(count.of for count in decoys))
    return [*places, *([together] if decoys else [])]


def _rating(place: int, count: RatingCount) -> Rating:
    low, high = wilson(count.liked, count.of)
    return Rating(place=place, liked=count.liked, of=count.of, share=count.liked / count.of, low=low, high=high)


def _questions(quiz: Quiz, tally: Tally) -> tuple[QuestionReport, ...]:
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
