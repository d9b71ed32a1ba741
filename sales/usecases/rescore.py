"""An open lead is judged anew with everything that is known now."""

from dataclasses import dataclass
from datetime import datetime

from sales.activity import Verb
from sales.leads import Lead, Wish
from sales.people import Person
from sales.ports import ActivityLog, LeadBook
from sales.qualification import Judged
from sales.usecases.judge_lead import JudgeLead


@dataclass(frozen=True, slots=True)
class Rescore:
    """Silent: whoever opens the card sees the new score. The lead as it is afterwards; None without an open one."""

    leads: LeadBook
    judge: JudgeLead
    log: ActivityLog
    now: datetime

    def __call__(self, person: Person, *, wish: Wish | None = None, product: str | None = None) -> Lead | None:
        lead = self.leads.open_of(person.id)
        if lead is None:
            return None
        wanted = wish or lead.wish
        if wanted is not lead.wish or product not in (None, lead.product):
            self.leads.wishes(lead.id, wanted, product)
            lead = self.leads.by_id(lead.id) or lead
        return self.anew(lead, person)

    def anew(self, lead: Lead, person: Person) -> Lead:
        judged = self.judge(person, lead.wish, lead)
        if _is_as_stored(judged, lead):
            self.leads.judged_the_same(lead.id, self.now)
        else:
            self.leads.judge(lead.id, judged, self.now)
            lead = self._changed(lead, person, judged)
        self.judge.keep(person, lead)
        return lead

    def _changed(self, lead: Lead, person: Person, judged: Judged) -> Lead:
        """Points fade every night: only another temperature is worth a line in the log."""
        if judged.temperature is not lead.temperature:
            self.log.add(
                Verb.LEAD_SCORED,
                person_id=person.id,
                lead_id=lead.id,
                score=judged.points,
                temperature=judged.temperature.value,
                by=judged.by,
            )
        return self.leads.by_id(lead.id) or lead


def _is_as_stored(judged: Judged, lead: Lead) -> bool:
    new = (judged.points, judged.fit, judged.engagement, judged.chance, judged.reasons, judged.temperature)
    return new == (lead.score, lead.fit, lead.engagement, lead.chance, lead.reasons, lead.temperature)
