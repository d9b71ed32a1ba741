"""Words nobody asked for by a button: they find an answer, or a reader."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from sales.people import Person
from sales.playbook import Answer, AnswerButton
from sales.ports import AttemptBook, LeadBook, PeopleBook
from sales.usecases.ask_question import AskQuestion
from sales.usecases.become_lead import LeadTaken
from sales.usecases.keep_question import KeepQuestion
from sales.usecases.quiz_keeper import Question
from sales.usecases.relay import RelayToOwner
from sales.usecases.respond import Answered, FindAnswer, GiveAnswer, NoteQuestion
from sales.usecases.take_quiz import StartQuiz

STILL_THERE = timedelta(hours=1)
"""Whoever answered the quiz this recently is still at it: they are shown the question again."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Passed:
    """A salesperson has it; `owner` is the name the customer knows them by."""

    owner: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Misplaced:
    """Nobody to give it to; the first screen helps, by what the person has done so far.

    `asked`: the token by which a person can be given the words after all, empty without words; `others` may answer.
    """

    has_running_quiz: bool
    has_result: bool
    asked: str = ""
    others: tuple[Answer, ...] = ()


Heard = Passed | Answered | LeadTaken | Question | Misplaced


@dataclass(frozen=True, slots=True)
class GoneAstray:
    """A message that means nothing here: the current question of a quiz under way, or what else there is."""

    attempts: AttemptBook
    quiz: StartQuiz
    now: datetime

    def __call__(self, person: Person) -> Question | Misplaced:
        if self.is_at_the_quiz(person):
            shown = self.quiz(person)
            if isinstance(shown, Question):  # a changed playbook may have nothing more to ask
                return shown
        return Misplaced(
            has_running_quiz=self.attempts.running(person.id) is not None,
            has_result=self.attempts.latest_finished(person.id) is not None,
        )

    def is_at_the_quiz(self, person: Person) -> bool:
        running = self.attempts.running(person.id)
        return running is not None and self.now - (running.asked_at or running.started_at) < STILL_THERE


@dataclass(frozen=True, slots=True)
class HearText:
    """To the salesperson who has the lead; else to the playbook's answers; else it is kept with a lead nobody has yet.

    What fits nowhere is kept too, for the owner's list and in case the person wants it handed on.
    """

    relay: RelayToOwner
    ask: AskQuestion
    find: FindAnswer
    give: GiveAnswer
    note: NoteQuestion
    keep: KeepQuestion
    leads: LeadBook
    people: PeopleBook
    astray: GoneAstray

    def __call__(self, person: Person, text: str) -> Heard:
        words = text.strip()
        if not words or text.startswith("/"):
            return self.astray(person)
        lead = self.relay(person, text)
        if lead is not None:
            owner = None if lead.owner_id is None else self.people.by_id(lead.owner_id)
            return Passed(owner="" if owner is None else owner.first_name)
        return self._unclaimed(person, words)

    def _unclaimed(self, person: Person, words: str) -> Heard:
        found = self.find(words, "")
        if found.answer is not None and not self._is_said_already(person, found.answer):
            self.ask.say_asked(person, words, "", found.answer)
            return self.give(person, found.answer, text=words, others=found.others)
        if self.leads.open_of(person.id) is not None:
            self.note(person, words, "", "", None, is_handed=True)
            return self.keep(person, words, "")
        outcome = self.astray(person)
        if isinstance(outcome, Question):
            return outcome
        return replace(outcome, asked=self.note(person, words, "", "", None), others=found.others)

    def _is_said_already(self, person: Person, answer: Answer) -> bool:
        """Whoever is at the quiz need not be told to take it: the question on the screen is the better answer."""
        return AnswerButton.QUIZ in answer.buttons and self.astray.is_at_the_quiz(person)


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
