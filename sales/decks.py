"""Which slides come first for whom, and where a reader stands. Pure rules over the playbook's decks.

What is known of a person is a set of names, as the playbook writes them under `for`: a facet (COD), a profession
(dev), a signal (saw_price) or its value (goal=change), a question they asked (asked=refund).
"""

from collections.abc import Iterable, Sequence, Set
from dataclasses import dataclass
from datetime import datetime, timedelta

from sales.journeys import SeenSignal
from sales.people import PersonId
from sales.playbook import Deck, Review, Slide, SlideKind
from sales.quiz import QuizResult

LONGEST_LOOK = timedelta(minutes=3)
"""A slide open for longer was left on a table: the rest of the time is not interest."""

REVIEWS_SHOWN = 2
ASKED = "asked="

_FIRST, _MIDDLE, _LAST = range(3)
_PLACES = {SlideKind.INTRO: _FIRST, SlideKind.ENDING: _LAST}


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """One person's way through one deck: `slides` in the order they get them, `slide` the one they are at.

    `shown_at`: since when it is open; None once its time was counted.
    """

    person_id: PersonId
    product: str
    slides: tuple[str, ...]
    slide: str
    opened_at: datetime
    shown_at: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class SlideView:
    """How often a slide was shown to a person, and for how long altogether."""

    product: str
    slide: str
    views: int
    milliseconds: int
    last_at: datetime


def known_of(signals: Iterable[SeenSignal], result: QuizResult | None, asked: Iterable[str]) -> frozenset[str]:
    """Everything that may pull a slide forward for this person; `asked`: codes of the playbook's answers."""
    names: set[str] = set()
    for seen in signals:
        names.add(seen.signal.value)
        if seen.value:
            names.add(f"{seen.signal.value}={seen.value}")
    if result is not None:
        names |= {reason.facet for match in result.ranking for reason in match.reasons}
        names |= set() if result.flat else {result.top.profession}
    return frozenset(names | {ASKED + code for code in asked})


def order_slides(slides: Sequence[Slide], known: Set[str]) -> tuple[Slide, ...]:
    """Every slide once: the introduction first, the ending last, between them whatever matters more to this person.

    Slides that matter alike stay as the playbook has them.
    """
    return tuple(sorted(slides, key=lambda s: (_PLACES.get(s.kind, _MIDDLE), -_pull(s, known))))


def pick_reviews(reviews: Iterable[Review], professions: Set[str], known: Set[str]) -> tuple[Review, ...]:
    """The two that match best: about these professions (or the school), nearest to what is known of the person."""
    about = [r for r in reviews if not r.professions or professions & set(r.professions)]
    return tuple(sorted(about, key=lambda r: (not r.professions, -_pull(r, known)))[:REVIEWS_SHOWN])


def carry_over(order: Sequence[str], deck: Deck, known: Set[str]) -> tuple[str, ...]:
    """The order someone already has, after the deck was edited: what is gone is left out, what is new comes where
    it would have come; nothing else moves.
    """
    wanted = [slide.code for slide in order_slides(deck.slides, known)]
    kept = [code for code in order if code in wanted]
    for place, code in enumerate(wanted):
        if code not in kept:
            before = next((one for one in reversed(wanted[:place]) if one in kept), None)
            kept.insert(0 if before is None else kept.index(before) + 1, code)
    return tuple(kept)


def nearest(order: Sequence[str], gone: str, left: Sequence[str]) -> str:
    """The slide to show for one that is gone: the next that is left in the old order, else the one before it."""
    if gone not in order:
        return left[0]
    place = order.index(gone)
    return next((code for code in [*order[place:], *reversed(order[:place])] if code in left), left[0])


def look_time(shown_at: datetime, until: datetime) -> int:
    """Milliseconds of attention."""
    return max(0, round(min(until - shown_at, LONGEST_LOOK) / timedelta(milliseconds=1)))


def skipped(order: Sequence[str], seen: Set[str]) -> tuple[str, ...]:
    """Slides passed over: not seen, though a later one was."""
    last = max((place for place, code in enumerate(order) if code in seen), default=-1)
    return tuple(code for code in order[: last + 1] if code not in seen)


def _pull(piece: Slide | Review, known: Set[str]) -> int:
    return sum(weight for name, weight in piece.pulls.items() if name in known)
