"""The bot was put into a group: it stays in the salespeople's own, and nowhere else."""

from dataclasses import dataclass

from sales.outgoing import Lane, WhenUnknown
from sales.people import Person, Role
from sales.ports import Messenger, StaffRoom


@dataclass(frozen=True, slots=True)
class EnterGroup:
    """An admin who adds it elsewhere is told how to make that group the staff's; anybody else's group is left."""

    messenger: Messenger
    room: StaffRoom

    def __call__(self, person: Person, chat_id: int, title: str) -> None:
        ours = self.room.chat()
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


@dataclass(frozen=True, slots=True)
class FollowGroup:
    """Telegram says that a group became a supergroup: the staff's own is followed to its new id."""

    room: StaffRoom

    def __call__(self, person: Person, old_id: int, new_id: int) -> None:
        self.room.moved(old_id, new_id)
