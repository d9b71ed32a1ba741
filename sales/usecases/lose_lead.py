"""The end of a lead, and the end without a sale."""

from dataclasses import dataclass
from datetime import datetime

from sales.activity import Verb
from sales.errors import Outdated
from sales.leads import Lead, LeadStage
from sales.people import Person
from sales.playbook import Playbook, UnknownCode
from sales.ports import ActivityLog, LeadBook, PeopleBook, TimerBook
from sales.usecases.lead_access import LeadAccess
from sales.usecases.task_keeper import TaskKeeper


@dataclass(frozen=True, slots=True)
class EndLead:
    """What won and lost share: the lead is closed once, nothing rings for it any more."""

    leads: LeadBook
    timers: TimerBook
    keeper: TaskKeeper
    now: datetime

    def __call__(self, lead: Lead, stage: LeadStage, reason: str | None = None) -> None:
        """Raises Outdated when it was closed before."""
        if not self.leads.close(lead.id, stage, self.now, reason):
            raise Outdated
        self.timers.cancel(lead.about, reason=stage.value, now=self.now)
        self.keeper.cancel_all(lead, stage.value)


@dataclass(frozen=True, slots=True)
class LoseLead:
    """Closed with a reason of the playbook. The customer hears nothing: it is our own book-keeping."""

    access: LeadAccess
    people: PeopleBook
    end: EndLead
    log: ActivityLog
    playbook: Playbook

    def __call__(self, person: Person, token: str, reason: str) -> dict[str, str]:
        lead = self.access.worked(person, token)
        try:
            words = self.playbook.lost_reason(reason).name
        except UnknownCode:
            raise Outdated from None
        self.end(lead, LeadStage.LOST, reason)
        self.log.add(Verb.LEAD_LOST, person_id=lead.person_id, lead_id=lead.id, reason=reason)
        customer = self.people.by_id(lead.person_id)
        return {"name": "" if customer is None else customer.name, "reason": words.in_(person.language)}
