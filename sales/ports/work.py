"""What is due, and what lies in the queues."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any, Protocol

from sales.playbook import TimerKind
from sales.timers import Timer


@dataclass(frozen=True, slots=True, kw_only=True)
class Trouble:
    """`what`: dead_letter, failed or unknown; `name`: the error, or the template or method that was sent."""

    what: str
    name: str
    reason: str
    at: datetime


class Workload(Protocol):
    """How much lies in the queues, and what went wrong in them."""

    def counts(self) -> dict[str, int]:
        """By name: updates_waiting, dead_letters, messages_waiting, failed, unknown."""
        ...

    def troubles(self, limit: int = 10) -> list[Trouble]: ...
    def leads_since(self, moment: datetime) -> int: ...


class TimerBook(Protocol):
    def plan(
        self,
        kind: TimerKind,
        *,
        subject: str,
        due_at: datetime,
        dedupe_key: str,
        now: datetime,
        params: dict[str, Any],
        person_id: int | None = None,
        expires_at: datetime | None = None,
    ) -> bool: ...
    def cancel(self, subject: str, *, reason: str, now: datetime, kind: TimerKind | None = None) -> int: ...
    def cancel_person(self, person_id: int, *, reason: str, now: datetime) -> int: ...
    def postpone(self, id: int, due_at: datetime) -> None: ...
    def later_due(self, timer: Timer, now: datetime) -> bool: ...
