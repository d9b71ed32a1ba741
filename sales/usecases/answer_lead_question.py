"""The short dialog after the wish: the lead is already known to the salespeople, each answer makes it clearer."""

from dataclasses import dataclass
from datetime import datetime

from sales.errors import Outdated
from sales.people import Person
from sales.playbook import LeadQuestion, Playbook, Signal
from sales.ports import LeadBook, SignalBook
from sales.qualification import next_question
from sales.usecases.rescore import Rescore
from sales.usecases.warm_lead import TellWarmer


@dataclass(frozen=True, slots=True, kw_only=True)
class LeadQuestions:
    """`question` None: the dialog is over. `is_minor`: the parents decide, so they are the ones to talk to."""

    question: LeadQuestion | None
    is_minor: bool
    has_result: bool


@dataclass(frozen=True, slots=True)
class AnswerLeadQuestion:
    """Raises Outdated for a question or an answer that the playbook does not have."""

    signals: SignalBook
    leads: LeadBook
    rescore: Rescore
    tell_warmer: TellWarmer
    playbook: Playbook
    now: datetime

    def __call__(self, person: Person, signal: str, value: str) -> LeadQuestions:
        question = next((q for q in self.playbook.qualification.questions if q.signal.value == signal), None)
        if question is None or question.option(value) is None:
            raise Outdated
        self.signals.add(person.id, question.signal, self.now, value)
        before = self.leads.open_of(person.id)
        self.rescore(person)
        self.tell_warmer(person, before)
        return _left(self.signals, self.playbook, person, is_over=False)


@dataclass(frozen=True, slots=True)
class FinishLeadQuestions:
    signals: SignalBook
    playbook: Playbook

    def __call__(self, person: Person) -> LeadQuestions:
        return _left(self.signals, self.playbook, person, is_over=True)


def _left(signals: SignalBook, playbook: Playbook, person: Person, *, is_over: bool) -> LeadQuestions:
    seen = signals.of(person.id)
    return LeadQuestions(
        question=None if is_over else next_question(seen, playbook.qualification),
        is_minor=any(one.signal is Signal.DECIDES and one.value == "parent" for one in seen),
        has_result=any(one.signal is Signal.RESULT_REACHED for one in seen),
    )
