"""An open lead is judged anew with everything that becomes known."""

from dataclasses import dataclass

from sales.activity import Verb
from sales.leads import Lead, Wish
from sales.people import Person
from sales.playbook import Playbook
from sales.ports import ActivityLog, LeadBook, SignalBook
from sales.qualification import score


@dataclass(frozen=True, slots=True)
class Rescore:
    """The lead as it is afterwards; None without an open one. Silent: whoever opens the card sees the new score."""

    leads: LeadBook
    signals: SignalBook
    log: ActivityLog
    playbook: Playbook

    def __call__(self, person: Person, *, wish: Wish | None = None, product: str | None = None) -> Lead | None:
        lead = self.leads.open_of(person.id)
        if lead is None:
            return None
        judged = score(self.signals.of(person.id), self.playbook.qualification)
        wanted = wish or lead.wish
        is_same = (judged.points, judged.reasons, judged.temperature) == (lead.score, lead.reasons, lead.temperature)
        if is_same and wanted is lead.wish and product in (None, lead.product):
            return lead
        self.leads.rescore(
            lead.id,
            temperature=judged.temperature,
            score=judged.points,
            reasons=judged.reasons,
            wish=wanted,
            product=product,
        )
        self.log.add(
            Verb.LEAD_SCORED,
            person_id=person.id,
            lead_id=lead.id,
            score=judged.points,
            temperature=judged.temperature.value,
        )
        return self.leads.by_id(lead.id)
