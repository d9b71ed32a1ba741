"""What is said: to whom, and how it is taken back."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Protocol

from sales.attachments import Attachment
from sales.outgoing import Lane, WhenUnknown
from sales.people import Person

NewToken = Callable[[], str]
"""A fresh unguessable token (96 random bits), safe in links and callback data."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Chat:
    """Where a message goes and in which language it is said."""

    id: int
    language: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Desk:
    """The business's own side: the staff group, if there is one; the bot's @username for links; its time zone."""

    staff_chat: Chat | None
    bot_username: str
    timezone: str


class StaffRoom(Protocol):
    """The staff's group, wherever it is now: Telegram gives a group a new id when it becomes a supergroup."""

    def chat(self) -> Chat | None:
        """None when no group is configured."""
        ...

    def moved(self, old_id: int, new_id: int) -> None:
        """Remembered for good when it was this group that moved; any other group is none of our business."""
        ...


class Messenger(Protocol):
    def tell(
        self,
        to: Person | Chat,
        template: str,
        *,
        lane: Lane,
        when_unknown: WhenUnknown,
        about: str | None = None,
        dedupe_key: str | None = None,
        expires_at: datetime | None = None,
        attachment: Attachment | None = None,
        **params: Any,
    ) -> int | None:
        """Say `template` once per `dedupe_key` (None back when it was said before). Params are JSON-able.

        With an attachment the words become its caption (1024 signs at most).
        """
        ...

    def retell(self, about: str, template: str, *, except_for: tuple[int, int] | None = None, **params: Any) -> None:
        """Change every message already told about this subject; take back those not sent yet.

        `except_for`: (chat id, message id) of the one that something else happens to.
        """
        ...

    def about_of(self, chat_id: int, message_id: int) -> str | None:
        """What a message that somebody replies to was told about."""
        ...

    def leave(self, chat_id: int) -> None:
        """Walk out of a group."""
        ...

    def withdraw(self, about: str, *, reason: str) -> None:
        """Take back what was not sent yet."""
        ...

    def hush(self, person: Person, *, reason: str) -> None:
        """Take back what we were about to write to this person unasked; answers still go out."""
        ...

    def scrub(self, person: Person, abouts: Sequence[str], *, reason: str) -> None:
        """Take back everything unsent to this person, and empty what was said to them and about these subjects."""
        ...
