"""Timers: what is due later, as rows. APScheduler only wakes whoever claims them."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sales.playbook import TimerKind

__all__ = ["DONE", "Settled", "Timer", "TimerKind", "again", "skipped"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Timer:
    """Due once at `due_at`; pointless after `expires_at`. `subject` is what a cancel names ("lead:7").

    `person_id`: the customer a message would go to, so that several overdue ones become one.
    """

    id: int
    kind: TimerKind
    subject: str
    person_id: int | None
    params: Mapping[str, Any]
    due_at: datetime
    expires_at: datetime | None
    attempts: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Settled:
    """What became of a timer: done, skipped for a reason, or to ring again at `again_at`."""

    state: str = "done"
    reason: str | None = None
    again_at: datetime | None = None


DONE = Settled()


def skipped(reason: str) -> Settled:
    return Settled(state="skipped", reason=reason)


def again(at: datetime) -> Settled:
    return Settled(again_at=at)
