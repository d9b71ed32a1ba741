"""What a model is learned from, and what is kept of each time one was."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from sales.learning.facts import Facts
from sales.learning.model import LearnedModel
from sales.people import PersonId

NEEDED = 200
NEEDED_OF_EACH = 50
"""At least so many closed leads, and so many of the rarer kind: ten for each of the few facts that then have a say."""

TOO_GOOD = 0.95
"""No honest score of leads reaches this area under the curve."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Closed:
    """One closed lead: what was known before anybody worked it, what the rules said then, and how it ended."""

    facts: Facts
    rule_score: int
    won: bool
    created_at: datetime


@dataclass(frozen=True, slots=True)
class Outcomes:
    """How many closed leads there are to learn from."""

    won: int
    lost: int

    @property
    def total(self) -> int:
        return self.won + self.lost

    @property
    def missing(self) -> int:
        """How many more are needed at least, of any kind."""
        return max(0, NEEDED - self.total, self.missing_won + self.missing_lost)

    @property
    def missing_won(self) -> int:
        return max(0, NEEDED_OF_EACH - self.won)

    @property
    def missing_lost(self) -> int:
        return max(0, NEEDED_OF_EACH - self.lost)


@dataclass(frozen=True, slots=True, kw_only=True)
class Figures:
    """How well a score sorts leads it has not seen. `auc`: how often a bought lead stands above a lost one, with its
    standard error; `lift`: how many times more sales than average the top fifth holds. Rules state no chance, so
    `ece` and `brier` (how far the stated chance is from what happened) are None for them.
    """

    auc: float
    auc_error: float
    lift: float
    ece: float | None = None
    brier: float | None = None

    def to_json(self) -> dict[str, Any]:
        return asdict(self)


class Verdict(StrEnum):
    """How the learned score compares with the rules: within one standard error nobody can tell."""

    BETTER = "better"
    SAME = "same"
    WORSE = "worse"
    SUSPICIOUS = "suspicious"


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """Figures on the newest part of the leads, kept aside; the rules' on the very same leads.

    `conversion`: temperature to (leads, sales) there. `kept` and `dropped` are "fact=band"; `trained_on`, `tested_on`
    and `left_out` are numbers of leads (older ones than can be read at once are left out).
    """

    trained_on: int
    tested_on: int
    left_out: int
    won: int
    learned: Figures
    rules: Figures
    conversion: Mapping[str, tuple[int, int]]
    kept: tuple[str, ...]
    dropped: tuple[str, ...]

    @property
    def is_suspicious(self) -> bool:
        """Too good: something known only afterwards must have leaked in."""
        return self.learned.auc > TOO_GOOD

    @property
    def verdict(self) -> Verdict:
        gain, doubt = self.learned.auc - self.rules.auc, self.learned.auc_error
        if self.is_suspicious:
            return Verdict.SUSPICIOUS
        if abs(gain) <= doubt:
            return Verdict.SAME
        return Verdict.BETTER if gain > 0 else Verdict.WORSE

    def to_json(self) -> dict[str, Any]:
        return asdict(self)

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> "Report":
        return cls(
            **{
                **data,
                "learned": Figures(**data["learned"]),
                "rules": Figures(**data["rules"]),
                "conversion": {key: (leads, won) for key, (leads, won) in data["conversion"].items()},
                "kept": tuple(data["kept"]),
                "dropped": tuple(data["dropped"]),
            }
        )


class TrainingState(StrEnum):
    ASKED = "asked"
    READY = "ready"
    REFUSED = "refused"


@dataclass(frozen=True, slots=True, kw_only=True)
class Training:
    """Asked for, then ready with a model and its report, or refused: too little to learn from."""

    id: int
    state: TrainingState
    asked_by: PersonId
    asked_at: datetime
    finished_at: datetime | None
    model: LearnedModel | None
    report: Report | None

    @property
    def may_be_used(self) -> bool:
        """A model for today's facts that is not too good to be true."""
        return (
            self.model is not None and self.report is not None and self.model.is_current
        ) and not self.report.is_suspicious
