"""The report of the quiz's quality: figures, and marks where one is not as it should be."""

from collections.abc import Sequence
from dataclasses import dataclass

from sales.quality.questions import ENOUGH, QuestionReport, questions
from sales.quality.seen import RatingCount
from sales.quality.tally import Tally
from sales.quiz import Quiz
from sales.statistics import evenness, lift, wilson

ENOUGH_RATINGS = 300
"""Fewer pairs of ratings than this and the comparison with the decoy says nothing yet."""

LARGEST = 0.25


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
        questions=questions(quiz, tally),
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
