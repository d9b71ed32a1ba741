"""A customer's way to us, as remembered: attempts at the quiz, consents, signals."""

from dataclasses import dataclass
from datetime import datetime

from sales.people import PersonId
from sales.playbook import ConsentKind, Signal
from sales.quiz import Attempt, QuizResult


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredAttempt:
    """`asked_at`: when the current question was shown, to know how long the answer took."""

    id: int
    person_id: PersonId
    attempt: Attempt
    result: QuizResult | None
    asked_at: datetime | None
    started_at: datetime
    finished_at: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredConsent:
    kind: ConsentKind
    version: str
    language: str
    given_at: datetime
    withdrawn_at: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class SeenSignal:
    """Something known that bears on the score; `value` where the signal has several answers.

    `moments`: when it was seen, the latest first, up to MOMENTS of them; `count` counts all.
    """

    signal: Signal
    value: str
    count: int
    last_at: datetime
    moments: tuple[datetime, ...] = ()

    def __post_init__(self) -> None:
        if not self.moments:
            object.__setattr__(self, "moments", (self.last_at,) * min(self.count, MOMENTS))


MOMENTS = 10
"""As many times of one signal as a rule may count."""
