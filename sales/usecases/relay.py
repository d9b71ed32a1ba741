"""The customer of a claimed lead writes: their salesperson reads it at once."""

from dataclasses import dataclass
from datetime import datetime

from sales.activity import Verb
from sales.leads import Lead
from sales.outgoing import Lane, WhenUnknown
from sales.people import Person
from sales.playbook import Signal, Text
from sales.ports import ActivityLog, LeadBook, Messenger, PeopleBook, SignalBook
from sales.usecases.lead_people import Speaker
from sales.usecases.task_keeper import TaskKeeper

DIALOG = ":dialog"


@dataclass(frozen=True, slots=True)
class RelayToOwner:
    """The lead whose owner was told, or None when nobody has claimed one: then say something else.

    A buyer's words go to whoever sold to them, for as long as that person works here.
    """

    leads: LeadBook
    people: PeopleBook
    signals: SignalBook
    keeper: TaskKeeper
    speaker: Speaker
    messenger: Messenger
    log: ActivityLog
    now: datetime

    def __call__(self, person: Person, text: str, answered: Text | None = None) -> Lead | None:
        """`answered`: what the bot has already said to it."""
        lead = self.leads.open_of(person.id) or self.leads.bought_by(person.id)
        owner = None if lead is None or lead.owner_id is None else self.people.by_id(lead.owner_id)
        if lead is None or owner is None or not owner.role.is_staff:
            return None
        lead = self.speaker.heard(lead, person)
        self.signals.add(person.id, Signal.REPLIED, self.now)
        self.log.add(Verb.WROTE, person_id=person.id, lead_id=lead.id, length=len(text))
        cancelled = self.keeper.customer_replied(lead)
        about = self.speaker.own_about(lead, person)
        self.messenger.tell(
            owner,
            "lead/message",
            lane=Lane.URGENT,
            when_unknown=WhenUnknown.RESEND,
            about=about + DIALOG,
            lead=lead.token,
            name=person.name,
            username="" if about == lead.about else person.username,
            temperature=lead.temperature.value,
            text=text,
            answered="" if answered is None else answered.in_(owner.language),
            cancelled=cancelled,
        )
        return lead
