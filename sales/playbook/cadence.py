"""When people are contacted, and when they are left in peace."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import time, timedelta
from enum import StrEnum

from sales.playbook.qualification import Temperature
from sales.playbook.texts import Text


class TimerKind(StrEnum):
    QUIZ_NUDGE = "quiz_nudge"
    FOLLOW_UP = "follow_up"
    LEAD_REMINDER = "lead_reminder"
    LEAD_ESCALATION = "lead_escalation"
    LEAD_NEWS = "lead_news"
    CHECK_IN = "check_in"


@dataclass(frozen=True, slots=True)
class Step:
    """`after` counts from what started the cadence. `key` names the template and the step in the log.

    `title` says a salesperson's task in words; a step that only the customer sees has none.
    """

    key: str
    after: timedelta
    title: Text | None = None


@dataclass(frozen=True, slots=True)
class Hours:
    """Local wall-clock hours from `start` up to, not including, `end`; may pass midnight."""

    start: time
    end: time

    def contains(self, moment: time) -> bool:
        if self.start <= self.end:
            return self.start <= moment < self.end
        return moment >= self.start or moment < self.end


@dataclass(frozen=True, slots=True)
class ContactBudget:
    """How many messages a person may get that they did not ask for, of all kinds together."""

    per_day: int
    per_week: int


@dataclass(frozen=True, slots=True)
class LeadSla:
    """Counted from the notice of an unclaimed lead. What its customer adds is told at most once in `notice_every`."""

    remind_after: timedelta
    escalate_after: timedelta
    notice_every: timedelta


@dataclass(frozen=True, slots=True)
class Cadences:
    """`quiz_nudge` counts from the last step of an unfinished quiz, `follow_up` from the claim.

    `quiet`: nothing unasked is sent; `window`: when contacts are planned; both in the person's local time.
    `late_limits`: a timer later than this is skipped with a reason.
    """

    quiz_nudge: tuple[Step, ...]
    follow_up: Mapping[Temperature, tuple[Step, ...]] = field(hash=False)
    quiet: Hours
    window: Hours
    budget: ContactBudget
    sla: LeadSla
    late_limits: Mapping[TimerKind, timedelta] = field(hash=False)
