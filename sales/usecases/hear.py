"""Words nobody asked for by a button: a question to keep, or free text to find a reader for."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from sales.activity import Verb
from sales.errors import SalesError
from sales.leads import Wish
from sales.people import Person
from sales.playbook import Signal
from sales.ports import ActivityLog, AttemptBook, LeadBook, PeopleBook, SignalBook
from sales.usecases.become_lead import BecomeLead, LeadTaken
from sales.usecases.relay import RelayToOwner
from sales.usecases.rescore import Rescore
from sales.usecases.take_quiz import Question, StartQuiz

STILL_THERE = timedelta(hours=1)
"""Whoever answered the quiz this recently is still at it: they are shown the question again."""


@dataclass(frozen=True, slots=True)
class KeepQuestion:
    """A question makes a lead, or belongs to the one there is; `slide` is what raised it, where one did.

    Raises SalesError("empty_question").
    """

    signals: SignalBook
    become_lead: BecomeLead
    log: ActivityLog
    now: datetime

    def __call__(self, person: Person, text: str, product: str, slide: str = "") -> LeadTaken:
        question = text.strip()
        if not question:
            raise SalesError("empty_question")
        self.signals.add(person.id, Signal.ASKED_QUESTION, self.now)
        taken = self.become_lead(person, Wish.QUESTION, product, question=question)
        self.log.add(Verb.ASKED, person_id=person.id, lead_id=taken.lead.id, text=question, slide=slide)
        return taken


@dataclass(frozen=True, slots=True, kw_only=True)
class Passed:
    """A salesperson has it; `owner` is the name the customer knows them by."""

    owner: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Misplaced:
    """Nobody to give it to; the first screen helps, by what the person has done so far."""

    has_running_quiz: bool
    has_result: bool


Heard = Passed | LeadTaken | Question | Misplaced


@dataclass(frozen=True, slots=True)
class GoneAstray:
    """A message that means nothing here: the current question of a quiz under way, or what else there is."""

    attempts: AttemptBook
    quiz: StartQuiz
    now: datetime

    def __call__(self, person: Person) -> Question | Misplaced:
        running = self.attempts.running(person.id)
        if running is not None and self.now - (running.asked_at or running.started_at) < STILL_THERE:
            return self.quiz(person)
        return Misplaced(
            has_running_quiz=running is not None, has_result=self.attempts.latest_finished(person.id) is not None
        )


@dataclass(frozen=True, slots=True)
class HearText:
    """To the salesperson who has the lead; else it is kept with a lead nobody has yet; else the quiz goes on."""

    relay: RelayToOwner
    keep: KeepQuestion
    leads: LeadBook
    people: PeopleBook
    rescore: Rescore
    astray: GoneAstray

    def __call__(self, person: Person, text: str) -> Heard:
        if text.strip() and not text.startswith("/"):
            lead = self.relay(person, text)
            if lead is not None:
                self.rescore(person)
                owner = None if lead.owner_id is None else self.people.by_id(lead.owner_id)
                return Passed(owner="" if owner is None else owner.first_name)
            if self.leads.open_of(person.id) is not None:
                return self.keep(person, text, "")
        return self.astray(person)


@dataclass(frozen=True, slots=True)
class HearPicture:
    """Photo, voice, sticker …: we cannot read them. Of an album only the first part is answered (None for the rest)."""

    people: PeopleBook
    astray: GoneAstray

    def __call__(self, person: Person, album: str) -> Question | Misplaced | None:
        if album and album == person.last_album:
            return None
        if album:
            self.people.set_album(person.id, album)
        return self.astray(person)
