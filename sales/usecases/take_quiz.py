"""The quiz: begin or go on, answer, skip, step back, begin anew."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal

from sales.activity import Verb
from sales.errors import Outdated, SalesError
from sales.people import Person
from sales.playbook import Playbook
from sales.ports import ActivityLog, AttemptBook
from sales.quiz import Attempt, AttemptStatus, adopt, answer, back, skip
from sales.quiz import Outdated as OutdatedPress
from sales.usecases.quiz_keeper import Question, QuizKeeper, Result

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


@dataclass(frozen=True, slots=True)
class TakeQuizStep:
    """One press in the quiz. Raises Outdated when the press belongs to another question than the current one, and
    SalesError("attempt_over") when it belongs to an attempt that is finished or was begun anew.

    A question that left the playbook meanwhile is no fault of the person: they are shown the one that comes now.
    """

    keeper: QuizKeeper
    attempts: AttemptBook
    log: ActivityLog
    playbook: Playbook
    now: datetime

    def __call__(self, person: Person, token: str, move: Move, question: str, option: str = "") -> Question | Result:
        stored = self.attempts.by_token(token, person.id)
        if stored is None:
            raise Outdated
        if stored.attempt.status is not AttemptStatus.RUNNING:
            raise SalesError("attempt_over")
        took = None if stored.asked_at is None else max(0, (self.now - stored.asked_at) // timedelta(milliseconds=1))
        kept = adopt(self.playbook.design, stored.attempt)
        dropped = len(stored.attempt.answers) - len(kept.answers)
        moved = self._move(kept, move, question, option, took)
        if isinstance(moved, OutdatedPress):
            if kept is stored.attempt:
                raise Outdated
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
