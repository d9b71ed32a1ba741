"""The staff's own first screen, and the admins' look into the machine room."""

from dataclasses import dataclass
from datetime import datetime, time
from typing import Any

from sales.people import Person
from sales.ports import Desk, LeadBook, StaffBook, TaskBook, Workload
from sales.timing import at_local


@dataclass(frozen=True, slots=True)
class StaffHome:
    """What waits for this person: JSON-able numbers and role."""

    leads: LeadBook
    tasks: TaskBook
    now: datetime

    def __call__(self, person: Person) -> dict[str, Any]:
        tasks = self.tasks.open_of_staff(person.id, 1000)
        return {
            "name": person.first_name,
            "role": person.role.value,
            "on_duty": person.on_duty,
            "mine": len(self.leads.open_of_owner(person.id)),
            "pool": len(self.leads.pool()),
            "tasks": len(tasks),
            "due": sum(task.due_at <= self.now for task in tasks),
        }


@dataclass(frozen=True, slots=True)
class ShowStatus:
    staff: StaffBook
    leads: LeadBook
    workload: Workload
    desk: Desk
    now: datetime

    def __call__(self, person: Person) -> dict[str, Any]:
        midnight = at_local(self.now, time(0), self.desk.timezone)
        return {
            **self.workload.counts(),
            "on_duty": [member.name for member in self.staff.on_duty()],
            "leads_today": self.workload.leads_since(midnight),
            "pool": len(self.leads.pool()),
        }


@dataclass(frozen=True, slots=True)
class ShowTroubles:
    workload: Workload
    desk: Desk

    def __call__(self, person: Person) -> dict[str, Any]:
        return {
            **self.workload.counts(),
            "troubles": [
                {"what": t.what, "name": t.name, "reason": t.reason, "at": t.at.isoformat()}
                for t in self.workload.troubles()
            ],
        }
