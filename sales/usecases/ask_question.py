"""A question asked on purpose, and what becomes of the answer: it helped, or a person takes over."""

from dataclasses import dataclass
from datetime import datetime

from sales.activity import Verb
from sales.answers import AskedQuestion
from sales.errors import Outdated, SalesError
from sales.people import Person
from sales.playbook import Answer, Playbook, Product, Signal, UnknownCode
from sales.ports import ActivityLog, LeadBook, PeopleBook, QuestionBook, SignalBook
from sales.usecases.become_lead import LeadTaken
from sales.usecases.keep_question import KeepQuestion
from sales.usecases.relay import RelayToOwner
from sales.usecases.respond import Answered, FindAnswer, GiveAnswer, NoteQuestion


@dataclass(frozen=True, slots=True, kw_only=True)
class Handed:
    """A person has the question; until they answer, `others` may do."""

    taken: LeadTaken
    others: tuple[Answer, ...] = ()
    asked: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Helped:
    product: Product | None


@dataclass(frozen=True, slots=True, kw_only=True)
class NeedsWords:
    """The answer was read from a list: there is no question of their own to hand on yet."""

    product: str


@dataclass(frozen=True, slots=True)
class AskQuestion:
    """Answered at once when it is clear what is meant; else a person gets it. A salesperson of one's own sees both.

    Raises SalesError("empty_question").
    """

    find: FindAnswer
    give: GiveAnswer
    note: NoteQuestion
    keep: KeepQuestion
    relay: RelayToOwner
    signals: SignalBook
    leads: LeadBook
    people: PeopleBook
    log: ActivityLog
    now: datetime

    def __call__(self, person: Person, text: str, product: str, slide: str = "") -> Answered | Handed:
        question = text.strip()
        if not question:
            raise SalesError("empty_question")
        found = self.find(question, product)
        if found.answer is None:
            token = self.note(person, question, product, slide, None, is_handed=True)
            return Handed(taken=self.keep(person, question, product, slide), others=found.others, asked=token)
        self.signals.add(person.id, Signal.ASKED_QUESTION, self.now)
        lead = self.relay(person, question, found.answer.title)
        self.say_asked(person, question, slide, found.answer)
        owner = None if lead is None or lead.owner_id is None else self.people.by_id(lead.owner_id)
        return self.give(
            person,
            found.answer,
            text=question,
            product=product,
            slide=slide,
            others=found.others,
            owner="" if owner is None else owner.first_name,
        )

    def say_asked(self, person: Person, question: str, slide: str, answer: Answer) -> None:
        """On the card of the open lead too, if there is one."""
        lead = self.leads.open_of(person.id)
        self.log.add(
            Verb.ASKED,
            person_id=person.id,
            lead_id=None if lead is None else lead.id,
            text=question,
            slide=slide,
            answer=answer.code,
        )


@dataclass(frozen=True, slots=True)
class HandQuestion:
    """To a person, with the question. Raises Outdated, SalesError("question_handed") the second time."""

    questions: QuestionBook
    keep: KeepQuestion
    now: datetime

    def __call__(self, person: Person, token: str) -> Handed | NeedsWords:
        asked = self.questions.by_token(token, person.id)
        if asked is None:
            raise Outdated
        return self.hand(person, asked)

    def hand(self, person: Person, asked: AskedQuestion) -> Handed | NeedsWords:
        if not asked.text:
            return NeedsWords(product=asked.product)
        if not self.questions.hand(asked.id, self.now):
            raise SalesError("question_handed")
        return Handed(taken=self.keep(person, asked.text, asked.product, asked.slide))


@dataclass(frozen=True, slots=True)
class JudgeAnswer:
    """Did it help? If not, a person takes over. Raises Outdated, SalesError("question_handed")."""

    questions: QuestionBook
    hand: HandQuestion
    log: ActivityLog
    playbook: Playbook

    def __call__(self, person: Person, token: str, helped: bool) -> Helped | Handed | NeedsWords:
        asked = self.questions.by_token(token, person.id)
        if asked is None or asked.answer is None:
            raise Outdated
        if asked.helped is not helped:
            self.questions.judge(asked.id, helped)
            self.log.add(Verb.ANSWER_JUDGED, person_id=person.id, answer=asked.answer, helped=helped)
        return Helped(product=self._product(asked.product)) if helped else self.hand.hand(person, asked)

    def _product(self, code: str) -> Product | None:
        try:
            return self.playbook.product(code)
        except UnknownCode:
            return None
