"""The team: who is in it, how one comes in and goes out, who is on duty."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sales.activity import Verb
from sales.errors import NotYours, SalesError
from sales.outgoing import Lane, WhenUnknown
from sales.people import Person, PersonId, Role
from sales.ports import ActivityLog, Desk, LeadBook, Messenger, NewToken, PeopleBook, StaffBook, TaskBook
from sales.usecases.release_lead import ReturnToPool
from sales.usecases.task_keeper import TaskKeeper

INVITE_VALID = timedelta(hours=48)
JOIN = "join_"
CODE_LENGTH = 22  # of 64 letters: 132 random bits


@dataclass(frozen=True, slots=True)
class ShowTeam:
    staff: StaffBook
    leads: LeadBook

    def __call__(self, person: Person) -> list[dict[str, Any]]:
        return [
            {
                "id": member.id,
                "name": member.name,
                "username": member.username,
                "role": member.role.value,
                "on_duty": member.on_duty,
                "is_reachable": member.unreachable_at is None,
                "open_leads": len(self.leads.open_of_owner(member.id)),
                "may_go": member.role is Role.SALESPERSON and member.id != person.id,
            }
            for member in self.staff.all()
        ]


@dataclass(frozen=True, slots=True)
class InviteStaff:
    """A link that makes one salesperson, once, within two days. Admins come from the settings, never by a link."""

    staff: StaffBook
    log: ActivityLog
    desk: Desk
    new_token: NewToken
    now: datetime

    def __call__(self, person: Person) -> dict[str, Any]:
        code = (self.new_token() + self.new_token())[:CODE_LENGTH]
        expires_at = self.now + INVITE_VALID
        self.staff.add_invite(code, Role.SALESPERSON, by=person.id, now=self.now, expires_at=expires_at)
        self.log.add(Verb.STAFF_INVITED, person_id=None, role=Role.SALESPERSON.value)
        return {"link": f"https://t.me/{self.desk.bot_username}?start={JOIN}{code}", "expires_at": expires_at}


@dataclass(frozen=True, slots=True)
class JoinTeam:
    """Whether the person is in the team now. Whoever is in it already uses up no invitation."""

    staff: StaffBook
    people: PeopleBook
    messenger: Messenger
    log: ActivityLog
    now: datetime

    def __call__(self, person: Person, code: str) -> bool:
        if person.role.is_staff:
            return True
        used = self.staff.use_invite(code, person.id, self.now)
        if used is None:
            return False
        role, inviter_id = used
        self.staff.set_role(person.id, role, self.now)
        self.log.add(Verb.STAFF_JOINED, person_id=person.id, role=role.value, invited_by=inviter_id)
        inviter = self.people.by_id(inviter_id)
        if inviter is not None and inviter.role.is_staff:
            self.messenger.tell(
                inviter,
                "team/joined",
                lane=Lane.URGENT,
                when_unknown=WhenUnknown.LEAVE,
                name=person.name,
                username=person.username,
            )
        return True


@dataclass(frozen=True, slots=True, kw_only=True)
class Leaving:
    """Who is about to go, or has gone; `leads` go back to the pool."""

    id: int
    name: str
    leads: int


@dataclass(frozen=True, slots=True)
class AskRemoval:
    """Before the confirmation. Raises NotYours for strangers, SalesError for oneself and for admins."""

    people: PeopleBook
    leads: LeadBook

    def find(self, person: Person, id: int) -> Person:
        member = self.people.by_id(PersonId(id))
        if member is None or not member.role.is_staff:
            raise NotYours
        if member.id == person.id or member.role is Role.ADMIN:
            raise SalesError("admin_stays")
        return member

    def __call__(self, person: Person, id: int) -> Leaving:
        member = self.find(person, id)
        return Leaving(id=member.id, name=member.name, leads=len(self.leads.open_of_owner(member.id)))


@dataclass(frozen=True, slots=True)
class RemoveStaff:
    """Effective at once: their leads go back to the pool, urgent matters to whoever removed them."""

    ask: AskRemoval
    staff: StaffBook
    leads: LeadBook
    tasks: TaskBook
    people: PeopleBook
    back: ReturnToPool
    keeper: TaskKeeper
    messenger: Messenger
    log: ActivityLog
    now: datetime

    def __call__(self, person: Person, id: int) -> Leaving:
        member = self.ask.find(person, id)
        self.staff.remove(member.id, self.now)
        leads = self.leads.open_of_owner(member.id)
        for lead in leads:
            self.back(lead, member)
        for task in self.tasks.open_of_staff(member.id, 1000):
            lead_of_task = self.leads.by_id(task.lead_id)
            if task.urgent:
                self.keeper.hand_over(task, person)
            elif lead_of_task is not None:
                self.keeper.cancel(lead_of_task, [task], "released")
        self.log.add(Verb.STAFF_REMOVED, person_id=member.id, leads=len(leads))
        self.messenger.tell(member, "team/you_left", lane=Lane.URGENT, when_unknown=WhenUnknown.LEAVE)
        return Leaving(id=member.id, name=member.name, leads=len(leads))


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
