"""The bot was put into a group: it stays in the salespeople's own, and nowhere else."""

from dataclasses import dataclass

from sales.outgoing import Lane, WhenUnknown
from sales.people import Person, Role
from sales.ports import Desk, Messenger


@dataclass(frozen=True, slots=True)
class EnterGroup:
    """An admin who adds it elsewhere is told how to make that group the staff's; anybody else's group is left."""

    messenger: Messenger
    desk: Desk

    def __call__(self, person: Person, chat_id: int, title: str) -> None:
        ours = self.desk.staff_chat
        if ours is not None and ours.id == chat_id:
            return
        if person.role is Role.ADMIN:
            self.messenger.tell(
                person,
                "group/hint",
                lane=Lane.ANSWER,
                when_unknown=WhenUnknown.RESEND,
                dedupe_key=f"group_hint:{chat_id}:{person.id}",
                chat=chat_id,
                title=title,
            )
            return
        self.messenger.leave(chat_id)
