"""A lead is here: those on duty hear of it in the same second, and somebody watches that it is taken."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sales.activity import Verb
from sales.leads import Lead
from sales.outgoing import Lane, WhenUnknown
from sales.people import Person, PersonId
from sales.playbook import Playbook, TimerKind
from sales.ports import ActivityLog, Messenger, PeopleBook, StaffBook, StaffRoom, TimerBook
from sales.usecases.lead_words import LeadWords


@dataclass(frozen=True, slots=True)
class OnDuty:
    """Who hears of a lead: those on duty whom we can reach, else the admins, so that no lead falls into a void."""

    staff: StaffBook

    def __call__(self, *, without: PersonId | None = None) -> tuple[list[Person], bool]:
        """The receivers, and whether anybody is on duty at all."""
        ready = [p for p in self.staff.on_duty() if p.unreachable_at is None and p.id != without]
        if ready:
            return ready, True
        return [p for p in self.staff.admins() if p.unreachable_at is None], False


@dataclass(frozen=True, slots=True)
class NoticeLead:
    """Tells the pool, or the owner when the lead has one already. Runs in the transaction that made the lead."""

    on_duty: OnDuty
    words: LeadWords
    people: PeopleBook
    messenger: Messenger
    timers: TimerBook
    log: ActivityLog
    playbook: Playbook
    room: StaffRoom
    now: datetime

    def __call__(
        self,
        lead: Lead,
        person: Person,
        *,
        question: str | None = None,
        released_by: Person | None = None,
    ) -> None:
        owner = None if lead.owner_id is None else self.people.by_id(lead.owner_id)
        if owner is not None and owner.role.is_staff:
            self._tell(owner, lead, person, "lead/again", question=question)
            return
        receivers, anybody = self.on_duty(without=None if released_by is None else released_by.id)
        again = None if released_by is None else released_by.name
        for receiver in receivers:
            self._tell(
                receiver,
                lead,
                person,
                "lead/notice",
                question=question,
                nobody=not anybody,
                again=again,
                in_group=False,
            )
        self._tell_group(lead, person, question, again)
        self._watch(lead, self.now if released_by is not None else lead.created_at)
        self.log.add(Verb.LEAD_NOTICED, person_id=person.id, lead_id=lead.id, told=len(receivers), on_duty=anybody)

    def _tell(self, to: Person, lead: Lead, customer: Person, template: str, **more: Any) -> None:
        self.messenger.tell(
            to,
            template,
            lane=Lane.URGENT,
            when_unknown=WhenUnknown.RESEND,
            about=lead.about,
            **self.words(lead, customer, to.language, with_phone=True),
            **more,
        )

    def _tell_group(self, lead: Lead, customer: Person, question: str | None, again: str | None) -> None:
        chat = self.room.chat()
        if chat is not None:
            self.messenger.tell(
                chat,
                "lead/notice",
                lane=Lane.URGENT,
                when_unknown=WhenUnknown.RESEND,
                about=lead.about,
                **self.words(lead, customer, chat.language, with_phone=False),
                question=question,
                nobody=False,
                again=again,
                in_group=True,
            )

    def _watch(self, lead: Lead, since: datetime) -> None:
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
