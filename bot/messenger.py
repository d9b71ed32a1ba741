"""What use cases say to people, turned into outbox rows of the same transaction."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from bot.sending.references import KEY, SEND, refer
from sales.attachments import Attachment
from sales.outgoing import Lane, WhenUnknown
from sales.people import Person
from sales.ports import Chat
from storage.outbox import Outbox
from storage.transaction import Tx


class OutboxMessenger:
    """Rows keep template and params: they are rendered when their turn comes."""

    def __init__(self, tx: Tx, now: datetime) -> None:
        self._outbox = Outbox(tx)
        self._now = now

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
        if isinstance(to, Person) and to.unreachable_at is not None:
            return None
        return self._outbox.add(
            chat_id=to.telegram_id if isinstance(to, Person) else to.id,
            lane=lane,
            when_unknown=when_unknown,
            now=self._now,
            method="sendMessage" if attachment is None else SEND[attachment.kind],
            payload=None if attachment is None else {KEY: refer(attachment)},
            template=template,
            params=params,
            language=to.language,
            about=about,
            dedupe_key=dedupe_key,
            expires_at=expires_at,
        )

    def leave(self, chat_id: int) -> None:
        self._outbox.add(
            chat_id=chat_id,
            lane=Lane.URGENT,
            when_unknown=WhenUnknown.LEAVE,
            now=self._now,
            method="leaveChat",
            payload={},
        )

    def retell(self, about: str, template: str, *, except_for: tuple[int, int] | None = None, **params: Any) -> None:
        for message, message_id in self._outbox.sent_about(about):
            if (message.chat_id, message_id) == except_for:
                continue
            if message_id is None and self._outbox.withdraw(message.id, reason="overtaken", now=self._now):
                continue
            self._outbox.add(
                chat_id=message.chat_id,
                lane=Lane.URGENT,
                when_unknown=WhenUnknown.RESEND,
                now=self._now,
                method="editMessageCaption" if KEY in (message.payload or {}) else "editMessageText",
                template=template,
                params=params,
                language=message.language,
                edit_of=message.id,
            )

    def withdraw(self, about: str, *, reason: str) -> None:
        self._outbox.withdraw_about(about, reason=reason, now=self._now)

    def hush(self, person: Person, *, reason: str) -> None:
        self._outbox.withdraw_chat(person.telegram_id, reason=reason, now=self._now, from_lane=Lane.TOUCH)

    def scrub(self, person: Person, abouts: Sequence[str], *, reason: str) -> None:
        self._outbox.withdraw_chat(person.telegram_id, reason=reason, now=self._now)
        self._outbox.scrub_chat(person.telegram_id)
        for about in abouts:
            self._outbox.withdraw_about(about, reason=reason, now=self._now)
            self._outbox.scrub_about(about)

    def about_of(self, chat_id: int, message_id: int) -> str | None:
        return self._outbox.about_of(chat_id, message_id)
