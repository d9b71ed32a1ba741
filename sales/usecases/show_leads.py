"""Looking at leads: one card, my own, the pool."""

from dataclasses import dataclass
from typing import Any

from sales.leads import Lead
from sales.outgoing import Lane, WhenUnknown
from sales.people import Person
from sales.playbook import Playbook
from sales.ports import LeadBook, Messenger, PeopleBook
from sales.usecases.lead_access import LeadAccess
from sales.usecases.lead_card import LeadCard

PAGE = 15


@dataclass(frozen=True, slots=True)
class ShowLead:
    """The card as a message of its own in the reader's private chat, found again when the lead changes hands."""

    access: LeadAccess
    card: LeadCard
    messenger: Messenger

    def __call__(self, person: Person, token: str) -> None:
        lead = self.access.seen(person, token)
        self.messenger.tell(
            person,
            "lead/card",
            lane=Lane.ANSWER,
            when_unknown=WhenUnknown.RESEND,
            about=lead.about,
            **self.card(lead, person),
        )


@dataclass(frozen=True, slots=True)
class ReadLead:
    """The card's values, to be shown in place of a screen opened from it."""

    access: LeadAccess
    card: LeadCard

    def __call__(self, person: Person, token: str) -> dict[str, Any]:
        return self.card(self.access.seen(person, token), person)


@dataclass(frozen=True, slots=True)
class ShowLeads:
    """`which`: mine or pool. The hottest first, a page of them, and how many there are in all."""

    leads: LeadBook
    people: PeopleBook
    playbook: Playbook

    def __call__(self, person: Person, which: str) -> dict[str, Any]:
        found = self.leads.pool() if which == "pool" else self.leads.open_of_owner(person.id)
        other = self.leads.open_of_owner(person.id) if which == "pool" else self.leads.pool()
        return {
            "which": "pool" if which == "pool" else "mine",
            "total": len(found),
            "other": len(other),
            "leads": [self._line(lead) for lead in found[:PAGE]],
            "fit_max": self.playbook.qualification.fit_max,
            "engagement_max": self.playbook.qualification.engagement_max,
        }

    def _line(self, lead: Lead) -> dict[str, Any]:
        customer = self.people.by_id(lead.person_id)
        return {
            "token": lead.token,
            "name": "" if customer is None else customer.name,
            "temperature": lead.temperature.value,
            "fit": lead.fit,
            "engagement": lead.engagement,
        }
