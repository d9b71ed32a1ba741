"""The quiz: begin or go on, answer, skip, step back, begin anew."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal

from sales.activity import Verb
from sales.errors import NoSuchAttempt, SalesError
from sales.people import Person
from sales.playbook import Playbook
from sales.ports import ActivityLog, AttemptBook
from sales.quiz import Ask, Attempt, AttemptStatus, adopt, answer, back, next_step, skip
from sales.quiz import Outdated as OutdatedPress
from sales.usecases.quiz_keeper import Question, QuizKeeper, Result
from sales.usecases.quiz_results import OwnResult

Move = Literal["answer", "skip", "back"]

PAUSE = timedelta(hours=1)
"""Whoever comes back later than this is told that their answers are still here."""


@dataclass(frozen=True, slots=True)
class StartQuiz:
    """Begin, or show the question one stopped at, even days and playbook versions later."""

    keeper: QuizKeeper
    attempts: AttemptBook
    playbook: Playbook
    now: datetime

    def __call__(self, person: Person, restart: bool = False) -> Question | Result:
        stored = self.attempts.running(person.id)
        if stored is not None and restart and stored.attempt.seed_done:
            self.keeper.drop(stored)
            stored = None
        if stored is None:
            return self.keeper.begin(person)
        kept = adopt(self.playbook.design, stored.attempt)
        paused = self.now - (stored.asked_at or stored.started_at) >= PAUSE
        return self.keeper.go_on(
            person,
            stored,
            kept,
            resumed=paused and bool(kept.answers),
            dropped=len(stored.attempt.answers) - len(kept.answers),
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class TooLate:
    """The press belongs to a question or an attempt that is behind; `shown` is where the person is now."""

    shown: Question | Result


@dataclass(frozen=True, slots=True)
class WhereNow:
    """Instead of a refusal: an old button leads on. Raises NoSuchAttempt when nothing is under way or done."""

    keeper: QuizKeeper
    own: OwnResult
    attempts: AttemptBook
    playbook: Playbook

    def __call__(self, person: Person) -> TooLate:
        stored = self.attempts.running(person.id)
        if stored is not None:
            kept = adopt(self.playbook.design, stored.attempt)
            step = next_step(self.playbook.design, kept)
            if isinstance(step, Ask):
                return TooLate(shown=Question(attempt=kept, ask=step))
            return TooLate(shown=self.keeper.go_on(person, stored, kept))
        try:
            latest, result = self.own(person)
        except SalesError:
            raise NoSuchAttempt from None
        return TooLate(shown=Result(attempt=latest.attempt, result=result))


Moved = Question | Result | TooLate


@dataclass(frozen=True, slots=True)
class TakeQuizStep:
    """One press in the quiz. TooLate when it belongs to another question than the current one, or to an attempt that is
    finished or was begun anew. Raises NoSuchAttempt for a token that is not this person's.

    A question that left the playbook meanwhile is no fault of the person: they are shown the one that comes now.
    """

    keeper: QuizKeeper
    where_now: WhereNow
    attempts: AttemptBook
    log: ActivityLog
    playbook: Playbook
    now: datetime

    def __call__(self, person: Person, token: str, move: Move, question: str, option: str = "") -> Moved:
        stored = self.attempts.by_token(token, person.id)
        if stored is None:
            raise NoSuchAttempt
        if stored.attempt.status is not AttemptStatus.RUNNING:
            return self.where_now(person)
        took = None if stored.asked_at is None else max(0, (self.now - stored.asked_at) // timedelta(milliseconds=1))
        kept = adopt(self.playbook.design, stored.attempt)
        dropped = len(stored.attempt.answers) - len(kept.answers)
        moved = self._move(kept, move, question, option, took)
        if isinstance(moved, OutdatedPress):
            if kept is stored.attempt:
                return self.where_now(person)
            return self.keeper.go_on(person, stored, kept, dropped=dropped)
        verb = Verb.QUIZ_STEPPED_BACK if move == "back" else Verb.QUIZ_ANSWERED
        self.log.add(verb, person_id=person.id, attempt=stored.id, question=question, option=option, ms=took)
        return self.keeper.go_on(person, stored, moved, dropped=dropped)

    def _move(
        self, attempt: Attempt, move: Move, question: str, option: str, took: int | None
    ) -> Attempt | OutdatedPress:
        design = self.playbook.design
        if move == "answer":
            return answer(design, attempt, question, option, took)
        return skip(design, attempt, question, took) if move == "skip" else back(design, attempt, question)
