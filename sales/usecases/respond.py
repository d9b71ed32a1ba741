"""The playbook's own answers: found for a question, given, and noted with what they show of the person."""

from dataclasses import dataclass
from datetime import datetime

from sales.activity import Verb
from sales.answers import AskedQuestion, Match, possible, sure
from sales.errors import Outdated
from sales.people import Person
from sales.playbook import Answer, AnswerKind, Playbook, Product, UnknownCode
from sales.ports import ActivityLog, AnswerSearch, AttemptBook, NewToken, QuestionBook, SignalBook


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """`answer` None: nothing is clear enough. `others` may have been meant."""

    answer: Answer | None
    others: tuple[Answer, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Answered:
    """`asked`: the token of the question. `product`: what the talk is about, or what suits the person best.

    `owner`: the salesperson who sees the question too, empty without one.
    """

    answer: Answer
    others: tuple[Answer, ...]
    asked: str
    product: Product | None
    owner: str
    has_running_quiz: bool


@dataclass(frozen=True, slots=True)
class FindAnswer:
    search: AnswerSearch
    playbook: Playbook

    def __call__(self, text: str, product: str) -> Found:
        known = {answer.code: answer for answer in self.playbook.answers if answer.is_for(product)}
        matches = [match for match in self.search.find(text) if match.answer in known]
        best: Match | None = sure(matches)
        others = possible(matches, but=best)
        return Found(
            answer=None if best is None else known[best.answer], others=tuple(known[match.answer] for match in others)
        )


@dataclass(frozen=True, slots=True)
class NoteQuestion:
    """Keeps what was asked and answered; the token it goes by from then on."""

    questions: QuestionBook
    new_token: NewToken
    now: datetime

    def __call__(
        self, person: Person, text: str, product: str, slide: str, answer: Answer | None, *, is_handed: bool = False
    ) -> str:
        token = self.new_token()
        self.questions.add(
            token=token,
            person_id=person.id,
            text=text,
            product=product,
            slide=slide,
            answer=None if answer is None else answer.code,
            is_objection=answer is not None and answer.kind is AnswerKind.OBJECTION,
            is_handed=is_handed,
            now=self.now,
        )
        return token


@dataclass(frozen=True, slots=True)
class GiveAnswer:
    note: NoteQuestion
    signals: SignalBook
    attempts: AttemptBook
    playbook: Playbook
    now: datetime

    def __call__(
        self,
        person: Person,
        answer: Answer,
        *,
        text: str = "",
        product: str = "",
        slide: str = "",
        others: tuple[Answer, ...] = (),
        owner: str = "",
        is_handed: bool = False,
    ) -> Answered:
        token = self.note(person, text, product, slide, answer, is_handed=is_handed)
        for signal in answer.signals:
            self.signals.add(person.id, signal, self.now)
        return Answered(
            answer=answer,
            others=others,
            asked=token,
            product=self._product(person, product),
            owner=owner,
            has_running_quiz=self.attempts.running(person.id) is not None,
        )

    def _product(self, person: Person, code: str) -> Product | None:
        try:
            return self.playbook.product(code)
        except UnknownCode:
            stored = self.attempts.latest_finished(person.id)
            ranking = () if stored is None or stored.result is None else stored.result.ranking
            return self.playbook.product_for(ranking[0].profession) if ranking else None


@dataclass(frozen=True, slots=True)
class ReadAnswer:
    """Chosen from the list of frequent questions. Raises Outdated when the playbook has it no more."""

    give: GiveAnswer
    log: ActivityLog
    playbook: Playbook

    def __call__(self, person: Person, code: str, product: str) -> Answered:
        answer = self.known(code)
        self.log.add(Verb.READ_ANSWER, person_id=person.id, answer=code)
        return self.give(person, answer, product=product)

    def known(self, code: str) -> Answer:
        try:
            return self.playbook.answer(code)
        except UnknownCode:
            raise Outdated from None


@dataclass(frozen=True, slots=True)
class ReadOther:
    """Another answer to the same question: the first one was not it. Raises Outdated."""

    read: ReadAnswer
    questions: QuestionBook

    def __call__(self, person: Person, code: str, token: str) -> Answered:
        asked = self.questions.by_token(token, person.id)
        if asked is None:
            raise Outdated
        answer = self.read.known(code)
        self._not_meant(asked, code)
        self.read.log.add(Verb.READ_ANSWER, person_id=person.id, answer=code)
        return self.read.give(
            person,
            answer,
            text=asked.text,
            product=asked.product,
            slide=asked.slide,
            is_handed=asked.handed_at is not None,
        )

    def _not_meant(self, asked: AskedQuestion, code: str) -> None:
        if asked.answer not in (None, code) and asked.helped is None:
            self.questions.judge(asked.id, helped=False)
