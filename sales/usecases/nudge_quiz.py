"""A quiz left unfinished is nudged by the cadence; each nudge plans the next."""

from dataclasses import dataclass
from datetime import datetime

from sales.activity import Verb
from sales.outgoing import Lane, WhenUnknown
from sales.people import PersonId
from sales.playbook import Playbook, TimerKind
from sales.ports import ActivityLog, AttemptBook, Messenger, PeopleBook, TimerBook
from sales.quiz import AttemptStatus
from sales.timers import DONE, Settled, Timer, again, skipped
from sales.usecases.touch_rules import TouchRules


@dataclass(frozen=True, slots=True)
class NudgeQuiz:
    """Counts from the last answer, not from the start: whoever is still answering is not hurried."""

    rules: TouchRules
    people: PeopleBook
    attempts: AttemptBook
    timers: TimerBook
    messenger: Messenger
    log: ActivityLog
    playbook: Playbook
    now: datetime

    def __call__(self, timer: Timer) -> Settled:
        stored = self.attempts.by_id(timer.params["attempt"])
        steps = self.playbook.cadences.quiz_nudge
        place: int = timer.params["step"]
        if stored is None or stored.attempt.status is not AttemptStatus.RUNNING or place >= len(steps):
            return skipped("nothing to go on with")
        due = (stored.asked_at or stored.started_at) + steps[place].after
        if due > self.now:
            return again(due)
        person = self.people.by_id(PersonId(stored.person_id))
        held = self.rules.hold_back(timer, person)
        if held is not None or person is None:
            return held or skipped("nobody there")
        self.rules.touched(person)
        self.messenger.tell(
            person,
            f"nudges/{steps[place].key}",
            lane=Lane.TOUCH,
            when_unknown=WhenUnknown.LEAVE,
            dedupe_key=f"quiz_nudge:{stored.id}:{place}",
            name=person.first_name,
            answered=len(stored.attempt.answers),
        )
        self.log.add(Verb.QUIZ_NUDGED, person_id=person.id, attempt=stored.id, step=place)
        if place + 1 < len(steps):
            self.timers.plan(
                TimerKind.QUIZ_NUDGE,
                subject=timer.subject,
                due_at=max(self.now, stored.asked_at or self.now) + (steps[place + 1].after - steps[place].after),
                dedupe_key=f"quiz_nudge:{stored.id}:{place + 1}",
                now=self.now,
                params={"attempt": stored.id, "step": place + 1},
                person_id=person.id,
            )
        return DONE
