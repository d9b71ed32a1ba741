"""The team: who is in it, and how one comes in."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sales.activity import Verb
from sales.outgoing import Lane, WhenUnknown
from sales.people import Person, Role
from sales.ports import ActivityLog, Desk, LeadBook, Messenger, NewToken, PeopleBook, StaffBook

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
