"""They were two people after all: both leads as they were, each with its own."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sales.activity import Verb
from sales.errors import NotYours, SalesError
from sales.leads import Lead
from sales.merging import Merge, MergeState, Wanted, to_write_to, together, wanted
from sales.people import Person
from sales.ports import ActivityLog, LeadBook, MergeBook, PeopleBook
from sales.usecases.lead_people import LeadPeople
from sales.usecases.lead_readers import LeadReaders
from sales.usecases.notice_lead import NoticeLead
from sales.usecases.rescore import Rescore
from sales.usecases.task_keeper import TaskKeeper


@dataclass(frozen=True, slots=True)
class WorkOutAnew:
    """What a lead and all above it want together, when one of their parts goes. A wish said since stays."""

    leads: LeadBook
    merges: MergeBook

    def before(self, lead_id: int) -> list[tuple[Lead, Wanted]]:
        """Leads that want just what their parts want together, from this one upwards, with what they want alone."""
        found = []
        lead = self.leads.by_id(lead_id)
        while lead is not None:
            under = self.merges.under(lead.id)
            if under and wanted(lead) == together(under[-1].own, self._parts(lead)):
                found.append((lead, under[-1].own))
            above = self.merges.above(lead.id)
            lead = None if above is None else self.leads.by_id(above.kept_id)
        return found

    def after(self, before: list[tuple[Lead, Wanted]]) -> None:
        for lead, own in before:
            self.merges.want(lead.id, together(own, self._parts(lead)))

    def _parts(self, lead: Lead) -> list[Wanted]:
        parts = (self.leads.by_id(merge.joined_id) for merge in self.merges.under(lead.id))
        return [wanted(part) for part in parts if part is not None]


@dataclass(frozen=True, slots=True)
class PartLeads:
    """The lead that had joined is open by itself again, with its stage, owner and tasks as they were."""

    leads: LeadBook
    merges: MergeBook
    people: PeopleBook
    lead_people: LeadPeople
    anew: WorkOutAnew
    keeper: TaskKeeper
    rescore: Rescore
    log: ActivityLog
    now: datetime

    def __call__(self, merge: Merge, state: MergeState) -> tuple[Lead, Lead] | None:
        """(the lead that was worked, the one that goes); None when somebody parted them before."""
        worked = self.leads.current(merge.kept_id)
        assert worked is not None
        before = self.anew.before(merge.kept_id)
        if not self.merges.settle(merge.id, state, self.now):
            return None
        self.merges.unfold(merge.joined_id)
        self.anew.after(before)
        self._tasks_back(merge)
        gone = self._spoken_to(merge.joined_id, worked.person_id)
        self._owner_works_here(gone)
        worked = self._spoken_to(worked.id, worked.person_id)
        self.log.add(Verb.LEAD_PARTED, person_id=gone.person_id, lead_id=worked.id, parted=gone.id)
        return self._judged(worked), self._judged(self.leads.by_id(gone.id) or gone)

    def _tasks_back(self, merge: Merge) -> None:
        for id, staff_id in merge.tasks:
            task = self.merges.give_task_back(id, merge.joined_id, staff_id)
            if task is not None and task.due_at <= self.now:
                self.keeper.ring(task, self.now)

    def _spoken_to(self, lead_id: int, spoke: int) -> Lead:
        """Whoever wrote last is still written to where they belong; else the account the lead began with."""
        lead = self.leads.by_id(lead_id)
        assert lead is not None
        people = self.lead_people(lead)
        own = {person_id for _, person_id in self.merges.parts_of(lead.id)}
        mine = [person for person in people if person.id in own]
        last = next((person for person in mine if person.id == spoke), None) or to_write_to(mine)
        if last is not None:
            self.merges.speak(lead.id, last.id)
        return self.leads.by_id(lead_id) or lead

    def _owner_works_here(self, lead: Lead) -> None:
        owner = None if lead.owner_id is None else self.people.by_id(lead.owner_id)
        if lead.owner_id is not None and (owner is None or not owner.role.is_staff):
            self.leads.release(lead.id)

    def _judged(self, lead: Lead) -> Lead:
        customer = self.people.by_id(lead.person_id)
        return lead if customer is None or not lead.is_open else self.rescore.anew(lead, customer)


@dataclass(frozen=True, slots=True)
class UndoMerge:
    """For a day. Raises NotYours, SalesError: merge_over, merge_too_late, lead_closed."""

    merges: MergeBook
    leads: LeadBook
    people: PeopleBook
    part: PartLeads
    readers: LeadReaders
    notice: NoticeLead
    now: datetime

    def __call__(self, person: Person, token: str) -> dict[str, Any]:
        merge = self.merges.by_token(token)
        worked = None if merge is None else self.leads.current(merge.kept_id)
        if merge is None or worked is None or not worked.may_be_seen_by(person):
            raise NotYours
        if merge.state is not MergeState.MERGED:
            raise SalesError("merge_over")
        if not worked.is_open:
            raise SalesError("lead_closed")
        if not merge.may_be_undone(self.now):
            raise SalesError("merge_too_late")
        parted = self.part(merge, MergeState.UNDONE)
        if parted is None:
            raise SalesError("merge_over")
        worked, gone = parted
        customer = self.people.by_id(gone.person_id)
        if customer is not None:
            self.readers.tell(gone, customer, "merge/parted")
        if gone.owner_id is None:
            self.notice.watch(gone, self.now)
        return {"lead": worked.token, "name": self._name(worked), "other": self._name(gone)}

    def _name(self, lead: Lead) -> str:
        customer = self.people.by_id(lead.person_id)
        return "" if customer is None else customer.name
