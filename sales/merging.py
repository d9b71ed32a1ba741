"""One person, one lead: whose lead stays when two turn out to be one person's, and what it takes over. Pure.

Nothing is overwritten for good: a lead that joined another keeps its own row, and what the two want together is worked
out from all rows. So a merge is undone by working it out anew without one of them.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import NewType

from sales.journeys import MOMENTS, SeenSignal
from sales.leads import Lead, LeadId, Wish
from sales.people import Person, PersonId
from sales.playbook import Signal

UNDO_WITHIN = timedelta(hours=24)

MergeId = NewType("MergeId", int)

_URGENCY = (Wish.QUESTION, Wish.CHAT, Wish.CALL)


class MergeState(StrEnum):
    """`apart`: the staff said that these are two people; `ended`: one of the two asked to be forgotten."""

    ASKED = "asked"
    MERGED = "merged"
    UNDONE = "undone"
    APART = "apart"
    ENDED = "ended"


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """What a lead is about. `at`: since when."""

    wish: Wish
    product: str | None
    quiz_attempt_id: int | None
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Merge:
    """`own`: what the kept lead wanted by itself; `tasks`: those that came over, with whose they were."""

    id: MergeId
    token: str
    kept_id: LeadId
    joined_id: LeadId
    state: MergeState
    own: Wanted
    tasks: tuple[tuple[int, PersonId], ...]
    at: datetime

    def may_be_undone(self, now: datetime) -> bool:
        return self.state is MergeState.MERGED and now - self.at <= UNDO_WITHIN


@dataclass(frozen=True, slots=True, kw_only=True)
class Origin:
    """A touch, or the partner whose file a lead came in. `source` is a code of the link registry or the file's word."""

    source: str
    campaign: str = ""
    at: datetime

    @property
    def words(self) -> str:
        return " / ".join(part for part in (self.source, self.campaign) if part)


@dataclass(frozen=True, slots=True, kw_only=True)
class Attribution:
    """Where a person came from first; `also`: everything else, in order, so that no partner is lost."""

    first: Origin | None
    also: tuple[Origin, ...]


def which_stays(one: Lead, other: Lead) -> tuple[Lead, Lead] | None:
    """(the one that stays, the one that joins it): an owner beats none, else the earlier. None: two owners."""
    if one.owner_id is not None and other.owner_id is not None and one.owner_id != other.owner_id:
        return None
    first, second = sorted((one, other), key=lambda lead: (lead.owner_id is None, lead.created_at, lead.id))
    return first, second


def wanted(lead: Lead) -> Wanted:
    return Wanted(wish=lead.wish, product=lead.product, quiz_attempt_id=lead.quiz_attempt_id, at=lead.created_at)


def together(own: Wanted, others: Iterable[Wanted]) -> Wanted:
    """The more urgent wish, the newer product, the newer result; whatever the order."""
    parts = (own, *others)
    products = [part for part in parts if part.product is not None]
    attempts = [part.quiz_attempt_id for part in parts if part.quiz_attempt_id is not None]
    return Wanted(
        wish=max((part.wish for part in parts), key=_URGENCY.index),
        product=max(products, key=lambda part: (part.at, part.product)).product if products else None,
        quiz_attempt_id=max(attempts, default=None),
        at=own.at,
    )


def known_together(parts: Iterable[Sequence[SeenSignal]]) -> list[SeenSignal]:
    """What several accounts of one person show: each signal once, with the latest answer."""
    gathered: dict[Signal, list[SeenSignal]] = {}
    for seen in parts:
        for one in seen:
            gathered.setdefault(one.signal, []).append(one)
    return [_joined(seen) for _, seen in sorted(gathered.items())]


def attribution(origins: Iterable[Origin]) -> Attribution:
    """The same words count once."""
    by_words: dict[str, Origin] = {}
    for origin in sorted(origins, key=lambda origin: origin.at):
        by_words.setdefault(origin.words, origin)
    origins = tuple(by_words.values())
    return Attribution(first=origins[0] if origins else None, also=origins[1:])


def to_write_to(people: Sequence[Person]) -> Person | None:
    """Of several accounts of one person: one that can be written to, else any in Telegram; the one seen last."""
    return max(
        people, key=lambda one: (bool(one.telegram_id), one.unreachable_at is None, one.seen_at, one.id), default=None
    )


def _joined(seen: Sequence[SeenSignal]) -> SeenSignal:
    latest = max(seen, key=lambda one: one.last_at)
    moments = sorted((moment for one in seen for moment in one.moments), reverse=True)
    return SeenSignal(
        signal=latest.signal,
        value=latest.value,
        count=sum(one.count for one in seen),
        last_at=latest.last_at,
        moments=tuple(moments[:MOMENTS]),
    )
