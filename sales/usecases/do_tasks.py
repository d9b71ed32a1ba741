"""A salesperson looks at their tasks, does them or puts them off."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sales.activity import Verb
from sales.errors import NotYours
from sales.leads import Lead, Task
from sales.people import Person
from sales.playbook import Playbook
from sales.ports import ActivityLog, Desk, LeadBook, PeopleBook, TaskBook
from sales.timing import at_local, next_within
from sales.usecases.follow_up import TaskWords
from sales.usecases.lead_access import LeadAccess
from sales.usecases.task_keeper import TaskKeeper

PAGE = 12
DAY = 24


@dataclass(frozen=True, slots=True)
class OpenTask:
    """A task of this person with its lead. Raises NotYours, Outdated."""

    access: LeadAccess
    leads: LeadBook
    people: PeopleBook
    words: TaskWords

    def find(self, person: Person, token: str) -> tuple[Task, Lead, Person | None]:
        task = self.access.task(person, token)
        lead = self.leads.by_id(task.lead_id)
        if lead is None:
            raise NotYours
        return task, lead, self.people.by_id(lead.person_id)

    def __call__(self, person: Person, token: str) -> dict[str, Any]:
        task, lead, customer = self.find(person, token)
        return self.words(task, lead, customer, person)


@dataclass(frozen=True, slots=True)
class ShowTasks:
    """The most pressing first."""

    tasks: TaskBook
    leads: LeadBook
    people: PeopleBook
    words: TaskWords

    def __call__(self, person: Person) -> list[dict[str, Any]]:
        shown = []
        for task in self.tasks.open_of_staff(person.id, PAGE):
            lead = self.leads.by_id(task.lead_id)
            if lead is not None:
                shown.append(self.words(task, lead, self.people.by_id(lead.person_id), person))
        return shown


@dataclass(frozen=True, slots=True)
class DoTask:
    opened: OpenTask
    keeper: TaskKeeper
    tasks: TaskBook
    log: ActivityLog

    def __call__(self, person: Person, token: str) -> dict[str, Any]:
        task, lead, customer = self.opened.find(person, token)
        self.keeper.finish(task)
        self.log.add(Verb.TASK_DONE, person_id=lead.person_id, lead_id=lead.id, task=task.id, key=task.key)
        following = self.tasks.open_of_lead(lead.id)
        return {
            **self.opened.words(task, lead, customer, person),
            "next_at": following[0].due_at.isoformat() if following else None,
        }


@dataclass(frozen=True, slots=True)
class PostponeTask:
    """Hours from now; whole days mean the same number of days later, at the opening of the contact window for 24."""

    opened: OpenTask
    keeper: TaskKeeper
    log: ActivityLog
    playbook: Playbook
    desk: Desk
    now: datetime

    def __call__(self, person: Person, token: str, hours: int) -> dict[str, Any]:
        task, lead, customer = self.opened.find(person, token)
        zone = (customer.timezone if customer is not None else "") or self.desk.timezone
        due = self._due(hours, zone)
        self.keeper.move(task, due)
        self.log.add(Verb.TASK_POSTPONED, person_id=lead.person_id, lead_id=lead.id, task=task.id, hours=hours)
        return {**self.opened.words(task, lead, customer, person), "due_at": due.isoformat()}

    def _due(self, hours: int, zone: str) -> datetime:
        window, due = self.playbook.cadences.window, self.now + timedelta(hours=hours)
        if hours < DAY:
            return due
        return at_local(due, window.start, zone) if hours == DAY else next_within(window, due, zone)
