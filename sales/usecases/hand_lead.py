"""A lead goes to a colleague, with its tasks; the customer learns the new name."""

from dataclasses import dataclass
from typing import Any

from sales.activity import Verb
from sales.errors import Outdated, SalesError
from sales.leads import Lead
from sales.outgoing import Lane, WhenUnknown
from sales.people import Person, PersonId
from sales.ports import ActivityLog, LeadBook, Messenger, PeopleBook, StaffBook
from sales.usecases.claim_lead import Introduce
from sales.usecases.lead_access import LeadAccess
from sales.usecases.lead_card import LeadCard
from sales.usecases.task_keeper import TaskKeeper


@dataclass(frozen=True, slots=True)
class AskColleague:
    """Everybody reachable but the present owner, those on duty first."""

    access: LeadAccess
    people: PeopleBook
    staff: StaffBook

    def __call__(self, person: Person, token: str) -> dict[str, Any]:
        lead = self.access.worked(person, token)
        customer = self.people.by_id(lead.person_id)
        others = [p for p in self.staff.all() if p.id != lead.owner_id and p.unreachable_at is None]
        others.sort(key=lambda colleague: not colleague.on_duty)
        return {
            "lead": lead.token,
            "name": "" if customer is None else customer.name,
            "colleagues": [{"id": p.id, "name": p.name, "on_duty": p.on_duty} for p in others],
        }


@dataclass(frozen=True, slots=True)
class HandLead:
    """Raises Outdated when the lead or the colleague is not there any more."""

    access: LeadAccess
    leads: LeadBook
    people: PeopleBook
    keeper: TaskKeeper
    card: LeadCard
    introduce: Introduce
    messenger: Messenger
    log: ActivityLog

    def __call__(self, person: Person, token: str, to: int) -> dict[str, Any]:
        lead = self.access.worked(person, token)
        colleague, customer = self.people.by_id(PersonId(to)), self.people.by_id(lead.person_id)
        if colleague is None or not colleague.role.is_staff or colleague.id == lead.owner_id:
            raise Outdated
        if customer is None:
            raise SalesError("customer_unreachable")
        former = None if lead.owner_id is None else self.people.by_id(lead.owner_id)
        if not self.leads.give(lead.id, colleague.id):
            raise Outdated
        self.keeper.give_all(lead, colleague)
        self.log.add(Verb.LEAD_HANDED, person_id=customer.id, lead_id=lead.id, to=colleague.id)
        self._tell(person, former, colleague, lead, customer)
        return {"name": customer.name, "owner": colleague.name}

    def _tell(self, person: Person, former: Person | None, colleague: Person, lead: Lead, customer: Person) -> None:
        given = self.leads.by_id(lead.id)
        assert given is not None
        if colleague.id != person.id:
            self._say(colleague, "lead/given", by=person.name, name=customer.name)
        self.messenger.tell(
            colleague,
            "lead/card",
            lane=Lane.URGENT,
            when_unknown=WhenUnknown.RESEND,
            about=lead.about,
            **self.card(given, colleague),
        )
        if former is not None and former.role.is_staff and former.id not in (person.id, colleague.id):
            self._say(former, "lead/handed", name=customer.name, owner=colleague.name)
        self.introduce(given, customer, colleague)

    def _say(self, to: Person, template: str, **params: Any) -> None:
        self.messenger.tell(to, template, lane=Lane.URGENT, when_unknown=WhenUnknown.RESEND, **params)
