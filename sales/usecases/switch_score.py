"""Which score judges from now on: an admin decides, having seen the report."""

from dataclasses import dataclass
from typing import Any

from sales.activity import Verb
from sales.errors import Outdated, SalesError
from sales.outgoing import Lane, WhenUnknown
from sales.people import Person
from sales.ports import ActivityLog, Messenger, ScoreModels, StaffBook
from sales.usecases.train_score import ShowScore


@dataclass(frozen=True, slots=True)
class UseScore:
    """Every replica judges by it from the next lead on. Raises SalesError for one too good, or made for other facts."""

    models: ScoreModels
    show: ShowScore
    log: ActivityLog

    def __call__(self, person: Person, id: int) -> dict[str, Any]:
        training = self.models.by_id(id)
        if training is None:
            raise Outdated
        if not training.may_be_used:
            raise SalesError("score_not_usable")
        if self.models.active_id() != id:
            self.models.use(id)
            self.log.add(Verb.SCORE_SWITCHED, person_id=None, model=id)
        return self.show(person)


@dataclass(frozen=True, slots=True)
class UseRules:
    """The playbook's rules judge again; the model stays where it is."""

    models: ScoreModels
    show: ShowScore
    log: ActivityLog

    def __call__(self, person: Person) -> dict[str, Any]:
        if self.models.active_id() is not None:
            self.models.use(None)
            self.log.add(Verb.SCORE_SWITCHED, person_id=None, model=0)
        return self.show(person)


@dataclass(frozen=True, slots=True)
class RetireScore:
    """The model in use was made for other facts than are known now: the rules take over, admins hear it once."""

    models: ScoreModels
    staff: StaffBook
    messenger: Messenger
    log: ActivityLog

    def __call__(self) -> None:
        id = self.models.active_id()
        if id is None or self.models.active() is not None:
            return
        self.models.use(None)
        self.log.add(Verb.SCORE_SWITCHED, person_id=None, model=0, outdated=id)
        for admin in self.staff.admins():
            self.messenger.tell(
                admin,
                "score/outdated",
                lane=Lane.URGENT,
                when_unknown=WhenUnknown.RESEND,
                dedupe_key=f"score-outdated:{id}:{admin.id}",
            )
