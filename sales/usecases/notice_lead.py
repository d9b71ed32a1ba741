"""A lead is here: those on duty hear of it in the same second, and somebody watches that it is taken."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sales.activity import Verb
from sales.leads import Lead
from sales.people import Person
from sales.playbook import Playbook, TimerKind
from sales.ports import ActivityLog, TimerBook
from sales.usecases.lead_readers import LeadReaders


@dataclass(frozen=True, slots=True)
class NoticeLead:
    """Tells the pool, or the owner when the lead has one already. Runs in the transaction that made the lead.

    What a waiting customer adds does not ring each time: at most once in `notice_every`, the rest is told together.
    """

    readers: LeadReaders
    timers: TimerBook
    log: ActivityLog
    playbook: Playbook
    now: datetime

    def __call__(
        self,
        lead: Lead,
        person: Person,
        *,
        question: str | None = None,
        slide: str = "",
        released_by: Person | None = None,
        is_urgent: bool = False,
    ) -> None:
        """`slide`: the one the question is about. `is_urgent`: say it now (a phone number to call)."""
        if released_by is not None or lead.noticed_at is None:
            self._first(lead, person, question, slide, released_by)
        elif is_urgent or not self._was_told_just_now(lead) or (question and self.readers.owner(lead)):
            asked = [] if question is None else [{"text": question, "slide": slide}]
            self.readers.tell(lead, person, "lead/again", questions=asked, more=0)
        else:
            self._later(lead)

    def _first(self, lead: Lead, person: Person, question: str | None, slide: str, released_by: Person | None) -> None:
        said: dict[str, Any] = {"question": question, "slide": slide}
        again = None if released_by is None else released_by.name
        without = None if released_by is None else released_by.id
        told, anybody = self.readers.tell(lead, person, "lead/notice", without=without, again=again, **said)
        self.watch(lead, self.now if released_by is not None else lead.created_at)
        self.log.add(Verb.LEAD_NOTICED, person_id=person.id, lead_id=lead.id, told=told, on_duty=anybody)

    def _was_told_just_now(self, lead: Lead) -> bool:
        last = lead.noticed_at
        return last is not None and self.now - last < self.playbook.cadences.sla.notice_every

    def _later(self, lead: Lead) -> None:
        assert lead.noticed_at is not None
        since = int(lead.noticed_at.timestamp() * 1000)
        self.timers.plan(
            TimerKind.LEAD_NEWS,
            subject=lead.about,
            due_at=lead.noticed_at + self.playbook.cadences.sla.notice_every,
            dedupe_key=f"{TimerKind.LEAD_NEWS.value}:{lead.id}:{since}",
            now=self.now,
            params={"lead": lead.id},
        )

    def watch(self, lead: Lead, since: datetime) -> None:
        """Counted from when the lead came into the pool: a second notice does not postpone the reminder."""
        sla = self.playbook.cadences.sla
        for kind, after in (
            (TimerKind.LEAD_REMINDER, sla.remind_after),
            (TimerKind.LEAD_ESCALATION, sla.escalate_after),
        ):
            self.timers.plan(
                kind,
                subject=lead.about,
                due_at=since + after,
                dedupe_key=f"{kind.value}:{lead.id}:{int(since.timestamp() * 1000)}",
                now=self.now,
                params={"lead": lead.id},
            )
