"""Which leads a salesperson may see and work: own ones and the pool. Somebody else's is like none at all."""

from dataclasses import dataclass

from sales.errors import NotYours, Outdated
from sales.leads import Lead, LeadStage, Task
from sales.people import Person, Role
from sales.ports import LeadBook, TaskBook


@dataclass(frozen=True, slots=True)
class LeadAccess:
    """Every press and every word passes here again: what was right when the button was shown may not be now."""

    leads: LeadBook
    tasks: TaskBook

    def seen(self, person: Person, token: str) -> Lead:
        """Raises NotYours."""
        lead = self.leads.by_token(token)
        if lead is None or not lead.may_be_seen_by(person):
            raise NotYours
        return lead

    def worked(self, person: Person, token: str) -> Lead:
        """An open lead that is this person's, or anybody's when an admin asks. Raises NotYours, Outdated."""
        lead = self.seen(person, token)
        if lead.owner_id is None or not lead.is_open:
            raise Outdated
        return lead

    def written_to(self, person: Person, token: str) -> Lead:
        """A lead whose customer may be written to: an open one, or a buyer of ours. Raises NotYours, Outdated."""
        lead = self.seen(person, token)
        if lead.owner_id is None or not (lead.is_open or lead.stage is LeadStage.WON):
            raise Outdated
        return lead

    def task(self, person: Person, token: str) -> Task:
        """An open task of this person (of anybody, for an admin). Raises NotYours, Outdated."""
        task = self.tasks.by_token(token)
        if task is None or not (task.staff_id == person.id or person.role is Role.ADMIN) or not person.role.is_staff:
            raise NotYours
        if not task.is_open:
            raise Outdated
        return task
