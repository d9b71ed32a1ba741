"""A salesperson takes a lead: the first one wins, everybody else is told who."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sales.activity import Verb
from sales.errors import NotYours, SalesError
from sales.leads import Lead
from sales.outgoing import Lane, WhenUnknown
from sales.people import Person
from sales.playbook import Playbook
from sales.ports import ActivityLog, LeadBook, Messenger, PeopleBook, TimerBook
from sales.usecases.lead_card import LeadCard
from sales.usecases.task_keeper import TaskKeeper


@dataclass(frozen=True, slots=True)
class Introduce:
    """The customer learns who will talk to them, once per name; not when they asked for silence."""

    messenger: Messenger
    playbook: Playbook

    def __call__(self, lead: Lead, customer: Person, owner: Person) -> None:
        if customer.stopped_at is not None:
            return
        self.messenger.tell(
            customer,
            "lead/introduction",
            lane=Lane.URGENT,
            when_unknown=WhenUnknown.LEAVE,
            dedupe_key=f"introduction:{lead.id}:{owner.id}",
            by=owner.first_name,
            wish=lead.wish.value,
            business=self.playbook.business.name.in_(customer.language),
        )


@dataclass(frozen=True, slots=True)
class ClaimLead:
    """Returns the card's values. `pressed`: (chat, message) that becomes the card; None when pressed in a group,
    then the card comes to the claimer in private.
    """

    leads: LeadBook
    people: PeopleBook
    timers: TimerBook
    keeper: TaskKeeper
    card: LeadCard
    introduce: Introduce
    messenger: Messenger
    log: ActivityLog
    now: datetime

    def __call__(self, person: Person, token: str, pressed: tuple[int, int] | None) -> dict[str, Any]:
        lead = self.leads.by_token(token)
        if lead is None or not person.role.is_staff:
            raise NotYours
        if lead.owner_id != person.id:
            lead = self._claim(person, lead, pressed)
        card = self.card(lead, person)
        if pressed is None:
            self.messenger.tell(
                person, "lead/card", lane=Lane.ANSWER, when_unknown=WhenUnknown.RESEND, about=lead.about, **card
            )
        return card

    def _claim(self, person: Person, lead: Lead, pressed: tuple[int, int] | None) -> Lead:
        if not lead.is_open:
            raise SalesError("lead_closed")
        if not self.leads.claim(lead.id, person.id, self.now):
            raise self._taken(lead)
        claimed = self.leads.by_id(lead.id)
        customer = self.people.by_id(lead.person_id)
        assert claimed is not None
        assert customer is not None, "the leads of the erased are closed"
        self.timers.cancel(lead.about, reason="claimed", now=self.now)
        self.messenger.retell(lead.about, "lead/taken", except_for=pressed, name=customer.name, by=person.name)
        self.keeper.plan_follow_up(claimed, customer, person)
        waited = int((self.now - lead.created_at).total_seconds())
        self.log.add(Verb.LEAD_CLAIMED, person_id=customer.id, lead_id=lead.id, waited=waited)
        self.introduce(claimed, customer, person)
        return claimed

    def _taken(self, lead: Lead) -> SalesError:
        now = self.leads.by_id(lead.id)
        owner = None if now is None or now.owner_id is None else self.people.by_id(now.owner_id)
        return SalesError("lead_taken", by="" if owner is None else owner.name)
