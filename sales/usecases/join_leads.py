"""Two open leads become one."""

from dataclasses import dataclass
from datetime import datetime

from sales.activity import Verb
from sales.leads import Lead
from sales.merging import Merge, MergeState, to_write_to, together, wanted
from sales.people import Person, PersonId
from sales.playbook import TimerKind
from sales.ports import ActivityLog, LeadBook, MergeBook, Messenger, NewToken, TaskBook, TimerBook
from sales.usecases.lead_people import LeadPeople
from sales.usecases.lead_readers import LeadReaders
from sales.usecases.notice_lead import NoticeLead
from sales.usecases.rescore import Rescore


@dataclass(frozen=True, slots=True)
class TakeTasks:
    """The open tasks of a lead that joins another. One the other has already rests, until the two are parted."""

    tasks: TaskBook
    merges: MergeBook
    messenger: Messenger

    def __call__(self, kept: Lead, joined: Lead, name: str) -> list[tuple[int, PersonId]]:
        """The tasks, with whose they were."""
        there = {task.key for task in self.tasks.open_of_lead(kept.id)}
        moved = self.tasks.open_of_lead(joined.id)
        for task in moved:
            if kept.owner_id not in (None, task.staff_id):
                self.tasks.give(task.id, kept.owner_id)
            self.merges.take_task(task, kept.id, is_held=task.key in there)
            if task.key in there or kept.owner_id != task.staff_id:
                self.messenger.retell(task.about, "task/cancelled", reason="merged", name=name)
        return [(task.id, task.staff_id) for task in moved]


@dataclass(frozen=True, slots=True)
class JoinLeads:
    """`joined` becomes part of `kept`, both open and locked. Nothing of `joined` is lost: parting them restores it."""

    leads: LeadBook
    merges: MergeBook
    lead_people: LeadPeople
    take_tasks: TakeTasks
    timers: TimerBook
    notice: NoticeLead
    rescore: Rescore
    messenger: Messenger
    log: ActivityLog
    new_token: NewToken
    now: datetime

    def __call__(self, kept: Lead, joined: Lead, speaker: Person | None) -> tuple[Lead, Merge]:
        """`speaker`: the account that wrote just now; None when nobody did."""
        under = self.merges.under(kept.id)
        parts = [self.leads.by_id(merge.joined_id) for merge in under]
        known = [wanted(part) for part in parts if part is not None]
        own = wanted(kept)
        if under and wanted(kept) == together(under[-1].own, known):
            own = under[-1].own
        name = next((person.name for person in self.lead_people(kept)), "")
        tasks = self.take_tasks(kept, joined, name)
        self.merges.fold(joined.id, self.now)
        merge = self.merges.add(
            token=self.new_token(),
            kept_id=kept.id,
            joined_id=joined.id,
            state=MergeState.MERGED,
            own=own,
            tasks=tasks,
            now=self.now,
        )
        assert merge is not None, "an open lead is part of no other"
        self.merges.want(kept.id, together(own, [*known, wanted(joined)]))
        self._watch(kept, joined)
        self.messenger.retell(joined.about, "merge/folded", lead=kept.token, name=name)
        self.log.add(Verb.LEAD_MERGED, person_id=kept.person_id, lead_id=kept.id, joined=joined.id)
        return self._judged(kept, speaker), merge

    def _watch(self, kept: Lead, joined: Lead) -> None:
        """Whoever watched that the one is taken watches the other."""
        was_watched = self.timers.cancel(joined.about, reason="merged", now=self.now)
        if was_watched and kept.owner_id is None:
            for kind in (TimerKind.LEAD_REMINDER, TimerKind.LEAD_ESCALATION):
                self.timers.cancel(kept.about, reason="merged", now=self.now, kind=kind)
            self.notice.watch(kept, self.now)

    def _judged(self, kept: Lead, speaker: Person | None) -> Lead:
        lead = self.leads.by_id(kept.id) or kept
        people = self.lead_people(lead)
        spoken_to = speaker or next((one for one in people if one.id == lead.person_id and one.telegram_id), None)
        writes = spoken_to or to_write_to(people)
        if writes is None:
            return lead
        self.merges.speak(lead.id, writes.id)
        return self.rescore.anew(self.leads.by_id(lead.id) or lead, writes)


def tell_merged(readers: LeadReaders, lead: Lead, customer: Person, merge: Merge, *, other: str) -> None:
    readers.tell(lead, customer, "merge/merged", merge=merge.token, other=other)
