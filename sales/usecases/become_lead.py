"""Somebody wants to talk: a lead is made, judged and told about, all in one transaction."""

from dataclasses import dataclass
from datetime import datetime

from sales.activity import Verb
from sales.leads import Lead, Wish
from sales.people import Person
from sales.playbook import LeadQuestion, Playbook, UnknownCode
from sales.ports import ActivityLog, AttemptBook, Desk, LeadBook, LinkRegistry, NewToken, PeopleBook
from sales.qualification import next_question
from sales.timing import within
from sales.usecases.judge_lead import JudgeLead
from sales.usecases.lead_people import KnownOfPerson, Speaker
from sales.usecases.merge_leads import MergeByPhone
from sales.usecases.notice_lead import NoticeLead
from sales.usecases.rescore import Rescore


@dataclass(frozen=True, slots=True, kw_only=True)
class LeadTaken:
    """What the person is told: it is in hand. `question`: the next one of the short dialog, None when all are answered.

    `is_open_now`: somebody may answer at this hour.
    """

    person: Person
    lead: Lead
    wish: Wish
    is_new: bool
    question: LeadQuestion | None
    is_open_now: bool


@dataclass(frozen=True, slots=True)
class BecomeLead:
    """One open lead per person: a second wish changes the first one, and its salesperson hears of it.

    Whoever comes by a second account, or was named by a partner before, shares the lead there is.
    """

    people: PeopleBook
    leads: LeadBook
    known: KnownOfPerson
    speaker: Speaker
    merge: MergeByPhone
    attempts: AttemptBook
    links: LinkRegistry
    judge: JudgeLead
    rescore: Rescore
    notice: NoticeLead
    log: ActivityLog
    playbook: Playbook
    desk: Desk
    new_token: NewToken
    now: datetime

    def __call__(
        self, person: Person, wish: Wish, product: str, *, question: str | None = None, slide: str = ""
    ) -> LeadTaken:
        """`slide`: the one the question is about, where one is."""
        wanted = self._sold(product)
        had = self.leads.open_of(person.id)
        lead = self._add(person, wish, wanted) if had is None else self._change(person, had, wish, wanted)
        now_known = self.people.by_id(person.id) or person
        has_new_phone = now_known.phone != person.phone
        merged = self.merge(now_known, lead)
        if merged is not None:
            lead = merged
            if question is not None:
                self.notice(lead, now_known, question=question, slide=slide)
        elif had is None or question is not None or had.wish is not lead.wish or has_new_phone:
            self.notice(lead, now_known, question=question, slide=slide, is_urgent=has_new_phone)
        return LeadTaken(
            person=now_known,
            lead=lead,
            wish=wish,
            is_new=had is None,
            question=next_question(self.known(now_known, lead), self.playbook.qualification),
            is_open_now=within(self.playbook.cadences.window, self.now, self.desk.timezone),
        )

    def _sold(self, code: str) -> str | None:
        try:
            return self.playbook.product(code).code
        except UnknownCode:
            return None

    def _change(self, person: Person, lead: Lead, wish: Wish, product: str | None) -> Lead:
        """A question does not take back the wish to be called or written to."""
        self.speaker.heard(lead, person)
        kept = lead.wish if wish is Wish.QUESTION else wish
        return self.rescore(person, wish=kept, product=product) or lead

    def _add(self, person: Person, wish: Wish, product: str | None) -> Lead:
        judged = self.judge(person, wish)
        stored = self.attempts.latest_finished(person.id)
        lead = self.leads.add(
            token=self.new_token(),
            person_id=person.id,
            judged=judged,
            wish=wish,
            product=product,
            quiz_attempt_id=None if stored is None else stored.id,
            result=None if stored is None else stored.result,
            source=self.links.sources_of(person.id).words,
            now=self.now,
        )
        self.judge.keep(person, lead)
        self.log.add(
            Verb.LEAD_CREATED,
            person_id=person.id,
            lead_id=lead.id,
            wish=wish.value,
            product=product,
            score=judged.points,
            temperature=judged.temperature.value,
        )
        return lead
