"""What a learned score is made of, and the models there are."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any, Protocol

from sales.leads import LeadId
from sales.learning import Facts, LearnedModel
from sales.learning.runs import Closed, Outcomes, Training
from sales.people import PersonId


class SnapshotBook(Protocol):
    """What was known of each lead before anybody worked it. One row a lead."""

    def keep(self, lead_id: LeadId, facts: Facts, *, rule_score: int, now: datetime) -> None:
        """Replaces the earlier one; does nothing once the lead was claimed for the first time."""
        ...

    def of(self, person_id: PersonId) -> list[Mapping[str, Any]]: ...
    def scrub(self, person_id: PersonId) -> None: ...


class ScoreModels(Protocol):
    def active(self) -> LearnedModel | None:
        """None while the rules judge, also when the model in use was made for other facts."""
        ...

    def active_id(self) -> int | None: ...
    def use(self, id: int | None) -> None:
        """From now on, on every replica; None: the rules. Open leads are to be judged anew."""
        ...

    def outcomes(self) -> Outcomes: ...
    def running(self) -> Training | None: ...
    def ask(self, asked_by: PersonId, now: datetime) -> bool:
        """False when a training is under way."""
        ...

    def by_id(self, id: int) -> Training | None: ...
    def latest(self, limit: int) -> Sequence[Training]: ...
    def closed_leads(self, limit: int) -> Iterator[Closed]: ...
