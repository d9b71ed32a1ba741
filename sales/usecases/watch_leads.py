"""Nobody took the lead yet: those on duty are reminded, then the admins hear of it."""

from dataclasses import dataclass
from datetime import datetime

from sales.activity import Verb
from sales.leads import Lead
from sales.outgoing import Lane, WhenUnknown
from sales.people import Person
from sales.playbook import Playbook
from sales.ports import ActivityLog, LeadBook, Messenger, PeopleBook, StaffBook
from sales.timers import DONE, Settled, Timer, again, skipped
from sales.usecases.lead_readers import OnDuty
from sales.usecases.lead_words import LeadWords


@dataclass(frozen=True, slots=True)
class UnclaimedLead:
    """What reminder and escalation share: whether there is still something to say, and saying it."""

    leads: LeadBook
    people: PeopleBook
    words: LeadWords
    messenger: Messenger
    playbook: Playbook
    now: datetime

    def find(self, timer: Timer) -> tuple[Lead, Person] | Settled:
        lead = self.leads.by_id(timer.params["lead"])
        customer = None if lead is None else self.people.by_id(lead.person_id)
        if lead is None or customer is None or not lead.is_open:
            return skipped("closed")
        if lead.owner_id is not None:
            return skipped("claimed")
        limit = self.playbook.cadences.late_limits.get(timer.kind)
        if limit is not None and self.now - timer.due_at > limit:
            return skipped("too late")
        return lead, customer

    def tell(self, to: Person, lead: Lead, customer: Person, template: str, on_duty: list[str]) -> None:
        self.messenger.tell(
            to,
            template,
            lane=Lane.URGENT,
            when_unknown=WhenUnknown.RESEND,
            about=lead.about,
            waited=int((self.now - lead.created_at).total_seconds()),
            on_duty=on_duty,
            **self.words(lead, customer, to.language, with_phone=True),
        )


@dataclass(frozen=True, slots=True)
class RemindLead:
    unclaimed: UnclaimedLead
    on_duty: OnDuty
    staff: StaffBook
    log: ActivityLog

    def __call__(self, timer: Timer) -> Settled:
        found = self.unclaimed.find(timer)
        if isinstance(found, Settled):
            return found
        lead, customer = found
        receivers, anybody = self.on_duty()
        names = [person.name for person in receivers] if anybody else []
        for receiver in receivers:
            template = "lead/reminder" if anybody else "lead/escalation"
            self.unclaimed.tell(receiver, lead, customer, template, names)
        self.log.add(Verb.LEAD_REMINDED, person_id=customer.id, lead_id=lead.id, told=len(receivers))
        return DONE


@dataclass(frozen=True, slots=True)
class EscalateLead:
    """Comes back until somebody could be told: a lead is never left to nobody."""

    unclaimed: UnclaimedLead
    on_duty: OnDuty
    staff: StaffBook
    log: ActivityLog
    playbook: Playbook
    now: datetime

    def __call__(self, timer: Timer) -> Settled:
        found = self.unclaimed.find(timer)
        if isinstance(found, Settled):
            return found
        lead, customer = found
        receivers, anybody = self.on_duty()
        admins = [p for p in self.staff.admins() if p.unreachable_at is None]
        told = admins or receivers
        if not told:
            return again(self.now + self.playbook.cadences.sla.escalate_after)
        names = [person.name for person in receivers] if anybody else []
        for admin in told:
            self.unclaimed.tell(admin, lead, customer, "lead/escalation", names)
        self.log.add(Verb.LEAD_ESCALATED, person_id=customer.id, lead_id=lead.id, told=len(told))
        return DONE
