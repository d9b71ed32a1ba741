"""/mydata: everything kept about a person, in a form a person and a program can read."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields
from datetime import datetime
from enum import Enum
from typing import Any

from sales.activity import Verb
from sales.people import Person
from sales.ports import (
    ActivityLog,
    AttemptBook,
    CheckInBook,
    ConsentBook,
    DeckBook,
    LeadBook,
    LinkRegistry,
    OrderBook,
    QuestionBook,
    SignalBook,
    SnapshotBook,
    TasteBook,
    VerdictBook,
)

_EVERYTHING = 1_000_000
_OURS = frozenset({"id", "person_id", "actor_id", "owner_id", "lead_id", "order_id", "sold_by", "token", "state_data"})
"""Numbers and keys of our own: they say nothing about the person."""


@dataclass(frozen=True, slots=True)
class ExportData:
    """JSON-able. Salespeople's names and internal numbers are left out: they are not this person's data."""

    links: LinkRegistry
    consents: ConsentBook
    attempts: AttemptBook
    verdicts: VerdictBook
    tastes: TasteBook
    signals: SignalBook
    snapshots: SnapshotBook
    questions: QuestionBook
    decks: DeckBook
    leads: LeadBook
    orders: OrderBook
    check_ins: CheckInBook
    log: ActivityLog
    now: datetime

    def __call__(self, person: Person) -> dict[str, Any]:
        sources = self.links.sources_of(person.id)
        data = {
            "exported_at": self.now.isoformat(),
            "profile": _plain(person),
            "sources": _plain(sources),
            "consents": _list(self.consents.all_of(person.id)),
            "quiz_attempts": [self._attempt(stored) for stored in self.attempts.all_of(person.id)],
            "tastes": _plain(self.tastes.of(person.id)),
            "signals": _list(self.signals.of(person.id)),
            "slides_watched": _list(self.decks.views_of(person.id)),
            "questions": _list(self.questions.of_person(person.id)),
            "known_when_judged": _list(self.snapshots.of(person.id)),
            "leads": _list(self.leads.all_of(person.id)),
            "orders": _list(self.orders.of_person(person.id)),
            "check_ins": _list(self.check_ins.of_person(person.id)),
            "activity": _list(reversed(self.log.of_person(person.id, _EVERYTHING))),
        }
        self.log.add(Verb.EXPORTED, person_id=person.id)
        return data

    def _attempt(self, stored: Any) -> dict[str, Any]:
        return {
            "started_at": stored.started_at.isoformat(),
            "finished_at": None if stored.finished_at is None else stored.finished_at.isoformat(),
            "answers": stored.attempt.to_json(),
            "result": None if stored.result is None else stored.result.to_json(),
            "thumbs": self.verdicts.of(stored.id),
        }


def _list(values: Iterable[Any]) -> list[Any]:
    return [_plain(value) for value in values]


def _plain(value: Any) -> Any:
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, datetime):
        return value.isoformat()
    if isinstance(value, Mapping):
        return {str(key): _plain(item) for key, item in value.items()}
    if isinstance(value, tuple | list):
        return _list(value)
    if hasattr(value, "__dataclass_fields__"):
        return {f.name: _plain(getattr(value, f.name)) for f in fields(value) if f.name not in _OURS}
    return value
