"""A salesperson's task is due: said once, reminded once, then the admins see it."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sales.activity import Verb
from sales.follow_ups import title_of
from sales.leads import Lead, Task
from sales.outgoing import Lane, WhenUnknown
from sales.people import Person
from sales.playbook import Playbook
from sales.ports import ActivityLog, Desk, LeadBook, Messenger, PeopleBook, StaffBook, TaskBook
from sales.timers import DONE, Settled, Timer, skipped
from sales.usecases.lead_words import LeadWords
from sales.usecases.task_keeper import PATIENCE, TaskKeeper

LATE = timedelta(hours=1)
LISTED = 10
REMIND, ESCALATE = 1, 2


@dataclass(frozen=True, slots=True)
class TaskWords:
    """JSON-able values of a task in the reader's language."""

    words: LeadWords
    playbook: Playbook
    desk: Desk
    now: datetime

    def __call__(self, task: Task, lead: Lead, customer: Person | None, reader: Person) -> dict[str, Any]:
        return {
            "task": task.token,
            "key": task.key,
            "title": title_of(self.playbook, task.key, reader.language),
            "urgent": task.urgent,
            "due_at": task.due_at.isoformat(),
            "is_late": task.due_at <= self.now,
            "is_open_lead": lead.is_open,
            **self.words(lead, customer, reader.language, with_phone=True),
        }


@dataclass(frozen=True, slots=True)
class RingTask:
    tasks: TaskBook
    leads: LeadBook
    people: PeopleBook
    staff: StaffBook
    keeper: TaskKeeper
    words: TaskWords
    messenger: Messenger
    log: ActivityLog
    playbook: Playbook
    now: datetime

    def __call__(self, timer: Timer) -> Settled:
        task = self.tasks.by_id(timer.params["task"])
        if task is None or not task.is_open:
            return skipped("over")
        lead, owner = self.leads.by_id(task.lead_id), self.people.by_id(task.staff_id)
        if lead is None or owner is None or not owner.role.is_staff:
            return skipped("nobody to do it")
        limit = self.playbook.cadences.late_limits.get(timer.kind)
        if limit is not None and self.now - timer.due_at > limit:
            return skipped("too late")
        stage = int(timer.params["stage"])
        if stage == ESCALATE:
            return self._escalate(task, lead, owner)
        if stage == 0 and self.now - timer.due_at > LATE and self._gathered(owner):
            self.keeper.ring(task, self.now + PATIENCE, stage=REMIND)
            return skipped("told together with others")
        self._tell(task, lead, owner, "task/reminder" if stage == REMIND else "task/due")
        if stage == 0:
            self.log.add(Verb.TASK_DUE, person_id=lead.person_id, lead_id=lead.id, task=task.id, key=task.key)
        self.keeper.ring(task, self.now + PATIENCE, stage=stage + 1)
        return DONE

    def _tell(self, task: Task, lead: Lead, to: Person, template: str, **more: Any) -> None:
        self.messenger.tell(
            to,
            template,
            lane=Lane.URGENT if task.urgent else Lane.TOUCH,
            when_unknown=WhenUnknown.RESEND if task.urgent else WhenUnknown.LEAVE,
            about=task.about,
            **self.words(task, lead, self.people.by_id(lead.person_id), to),
            **more,
        )

    def _escalate(self, task: Task, lead: Lead, owner: Person) -> Settled:
        for admin in self.staff.admins():
            if admin.id != owner.id:
                self._tell(task, lead, admin, "task/escalation", staff=owner.name)
        return DONE

    def _gathered(self, owner: Person) -> bool:
        """After a long stop several tasks are overdue at once: they come as one list, not as an avalanche."""
        due = [task for task in self.tasks.open_of_staff(owner.id, 1000) if task.due_at <= self.now]
        if len(due) < 2:
            return False
        self.messenger.tell(
            owner,
            "task/overdue",
            lane=Lane.TOUCH,
            when_unknown=WhenUnknown.LEAVE,
            dedupe_key=f"overdue:{owner.id}:{int(self.now.timestamp() // LATE.total_seconds())}",
            total=len(due),
            tasks=[self._line(task, owner) for task in due[:LISTED]],
        )
        return True

    def _line(self, task: Task, owner: Person) -> dict[str, Any]:
        lead = self.leads.by_id(task.lead_id)
        customer = None if lead is None else self.people.by_id(lead.person_id)
        return {
            "task": task.token,
            "title": title_of(self.playbook, task.key, owner.language),
            "key": task.key,
            "name": "" if customer is None else customer.name,
        }
