"""What those who work a lead should hear while it goes on: it turned hotter, a new result, more questions."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sales.activity import Fact, Verb
from sales.leads import Lead
from sales.people import PersonId
from sales.playbook import Playbook, Temperature
from sales.ports import ActivityLog, AttemptBook, LeadBook, PeopleBook
from sales.timers import DONE, Settled, Timer, skipped
from sales.usecases.lead_people import LeadPeople
from sales.usecases.lead_readers import LeadReaders
from sales.usecases.rescore import Rescore

SHOWN = 3
"""As many questions as can be read at a glance; the card has them all."""


@dataclass(frozen=True, slots=True)
class KeepLeadCurrent:
    """Something became known of a person, or a night passed: their open lead is judged anew.

    Whoever works it hears of a new result at once, and once of every degree of heat: hot always, warm only while nobody
    has taken the lead. Cooling down is never told.
    """

    leads: LeadBook
    people: PeopleBook
    attempts: AttemptBook
    lead_people: LeadPeople
    rescore: Rescore
    readers: LeadReaders

    def __call__(self, person_id: PersonId) -> None:
        lead = self.leads.open_of(person_id)
        person = None if lead is None else self.people.by_id(lead.person_id)
        if lead is None or person is None:
            return
        has_new_result = self._took_quiz(lead)
        now = self.rescore.anew(self.leads.by_id(lead.id) or lead, person)
        if has_new_result:
            self.readers.tell(now, person, "lead/result")
        elif self._is_news(now):
            self.readers.tell(now, person, "lead/warmer")

    def _took_quiz(self, lead: Lead) -> bool:
        found = [self.attempts.latest_finished(person.id) for person in self.lead_people(lead)]
        stored = max((one for one in found if one is not None), key=lambda one: one.id, default=None)
        if stored is None or stored.result is None or stored.id == lead.quiz_attempt_id:
            return False
        self.leads.set_result(lead.id, stored.id, stored.result)
        return True

    def _is_news(self, lead: Lead) -> bool:
        if lead.told is None or lead.temperature.degree <= lead.told.degree:
            return False
        return lead.temperature is Temperature.HOT or self.readers.owner(lead) is None


@dataclass(frozen=True, slots=True)
class TellLeadNews:
    """What a waiting customer added since those on duty were told last, in one message."""

    leads: LeadBook
    people: PeopleBook
    readers: LeadReaders
    log: ActivityLog
    playbook: Playbook
    now: datetime

    def __call__(self, timer: Timer) -> Settled:
        lead = self.leads.by_id(timer.params["lead"])
        customer = None if lead is None else self.people.by_id(lead.person_id)
        if lead is None or customer is None or not lead.is_open:
            return skipped("closed")
        if lead.owner_id is not None:
            return skipped("claimed")
        sla, limit = self.playbook.cadences.sla, self.playbook.cadences.late_limits.get(timer.kind)
        if limit is not None and self.now - timer.due_at > limit:
            return skipped("too late")
        if lead.noticed_at is not None and lead.noticed_at + sla.notice_every > timer.due_at:
            return skipped("told meanwhile")
        asked = [question_words(fact) for fact in asked_since(self.log.of_lead(lead.id, 100), lead.noticed_at)]
        self.readers.tell(lead, customer, "lead/again", questions=asked[-SHOWN:], more=max(0, len(asked) - SHOWN))
        return DONE


def asked_since(facts: list[Fact], since: datetime | None) -> list[Fact]:
    """Oldest first; `facts` come newest first. What the playbook answered at once waits for nobody."""
    asked = (fact for fact in reversed(facts) if fact.verb is Verb.ASKED and not fact.facts.get("answer"))
    return [fact for fact in asked if since is None or fact.at > since]


def question_words(fact: Fact) -> dict[str, Any]:
    """`slide`: the code of the one it is about, empty without."""
    return {"text": str(fact.facts.get("text") or ""), "slide": str(fact.facts.get("slide") or "")}
