"""May we write to this person now, unasked? One rule for nudges, check-ins and everything later."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from sales.people import Person
from sales.playbook import Playbook
from sales.ports import Desk, PeopleBook, TimerBook
from sales.timers import Settled, Timer, again, skipped
from sales.timing import next_within, spread, within


@dataclass(frozen=True, slots=True)
class TouchRules:
    """Quiet hours, the contact budget, lateness, and one message where several are overdue."""

    people: PeopleBook
    timers: TimerBook
    playbook: Playbook
    desk: Desk
    now: datetime

    def hold_back(self, timer: Timer, person: Person | None) -> Settled | None:
        """None when the message may go now; else why not, or when to try again."""
        if person is None or not person.may_be_touched:
            return skipped("not to be written to")
        limit = self.playbook.cadences.late_limits.get(timer.kind)
        if limit is not None and self.now - timer.due_at > limit:
            return skipped("too late")
        if self.timers.later_due(timer, self.now):
            return skipped("a later one is due as well")
        zone = person.timezone or self.desk.timezone
        if within(self.playbook.cadences.quiet, self.now, zone):
            return again(spread(next_within(self.playbook.cadences.window, self.now, zone), timer.id))
        rest = timedelta(days=1) / self.playbook.cadences.budget.per_day
        if person.touched_at is not None and self.now - person.touched_at < rest:
            return again(person.touched_at + rest)
        return None

    def touched(self, person: Person) -> None:
        """We are writing first: it counts against the budget."""
        self.people.set_touched(person.id, self.now)
