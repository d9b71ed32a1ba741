"""What every step of the quiz shares: one running attempt per person, one nudge timer per attempt, one way to end."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from sales.activity import Verb
from sales.journeys import StoredAttempt
from sales.people import Person
from sales.playbook import Playbook, Signal, TimerKind
from sales.ports import ActivityLog, AttemptBook, NewToken, SignalBook, TimerBook
from sales.quiz import Ask, Attempt, AttemptStatus, Finished, QuizResult, abandon, build_result, next_step, start
from sales.usecases.referral import ReferralLink


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """Show this question of this attempt. `resumed`: after a pause; `dropped`: answers that a changed playbook lost."""

    attempt: Attempt
    ask: Ask
    resumed: bool = False
    dropped: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Result:
    """What the quiz says. `link`: the person's referral link, where the card goes out with it; else empty."""

    attempt: Attempt
    result: QuizResult
    link: str = ""


@dataclass(frozen=True, slots=True)
class QuizKeeper:
    attempts: AttemptBook
    timers: TimerBook
    signals: SignalBook
    referral: ReferralLink
    log: ActivityLog
    playbook: Playbook
    new_token: NewToken
    now: datetime

    def begin(self, person: Person) -> Question:
        attempt = start(self.playbook.design, self.new_token(), self.new_token())
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
        ask = next_step(self.playbook.design, attempt)
        assert isinstance(ask, Ask), "a fresh attempt begins with the warm-up"
        return Question(attempt=attempt, ask=ask)

    def go_on(
        self, person: Person, stored: StoredAttempt, attempt: Attempt, *, resumed: bool = False, dropped: int = 0
    ) -> Question | Result:
        """The next question, or the end: a changed playbook may have nothing more to ask."""
        step = next_step(self.playbook.design, attempt)
        if isinstance(step, Finished):
            return self._finish(person, stored, replace(attempt, status=AttemptStatus.FINISHED))
        self.attempts.save(stored.id, attempt, asked_at=self.now)
        return Question(attempt=attempt, ask=step, resumed=resumed, dropped=dropped)

    def drop(self, stored: StoredAttempt) -> None:
        self.attempts.save(stored.id, abandon(stored.attempt), asked_at=self.now)
        self.timers.cancel(f"quiz:{stored.id}", reason="restarted", now=self.now)

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
        return Result(attempt=finished, result=result, link=self.referral(person))
