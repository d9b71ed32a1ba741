"""On duty or off: who hears of new leads."""

from dataclasses import dataclass
from typing import Any

from sales.activity import Verb
from sales.people import Person
from sales.ports import ActivityLog, StaffBook


@dataclass(frozen=True, slots=True)
class SetDuty:
    """Whether anybody else is on duty, so that the last one leaving knows."""

    staff: StaffBook
    log: ActivityLog

    def __call__(self, person: Person, on: bool) -> dict[str, Any]:
        if person.on_duty != on:
            self.staff.set_duty(person.id, on)
            self.log.add(Verb.DUTY_CHANGED, person_id=person.id, on=on)
        others = [member.name for member in self.staff.on_duty() if member.id != person.id]
        return {"on_duty": on, "others": others}


@dataclass(frozen=True, slots=True)
class ShowDuty:
    staff: StaffBook

    def __call__(self, person: Person) -> dict[str, Any]:
        others = [member.name for member in self.staff.on_duty() if member.id != person.id]
        return {"on_duty": person.on_duty, "others": others}
