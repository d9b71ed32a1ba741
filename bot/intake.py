"""The door: raw updates are written down before anybody answers for them."""

from collections.abc import Callable
from typing import Any

import orjson

from sales.clock import Clock
from storage.database import Database
from storage.inbox import Arrival, Inbox

ALLOWED_UPDATES = [
    "message",
    "edited_message",
    "callback_query",
    "my_chat_member",
    "pre_checkout_query",
]


class Intake:
    """Unique on (bot, update_id): however often Telegram repeats itself, there is one row.

    `arrived` wakes the worker.
    """

    def __init__(self, database: Database, clock: Clock, bot_id: int, *, arrived: Callable[[], None]) -> None:
        self._database = database
        self._clock = clock
        self._bot_id = bot_id
        self._arrived = arrived

    async def take(self, updates: list[dict[str, Any]]) -> int:
        """Commit the whole batch in one transaction; how many were new. Malformed ones are left out.

        Raises StorageUnavailable: then Telegram must keep them.
        """
        arrivals = [arrival for update in updates if (arrival := read_arrival(update)) is not None]
        if not arrivals:
            return 0
        now = self._clock.now()
        if self._database.keeps_order:  # the worker's look comes right behind, into the same commit
            self._arrived()
        new = await self._database.write(lambda tx: Inbox(tx).add(self._bot_id, arrivals, now))
        if not self._database.keeps_order:
            self._arrived()
        return new


def read_arrival(update: Any) -> Arrival | None:
    """None when it is no update at all: such a thing can only come from a stranger."""
    if not isinstance(update, dict) or not _is_id(update.get("update_id")):
        return None
    body = next((value for key, value in update.items() if key != "update_id" and isinstance(value, dict)), {})
    message = body.get("message") if isinstance(body.get("message"), dict) else body
    sender, chat = body.get("from"), (message or {}).get("chat")
    sender_id = sender.get("id") if isinstance(sender, dict) and _is_id(sender.get("id")) else None
    chat_id = chat.get("id") if isinstance(chat, dict) and _is_id(chat.get("id")) else None
    key = chat_id if chat_id is not None else sender_id
    return Arrival(
        update_id=update["update_id"],
        chat_key=0 if key is None else key,
        sender_id=sender_id,
        body=_to_text(update),
    )


def _is_id(value: Any) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and -(2**53) < value < 2**53


def _to_text(update: dict[str, Any]) -> str:
    """JSON the database can hold: lone surrogates and NUL, which it cannot, become the replacement sign."""
    try:
        text = orjson.dumps(update).decode()
    except TypeError:
        text = orjson.dumps(_clean(update)).decode()
    return text.replace("\\u0000", "\\ufffd")


def _clean(value: Any) -> Any:
    if isinstance(value, str):
        return value.encode("utf-8", "replace").decode("utf-8", "replace")
    if isinstance(value, dict):
        return {_clean(str(key)): _clean(item) for key, item in value.items()}
    if isinstance(value, list):
        return [_clean(item) for item in value]
    if isinstance(value, int) and not -(2**63) <= value < 2**64:
        return float(value)
    return value
