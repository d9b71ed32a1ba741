"""The short questions: after a wish the salespeople know the lead already, after a result they make a plan.

Each may be skipped, and all of them. An answer is kept as a signal, so the open lead is judged anew by itself.
"""

from dataclasses import dataclass
from datetime import datetime

from sales.activity import Verb
from sales.errors import Outdated
from sales.people import Person
from sales.playbook import LeadQuestion, Playbook, Product, Signal
from sales.ports import ActivityLog, AttemptBook, LeadBook, SignalBook
from sales.qualification import implied, next_question


@dataclass(frozen=True, slots=True, kw_only=True)
class LeadQuestions:
    """`question` None: the dialog is over. `is_minor`: the parents decide, so they are the ones to talk to.

    `has_lead`: somebody prepares for them; else they get their plan: `product` and the `answers` by signal.
    """

    question: LeadQuestion | None
    is_minor: bool
    has_result: bool
    has_lead: bool
    product: Product | None
    answers: dict[Signal, str]


@dataclass(frozen=True, slots=True)
class RemainingQuestions:
    """What is still to be asked, or what was gathered."""

    signals: SignalBook
    leads: LeadBook
    attempts: AttemptBook
    playbook: Playbook

    def find(self, signal: str) -> LeadQuestion:
        """Raises Outdated when the playbook does not ask this (any more)."""
        found = next((q for q in self.playbook.qualification.questions if q.signal.value == signal), None)
        if found is None:
            raise Outdated
        return found

    def __call__(self, person: Person, *, after: Signal | None = None, is_over: bool = False) -> LeadQuestions:
        seen, rules = self.signals.of(person.id), self.playbook.qualification
        asked = {question.signal for question in rules.questions}
        known = implied(seen, rules) | {one.signal: one for one in seen}
        stored = self.attempts.latest_finished(person.id)
        return LeadQuestions(
            question=None if is_over else next_question(seen, rules, after),
            is_minor=Signal.DECIDES in known and known[Signal.DECIDES].value == "parent",
            has_result=stored is not None,
            has_lead=self.leads.open_of(person.id) is not None,
            product=None if stored is None or stored.result is None else self._product(stored.result.top.profession),
            answers={signal: one.value for signal, one in known.items() if signal in asked},
        )

    def _product(self, profession: str) -> Product | None:
        return self.playbook.product_for(profession)


@dataclass(frozen=True, slots=True)
class StartPlan:
    """Asked for by a button, without any wish to be contacted."""

    remaining: RemainingQuestions
    log: ActivityLog

    def __call__(self, person: Person) -> LeadQuestions:
        self.log.add(Verb.PLAN_STARTED, person_id=person.id)
        return self.remaining(person)


@dataclass(frozen=True, slots=True)
class AnswerLeadQuestion:
    """Raises Outdated for a question or an answer that the playbook does not have."""

    signals: SignalBook
    remaining: RemainingQuestions
    now: datetime

    def __call__(self, person: Person, signal: str, value: str) -> LeadQuestions:
        question = self.remaining.find(signal)
        if question.option(value) is None:
            raise Outdated
        self.signals.add(person.id, question.signal, self.now, value)
        return self.remaining(person, after=question.signal)


@dataclass(frozen=True, slots=True)
class SkipLeadQuestion:
    """On to the next one; this one is asked again with another wish. Raises Outdated for an unknown one."""

    remaining: RemainingQuestions

    def __call__(self, person: Person, signal: str) -> LeadQuestions:
        return self.remaining(person, after=self.remaining.find(signal).signal)


@dataclass(frozen=True, slots=True)
class FinishLeadQuestions:
    remaining: RemainingQuestions

    def __call__(self, person: Person) -> LeadQuestions:
        return self.remaining(person, is_over=True)
