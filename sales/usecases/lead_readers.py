"""Who hears of a lead, and telling them."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sales.leads import Lead
from sales.outgoing import Lane, WhenUnknown
from sales.people import Person, PersonId
from sales.ports import Chat, LeadBook, Messenger, PeopleBook, StaffBook, StaffRoom
from sales.usecases.lead_words import LeadWords
from sales.usecases.next_step import NextStep


@dataclass(frozen=True, slots=True)
class OnDuty:
    """Who hears of a lead: those on duty whom we can reach, else the admins, so that no lead falls into a void."""

    staff: StaffBook

    def __call__(self, *, without: PersonId | None = None) -> tuple[list[Person], bool]:
        """The receivers, and whether anybody is on duty at all."""
        ready = [p for p in self.staff.on_duty() if p.unreachable_at is None and p.id != without]
        if ready:
            return ready, True
        return [p for p in self.staff.admins() if p.unreachable_at is None], False


@dataclass(frozen=True, slots=True)
class LeadReaders:
    """The owner; without one everybody on duty, and the staff group, which never reads a phone number."""

    on_duty: OnDuty
    people: PeopleBook
    leads: LeadBook
    room: StaffRoom
    words: LeadWords
    next_step: NextStep
    messenger: Messenger
    now: datetime

    def owner(self, lead: Lead) -> Person | None:
        """None also when whoever owned it no longer works here."""
        owner = None if lead.owner_id is None else self.people.by_id(lead.owner_id)
        return owner if owner is not None and owner.role.is_staff else None

    def tell(
        self, lead: Lead, customer: Person, template: str, *, without: PersonId | None = None, **more: Any
    ) -> tuple[int, bool]:
        """How many people were told, and whether anybody is on duty. What heat they heard of is remembered."""
        owner = self.owner(lead)
        receivers, anybody = ([owner], True) if owner is not None else self.on_duty(without=without)
        is_asking = bool(more.get("question") or more.get("questions"))
        step = self.next_step(lead, customer, is_asking=is_asking)
        said = {"is_free": owner is None, "nobody": not anybody, **step, **more}
        for receiver in receivers:
            self._say(receiver, lead, customer, template, in_group=False, **said)
        chat = self.room.chat() if owner is None else None
        if chat is not None:
            self._say(chat, lead, customer, template, in_group=True, **(said | {"nobody": False}))
        told = lead.told
        hottest = told if told is not None and told.degree > lead.temperature.degree else lead.temperature
        self.leads.told(lead.id, hottest, self.now)
        return len(receivers), anybody

    def _say(
        self, to: Person | Chat, lead: Lead, customer: Person, template: str, *, in_group: bool, **more: Any
    ) -> None:
        self.messenger.tell(
            to,
            template,
            lane=Lane.URGENT,
            when_unknown=WhenUnknown.RESEND,
            about=lead.about,
            in_group=in_group,
            **self.words(lead, customer, to.language, with_phone=not in_group),
            **self.words.asked(more, to.language),
        )
