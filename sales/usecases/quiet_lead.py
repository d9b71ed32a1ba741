"""The customer asked for silence: nobody should call them because a plan says so."""

from dataclasses import dataclass

from sales.activity import Verb
from sales.outgoing import Lane, WhenUnknown
from sales.people import Person
from sales.ports import ActivityLog, LeadBook, Messenger, PeopleBook
from sales.usecases.task_keeper import TaskKeeper


@dataclass(frozen=True, slots=True)
class QuietLead:
    """Cancels the open lead's tasks and tells its owner why. Does nothing without an open lead."""

    leads: LeadBook
    people: PeopleBook
    keeper: TaskKeeper
    messenger: Messenger
    log: ActivityLog

    def __call__(self, person: Person) -> None:
        lead = self.leads.open_of(person.id)
        if lead is None:
            return
        count = self.keeper.cancel_all(lead, "stopped")
        if count:
            self.log.add(Verb.TASKS_CANCELLED, person_id=person.id, lead_id=lead.id, count=count, reason="stopped")
        owner = None if lead.owner_id is None else self.people.by_id(lead.owner_id)
        if owner is not None and owner.role.is_staff:
            self.messenger.tell(
                owner,
                "lead/stopped",
                lane=Lane.URGENT,
                when_unknown=WhenUnknown.LEAVE,
                lead=lead.token,
                name=person.name,
            )
