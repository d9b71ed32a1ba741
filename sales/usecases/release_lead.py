"""A lead goes back to the pool, and those on duty hear of it anew."""

from dataclasses import dataclass

from sales.activity import Verb
from sales.leads import Lead
from sales.people import Person
from sales.ports import ActivityLog, LeadBook, PeopleBook
from sales.usecases.lead_access import LeadAccess
from sales.usecases.notice_lead import NoticeLead
from sales.usecases.task_keeper import TaskKeeper


@dataclass(frozen=True, slots=True)
class ReturnToPool:
    """`former`: whose it was. The tasks were theirs and go; the next owner gets their own."""

    leads: LeadBook
    people: PeopleBook
    keeper: TaskKeeper
    notice: NoticeLead
    log: ActivityLog

    def __call__(self, lead: Lead, former: Person) -> bool:
        if not self.leads.release(lead.id):
            return False
        self.keeper.cancel_all(lead, "released")
        self.log.add(Verb.LEAD_RELEASED, person_id=lead.person_id, lead_id=lead.id, former=former.id)
        free, customer = self.leads.by_id(lead.id), self.people.by_id(lead.person_id)
        if free is not None and customer is not None:
            self.notice(free, customer, released_by=former)
        return True


@dataclass(frozen=True, slots=True)
class ReleaseLead:
    """Pressed by the owner, or by an admin for them. The customer's name comes back."""

    access: LeadAccess
    people: PeopleBook
    back: ReturnToPool

    def __call__(self, person: Person, token: str) -> str:
        lead = self.access.worked(person, token)
        owner = None if lead.owner_id is None else self.people.by_id(lead.owner_id)
        self.back(lead, owner or person)
        customer = self.people.by_id(lead.person_id)
        return "" if customer is None else customer.name
