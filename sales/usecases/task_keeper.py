"""Tasks and the timers that ring for them, kept together: a task never rings after it is over."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from sales.activity import Verb
from sales.follow_ups import plan_steps, pointless_after_reply
from sales.leads import Lead, Task
from sales.people import Person, PersonId
from sales.playbook import Playbook, TimerKind
from sales.ports import ActivityLog, Desk, Messenger, NewToken, PeopleBook, TaskBook, TimerBook

PATIENCE = timedelta(hours=24)
"""How long a task that is due may stay unanswered before it is said again, and then to the admins."""


@dataclass(frozen=True, slots=True)
class TaskKeeper:
    tasks: TaskBook
    people: PeopleBook
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
            self.add(lead, owner.id, step.key, due)

    def add(
        self,
        lead: Lead,
        staff_id: PersonId,
        key: str,
        due_at: datetime,
        *,
        urgent: bool = False,
        is_shown: bool = False,
    ) -> Task:
        """`is_shown`: another message says already that it is due, so it is only reminded of."""
        task = self.tasks.add(
            token=self.new_token(),
            lead_id=lead.id,
            staff_id=staff_id,
            key=key,
            due_at=due_at,
            now=self.now,
            urgent=urgent,
        )
        self.ring(task, due_at + PATIENCE if is_shown else due_at, stage=int(is_shown))
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

    def give_all(self, lead: Lead, to: Person) -> None:
        """The lead has another owner: its tasks ring for them, at the moments planned or at once when overdue."""
        customer = self.people.by_id(lead.person_id)
        for task in self.tasks.open_of_lead(lead.id):
            self.messenger.retell(
                task.about, "task/cancelled", reason="handed", name="" if customer is None else customer.name
            )
            if task.due_at <= self.now:
                self.hand_over(task, to)
            else:
                self.tasks.give(task.id, to.id)

    def hand_over(self, task: Task, to: Person) -> None:
        """Somebody else's task from now on, and due at once."""
        if self.tasks.give(task.id, to.id):
            self.tasks.move(task.id, self.now)
            self.timers.cancel(task.about, reason="handed over", now=self.now)
            self.ring(task, self.now)

    def cancel(self, lead: Lead, tasks: Iterable[Task], reason: str) -> int:
        """`reason` is a code of templates' `task/cancelled`; messages shown already say so. How many were open."""
        customer = self.people.by_id(lead.person_id)
        name, count = "" if customer is None else customer.name, 0
        for task in tasks:
            if self.tasks.finish(task.id, self.now, cancelled=True):
                self.timers.cancel(task.about, reason=reason, now=self.now)
                self.messenger.retell(task.about, "task/cancelled", reason=reason, name=name)
                count += 1
        return count

    def cancel_all(self, lead: Lead, reason: str) -> int:
        """The lead is won, lost, handed back, or its person wants silence."""
        return self.cancel(lead, self.tasks.open_of_lead(lead.id), reason)

    def customer_replied(self, lead: Lead) -> int:
        """How many planned attempts to get through this made pointless; the lead card says so."""
        count = self.cancel(lead, pointless_after_reply(self.tasks.open_of_lead(lead.id), self.now), "replied")
        if count:
            self.log.add(Verb.TASKS_CANCELLED, person_id=lead.person_id, lead_id=lead.id, count=count, reason="replied")
        return count
