"""Tasks and the timers that ring for them, kept together: a task never rings after it is over."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from sales.activity import Verb
from sales.follow_ups import plan_steps, pointless_after_reply
from sales.leads import Lead, LeadId, Task
from sales.people import Person, PersonId
from sales.playbook import Playbook, TimerKind
from sales.ports import ActivityLog, Desk, Messenger, NewToken, TaskBook, TimerBook


@dataclass(frozen=True, slots=True)
class TaskKeeper:
    tasks: TaskBook
    timers: TimerBook
    messenger: Messenger
    log: ActivityLog
    playbook: Playbook
    desk: Desk
    new_token: NewToken
    now: datetime

    def plan_follow_up(self, lead: Lead, customer: Person, owner: Person) -> None:
        """The cadence of the lead's temperature, counted from now (the claim)."""
        cadences = self.playbook.cadences
        steps = cadences.follow_up.get(lead.temperature, ())
        zone = customer.timezone or self.desk.timezone
        for step, due in plan_steps(steps, self.now, cadences.window, zone):
            self.add(lead.id, owner.id, step.key, due)

    def add(self, lead_id: LeadId, staff_id: PersonId, key: str, due_at: datetime, *, urgent: bool = False) -> Task:
        task = self.tasks.add(
            token=self.new_token(),
            lead_id=lead_id,
            staff_id=staff_id,
            key=key,
            due_at=due_at,
            now=self.now,
            urgent=urgent,
        )
        self.ring(task, due_at)
        return task

    def ring(self, task: Task, at: datetime, *, stage: int = 0) -> None:
        """`stage`: 0 it is due, 1 remind, 2 tell the admins."""
        self.timers.plan(
            TimerKind.FOLLOW_UP,
            subject=task.about,
            due_at=at,
            dedupe_key=f"{task.about}:{stage}:{int(at.timestamp() * 1000)}",
            now=self.now,
            params={"task": task.id, "stage": stage},
        )

    def move(self, task: Task, to: datetime) -> bool:
        """False when the task is over."""
        if not self.tasks.move(task.id, to):
            return False
        self.timers.cancel(task.about, reason="postponed", now=self.now)
        self.ring(task, to)
        return True

    def finish(self, task: Task) -> bool:
        """Done by its salesperson; False when it was over before."""
        if not self.tasks.finish(task.id, self.now):
            return False
        self.timers.cancel(task.about, reason="done", now=self.now)
        return True

    def cancel(self, tasks: Iterable[Task], reason: str) -> int:
        """`reason` is a code of templates' `task/cancelled`; messages shown already say so."""
        count = 0
        for task in tasks:
            if self.tasks.finish(task.id, self.now, cancelled=True):
                self.timers.cancel(task.about, reason=reason, now=self.now)
                self.messenger.retell(task.about, "task/cancelled", reason=reason)
                count += 1
        return count

    def cancel_all(self, lead: Lead, reason: str) -> int:
        """The lead is won, lost, handed back, or its person wants silence."""
        return self.cancel(self.tasks.open_of_lead(lead.id), reason)

    def customer_replied(self, lead: Lead) -> int:
        """How many planned attempts to get through this made pointless; the lead card says so."""
        count = self.cancel(pointless_after_reply(self.tasks.open_of_lead(lead.id), self.now), "replied")
        if count:
            self.log.add(Verb.TASKS_CANCELLED, person_id=lead.person_id, lead_id=lead.id, count=count, reason="replied")
        return count
