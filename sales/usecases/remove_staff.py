"""Somebody leaves the team: asked for first, effective at once."""

from dataclasses import dataclass
from datetime import datetime

from sales.activity import Verb
from sales.errors import NotYours, SalesError
from sales.outgoing import Lane, WhenUnknown
from sales.people import Person, PersonId, Role
from sales.ports import ActivityLog, LeadBook, Messenger, PeopleBook, StaffBook, TaskBook
from sales.usecases.release_lead import ReturnToPool
from sales.usecases.task_keeper import TaskKeeper


@dataclass(frozen=True, slots=True, kw_only=True)
class Leaving:
    """Who is about to go, or has gone; `leads` go back to the pool."""

    id: int
    name: str
    leads: int


@dataclass(frozen=True, slots=True)
class AskRemoval:
    """Before the confirmation. Raises NotYours for strangers, SalesError for oneself and for admins."""

    people: PeopleBook
    leads: LeadBook

    def find(self, person: Person, id: int) -> Person:
        member = self.people.by_id(PersonId(id))
        if member is None or not member.role.is_staff:
            raise NotYours
        if member.id == person.id or member.role is Role.ADMIN:
            raise SalesError("admin_stays")
        return member

    def __call__(self, person: Person, id: int) -> Leaving:
        member = self.find(person, id)
        return Leaving(id=member.id, name=member.name, leads=len(self.leads.open_of_owner(member.id)))


@dataclass(frozen=True, slots=True)
class RemoveStaff:
    """Effective at once: their leads go back to the pool, urgent matters to whoever removed them."""

    ask: AskRemoval
    staff: StaffBook
    leads: LeadBook
    tasks: TaskBook
    people: PeopleBook
    back: ReturnToPool
    keeper: TaskKeeper
    messenger: Messenger
    log: ActivityLog
    now: datetime

    def __call__(self, person: Person, id: int) -> Leaving:
        member = self.ask.find(person, id)
        self.staff.remove(member.id, self.now)
        leads = self.leads.open_of_owner(member.id)
        for lead in leads:
            self.back(lead, member)
        for task in self.tasks.open_of_staff(member.id, 1000):
            lead_of_task = self.leads.by_id(task.lead_id)
            if task.urgent:
                self.keeper.hand_over(task, person)
            elif lead_of_task is not None:
                self.keeper.cancel(lead_of_task, [task], "released")
        self.log.add(Verb.STAFF_REMOVED, person_id=member.id, leads=len(leads))
        self.messenger.tell(member, "team/you_left", lane=Lane.URGENT, when_unknown=WhenUnknown.LEAVE)
        return Leaving(id=member.id, name=member.name, leads=len(leads))
