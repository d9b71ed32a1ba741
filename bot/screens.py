"""What a handler shows, as outbox rows: a new message, a change in place, or a new one where no change can be."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from bot.sending.references import KEY, SEND, refer
from bot.sending.standing_in import replace_message, stand_in_of
from sales.attachments import Attachment
from sales.outgoing import Lane, WhenUnknown
from storage.outbox import Outbox


@dataclass(frozen=True, slots=True, kw_only=True)
class Pressed:
    """The message whose button was pressed. Telegram adds a file to a text, but never takes one away."""

    message_id: int
    is_text: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Screen:
    """One Reply with its words made. `text` is Telegram HTML, `markup` as the Bot API takes it."""

    text: str
    markup: dict[str, Any] | None
    attachment: Attachment | None
    language: str

    def say(self, outbox: Outbox, chat_id: int, now: datetime, *, over: Pressed | None = None) -> None:
        """`over` is the message to change, None says it anew."""
        content = self._content(chat_id)
        said: dict[str, Any] = {
            "chat_id": chat_id,
            "lane": Lane.ANSWER,
            "when_unknown": WhenUnknown.RESEND,
            "now": now,
            "language": self.language,
        }
        new = "sendMessage" if self.attachment is None else SEND[self.attachment.kind]
        edit = "editMessageText" if self.attachment is None else "editMessageMedia"
        if over is None:
            outbox.add(**said, method=new, payload=content)
        elif not over.is_text and (stand_in := stand_in_of(outbox, chat_id, over.message_id)) is not None:
            outbox.add(**said, method=edit, payload=content, edit_of=stand_in)
        elif over.is_text or self.attachment is not None:
            outbox.add(**said, method=edit, payload=content | {"message_id": over.message_id})
        else:
            replace_message(outbox, over.message_id, **said, method=new, payload=content)

    def _content(self, chat_id: int) -> dict[str, Any]:
        content: dict[str, Any] = {"chat_id": chat_id, "parse_mode": "HTML"}
        if self.markup is not None:
            content["reply_markup"] = self.markup
        if self.attachment is not None:
            return content | {"caption": self.text, KEY: refer(self.attachment)}
        return content | {"text": self.text, "link_preview_options": {"is_disabled": True}}
