"""A message that no edit can turn into what is wanted: the new one comes below it, then the old one goes.

Whoever pressed the old one twice means the new one: later changes are led to it.
"""

from typing import Any

from sales.outgoing import Outgoing
from storage.outbox import Outbox

_ALIVE = ("pending", "calling", "sent")


def stand_in_of(outbox: Outbox, chat_id: int, message_id: int) -> int | None:
    """The row said in place of this message, None when it still stands for itself."""
    id = outbox.said_as(_key(chat_id, message_id))
    fate = None if id is None else outbox.fate(id)
    return id if fate is not None and fate.state in _ALIVE else None


def replace_message(outbox: Outbox, message_id: int, **said: Any) -> None:
    """`said` are the fields of the new message, as Outbox.add takes them."""
    outbox.add(**said, dedupe_key=_key(said["chat_id"], message_id))
    outbox.add(
        chat_id=said["chat_id"],
        lane=said["lane"],
        when_unknown=said["when_unknown"],
        now=said["now"],
        method="deleteMessage",
        payload={"message_id": message_id},
    )


def target_of(row: Outgoing, target: int | None) -> int | None:
    """The message an edit or a deletion is about."""
    return target if target is not None else (row.payload or {}).get("message_id")


def _key(chat_id: int, message_id: int) -> str:
    return f"instead:{chat_id}:{message_id}"
