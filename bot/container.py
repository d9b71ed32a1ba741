"""Builds use cases: each field is filled by its type, from the transaction or from what the house knows."""

import secrets
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import Any, Protocol, TypeVar, get_type_hints

from bot.messenger import OutboxMessenger
from bot.renderer import Renderer
from sales import ports
from sales.clock import Clock
from sales.people import Person
from sales.playbook import Playbook
from storage.answers import AnswerIndex, Questions
from storage.database import Database
from storage.decks import Decks
from storage.journeys import ActivityLog, Consents, Links, QuizAttempts
from storage.leads import Leads, Tasks
from storage.learning import ScoreModels, Snapshots
from storage.merging import Merges
from storage.meta import StaffRoom
from storage.opinions import Tastes, Verdicts
from storage.orders import CheckIns, Orders
from storage.people import People, Staff
from storage.quality import Quality
from storage.signals import Signals
from storage.timers import Timers
from storage.transaction import Tx
from storage.workload import Workload

U = TypeVar("U")


def new_token() -> str:
    return secrets.token_urlsafe(12)


class Surroundings(Protocol):
    """What everything shares; the playbook may be replaced while running."""

    database: Database
    renderer: Renderer
    clock: Clock
    desk: ports.Desk
    default_language: str
    admin_ids: frozenset[int]

    @property
    def playbook(self) -> Playbook: ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Scope:
    """One transaction on somebody's behalf; `actor` None is the house itself (timers)."""

    tx: Tx
    now: datetime
    actor: Person | None
    playbook: Playbook
    desk: ports.Desk

    @classmethod
    def of(cls, house: Surroundings, tx: Tx, actor: Person | None) -> "Scope":
        return cls(tx=tx, now=house.clock.now(), actor=actor, playbook=house.playbook, desk=house.desk)


_PROVIDERS: dict[Any, Callable[[Scope], Any]] = {
    datetime: lambda s: s.now,
    Playbook: lambda s: s.playbook,
    ports.Desk: lambda s: s.desk,
    ports.NewToken: lambda s: new_token,
    ports.StaffRoom: lambda s: StaffRoom(s.tx, s.desk.staff_chat),
    ports.Messenger: lambda s: OutboxMessenger(s.tx, s.now),
    ports.PeopleBook: lambda s: People(s.tx),
    ports.StaffBook: lambda s: Staff(s.tx),
    ports.LinkRegistry: lambda s: Links(s.tx),
    ports.ConsentBook: lambda s: Consents(s.tx),
    ports.AttemptBook: lambda s: QuizAttempts(s.tx),
    ports.VerdictBook: lambda s: Verdicts(s.tx),
    ports.TasteBook: lambda s: Tastes(s.tx),
    ports.SignalBook: lambda s: Signals(s.tx),
    ports.LeadBook: lambda s: Leads(s.tx),
    ports.MergeBook: lambda s: Merges(s.tx),
    ports.TaskBook: lambda s: Tasks(s.tx),
    ports.OrderBook: lambda s: Orders(s.tx),
    ports.CheckInBook: lambda s: CheckIns(s.tx),
    ports.DeckBook: lambda s: Decks(s.tx),
    ports.ActivityLog: lambda s: ActivityLog(s.tx, None if s.actor is None else s.actor.id, s.now),
    ports.SnapshotBook: lambda s: Snapshots(s.tx),
    ports.ScoreModels: lambda s: ScoreModels(s.tx),
    ports.AnswerSearch: lambda s: AnswerIndex(s.tx),
    ports.QuestionBook: lambda s: Questions(s.tx),
    ports.Objections: lambda s: Questions(s.tx),
    ports.QualityBook: lambda s: Quality(s.tx),
    ports.TimerBook: lambda s: Timers(s.tx),
    ports.Workload: lambda s: Workload(s.tx),
}


def build(use_case: type[U], scope: Scope) -> U:
    """The use case with its ports in place. A field of another use case's type is built the same way."""
    return use_case(**{name: _provide(wanted, scope) for name, wanted in _wants(use_case)})  # type: ignore[arg-type]  # a class is hashable


def _provide(wanted: Any, scope: Scope) -> Any:
    provider = _PROVIDERS.get(wanted)
    return build(wanted, scope) if provider is None else provider(scope)


@cache
def _wants(use_case: type[Any]) -> tuple[tuple[str, Any], ...]:
    hints = get_type_hints(use_case)
    return tuple((name, hint) for name, hint in hints.items() if name != "return")
