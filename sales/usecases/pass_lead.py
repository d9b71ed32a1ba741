"""Not now: this person's notice is put away, nothing else changes."""

from dataclasses import dataclass

from sales.activity import Verb
from sales.errors import SalesError
from sales.people import Person
from sales.ports import ActivityLog, PeopleBook
from sales.usecases.lead_access import LeadAccess


@dataclass(frozen=True, slots=True)
class PassLead:
    """The lead's token and its customer's name. Raises lead_taken when there is nothing to pass on any more."""

    access: LeadAccess
    people: PeopleBook
    log: ActivityLog

    def __call__(self, person: Person, token: str) -> dict[str, str]:
        lead = self.access.seen(person, token)
        customer = self.people.by_id(lead.person_id)
        if not lead.is_open:
            raise SalesError("lead_closed")
        if lead.owner_id is not None:
            owner = self.people.by_id(lead.owner_id)
            raise SalesError("lead_taken", by="" if owner is None else owner.name)
        self.log.add(Verb.LEAD_PASSED, person_id=lead.person_id, lead_id=lead.id)
        return {"lead": lead.token, "name": "" if customer is None else customer.name}
