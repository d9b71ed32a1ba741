"""The quiz: begin or go on, answer, skip, step back, begin anew."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal

from sales.activity import Verb
from sales.errors import Outdated, SalesError
from sales.journeys import StoredAttempt
from sales.people import Person
from sales.playbook import Playbook, Signal, TimerKind
from sales.ports import ActivityLog, AttemptBook, NewToken, SignalBook, TimerBook
from sales.quiz import Ask, Attempt, QuizResult, abandon, adopt, answer, back, build_result, next_step, skip, start
from sales.quiz import Outdated as OutdatedPress

Move = Literal["answer", "skip", "back"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """Show this question of this attempt."""

    attempt: Attempt
    ask: Ask


@dataclass(frozen=True, slots=True, kw_only=True)
class Result:
    """The quiz is over: this is what it says."""

    result: QuizResult


@dataclass(frozen=True, slots=True)
class QuizKeeper:
    """What starting and continuing share: one running attempt per person, one nudge timer per attempt."""

    attempts: AttemptBook
    timers: TimerBook
    log: ActivityLog
    playbook: Playbook
    new_token: NewToken
    now: datetime

    def begin(self, person: Person) -> Question:
        design = self.playbook.design
        attempt = start(design, self.new_token(), self.new_token())
        id = self.attempts.add(person.id, attempt, self.now)
        for step in self.playbook.cadences.quiz_nudge[:1]:  # each nudge plans the next
            self.timers.plan(
                TimerKind.QUIZ_NUDGE,
                subject=f"quiz:{id}",
                due_at=self.now + step.after,
                dedupe_key=f"quiz_nudge:{id}:0",
                now=self.now,
                params={"attempt": id, "step": 0},
                person_id=person.id,
            )
        self.log.add(Verb.QUIZ_STARTED, person_id=person.id, attempt=id, playbook=self.playbook.version)
        return _question(self.playbook, attempt)

    def drop(self, stored: StoredAttempt) -> None:
        self.attempts.save(stored.id, abandon(stored.attempt), asked_at=self.now)
        self.timers.cancel(f"quiz:{stored.id}", reason="restarted", now=self.now)


@dataclass(frozen=True, slots=True)
class StartQuiz:
    """Begin, or show the question one stopped at, even days and playbook versions later."""

    keeper: QuizKeeper
    attempts: AttemptBook
    playbook: Playbook
    now: datetime

    def __call__(self, person: Person, restart: bool = False) -> Question:
        stored = self.attempts.running(person.id)
        if stored is not None and restart:
            self.keeper.drop(stored)
            stored = None
        if stored is None:
            return self.keeper.begin(person)
        kept = adopt(self.playbook.design, stored.attempt)
        self.attempts.save(stored.id, kept, asked_at=self.now)
        return _question(self.playbook, kept)


@dataclass(frozen=True, slots=True)
class TakeQuizStep:
    """One press in the quiz. Raises Outdated when the press belongs to another question than the current one."""

    attempts: AttemptBook
    signals: SignalBook
    timers: TimerBook
    log: ActivityLog
    playbook: Playbook
    now: datetime

    def __call__(self, person: Person, token: str, move: Move, question: str, option: str = "") -> Question | Result:
        stored = self.attempts.by_token(token, person.id)
        if stored is None:
            raise Outdated
        took = None if stored.asked_at is None else max(0, (self.now - stored.asked_at) // timedelta(milliseconds=1))
        moved = self._move(stored.attempt, move, question, option, took)
        if isinstance(moved, OutdatedPress):
            raise Outdated
        verb = Verb.QUIZ_STEPPED_BACK if move == "back" else Verb.QUIZ_ANSWERED
        self.log.add(verb, person_id=person.id, attempt=stored.id, question=question, option=option, ms=took)
        if moved.status.value == "finished":
            return self._finish(person, stored, moved)
        self.attempts.save(stored.id, moved, asked_at=self.now)
        return _question(self.playbook, moved)

    def _move(
        self, attempt: Attempt, move: Move, question: str, option: str, took: int | None
    ) -> Attempt | OutdatedPress:
        design = self.playbook.design
        if move == "answer":
            return answer(design, attempt, question, option, took)
        return skip(design, attempt, question, took) if move == "skip" else back(design, attempt, question)

    def _finish(self, person: Person, stored: StoredAttempt, finished: Attempt) -> Result:
        result = build_result(self.playbook.design, finished)
        self.attempts.save(stored.id, finished, asked_at=self.now, result=result)
        self.timers.cancel(f"quiz:{stored.id}", reason="finished", now=self.now)
        self.signals.add(person.id, Signal.RESULT_REACHED, self.now)
        if result.careless:
            self.signals.add(person.id, Signal.CARELESS, self.now)
        self.log.add(
            Verb.QUIZ_FINISHED,
            person_id=person.id,
            attempt=stored.id,
            top=result.top.profession,
            confidence=result.confidence.value,
            seconds=(self.now - stored.started_at) // timedelta(seconds=1),
        )
        return Result(result=result)


@dataclass(frozen=True, slots=True)
class ShowResult:
    """The latest result again. Raises SalesError("no_result") before the first one."""

    attempts: AttemptBook

    def __call__(self, person: Person) -> Result:
        stored = self.attempts.latest_finished(person.id)
        if stored is None or stored.result is None:
            raise SalesError("no_result")
        return Result(result=stored.result)


def _question(playbook: Playbook, attempt: Attempt) -> Question:
    step = next_step(playbook.design, attempt)
    assert isinstance(step, Ask), "a running attempt always has a next question"
    return Question(attempt=attempt, ask=step)
