"""A question for a person: it makes a lead, or belongs to the one there is."""

from dataclasses import dataclass
from datetime import datetime

from sales.activity import Verb
from sales.leads import Wish
from sales.people import Person
from sales.playbook import Signal
from sales.ports import ActivityLog, SignalBook
from sales.usecases.become_lead import BecomeLead, LeadTaken


@dataclass(frozen=True, slots=True)
class KeepQuestion:
    """`slide`: the one in the product's presentation that raised it, where one did."""

    signals: SignalBook
    become_lead: BecomeLead
    log: ActivityLog
    now: datetime

    def __call__(self, person: Person, question: str, product: str, slide: str = "") -> LeadTaken:
        self.signals.add(person.id, Signal.ASKED_QUESTION, self.now)
        taken = self.become_lead(person, Wish.QUESTION, product, question=question, slide=slide)
        self.log.add(Verb.ASKED, person_id=person.id, lead_id=taken.lead.id, text=question, slide=slide)
        return taken
