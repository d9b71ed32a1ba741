"""Leads and what is done with them: stages, tasks, orders, check-ins."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any, NewType

from sales.money import Money
from sales.people import Person, PersonId, Role
from sales.playbook import Temperature

LeadId = NewType("LeadId", int)


class LeadStage(StrEnum):
    """`merged`: part of another lead of the same person (sales/merging.py)."""

    NEW = "new"
    CLAIMED = "claimed"
    WON = "won"
    LOST = "lost"
    MERGED = "merged"


class Wish(StrEnum):
    """What the person asked for when they became a lead."""

    CALL = "call"
    CHAT = "chat"
    QUESTION = "question"


@dataclass(frozen=True, slots=True, kw_only=True)
class Reason:
    """One line of a score: "+8 left a phone". `key` is the rule's; points are signed.

    `is_guess`: seen in what they did, not said by them.
    """

    key: str
    points: int
    is_guess: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Lead:
    """`person_id`: whom to write to; of several accounts of one person the one that wrote last.

    `score` is 0 to 100 with its `reasons`: `fit` (what they want) and `engagement` (what they do), less penalties.

    `chance`: the learned score in percent, None while the rules judge alone. `told`: the hottest that those who work it
    were told of; `noticed_at`: when they were last told anything. `owner_id`: the salesperson who claimed it.
    """

    id: LeadId
    token: str
    person_id: PersonId
    stage: LeadStage
    temperature: Temperature
    score: int
    reasons: tuple[Reason, ...]
    wish: Wish
    product: str | None
    result: Mapping[str, Any] | None
    source: str
    owner_id: PersonId | None
    claimed_at: datetime | None
    lost_reason: str | None
    created_at: datetime
    closed_at: datetime | None
    fit: int = 0
    engagement: int = 0
    chance: int | None = None
    quiz_attempt_id: int | None = None
    told: Temperature | None = None
    noticed_at: datetime | None = None

    @property
    def is_open(self) -> bool:
        return self.closed_at is None

    @property
    def about(self) -> str:
        """The name under which messages and timers of this lead are found."""
        return f"lead:{self.id}"

    def may_be_seen_by(self, person: Person) -> bool:
        """Own and pool leads for a salesperson, all of them for an admin."""
        if person.role is Role.ADMIN:
            return True
        return person.role is Role.SALESPERSON and self.owner_id in (None, person.id)


@dataclass(frozen=True, slots=True, kw_only=True)
class Task:
    """What a salesperson has to do about a lead, and when. `key` names the cadence step or its cause."""

    id: int
    token: str
    lead_id: LeadId
    staff_id: PersonId
    key: str
    urgent: bool
    due_at: datetime
    is_open: bool

    @property
    def about(self) -> str:
        return f"task:{self.id}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Order:
    """A sale. `price` is what was agreed, in minor units."""

    id: int
    token: str
    lead_id: LeadId
    person_id: PersonId
    product: str
    price: Money
    sold_by: PersonId
    sold_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class AskedCheckIn:
    """A check-in of one order: planned, then asked, then perhaps answered."""

    id: int
    token: str
    order_id: int
    person_id: PersonId
    code: str
    due_at: datetime
    asked_at: datetime | None
    answer: int | None
