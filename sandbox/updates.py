"""The updates of one world: made once, kept until acknowledged, delivered by long polling here or by webhook.py."""

import asyncio
import random
import time
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, field
from itertools import islice
from typing import Any

from sandbox.errors import ApiError

DAY = 24 * 3600.0
_KINDS = (
    "message edited_message channel_post edited_channel_post business_connection business_message "
    "edited_business_message deleted_business_messages message_reaction message_reaction_count inline_query "
    "chosen_inline_result callback_query shipping_query pre_checkout_query purchased_paid_media poll poll_answer "
    "my_chat_member chat_member chat_join_request chat_boost removed_chat_boost"
)
KINDS = frozenset(_KINDS.split())
NOT_BY_DEFAULT = frozenset({"message_reaction", "message_reaction_count", "chat_member"})
DEFAULT = KINDS - NOT_BY_DEFAULT


@dataclass(slots=True, eq=False)
class Update:
    """`serial` is unique even where a made-up update repeats an id."""

    serial: int
    id: int
    kind: str
    chat_id: int | None
    body: dict[str, Any]
    born: float = field(default_factory=time.monotonic)
    copies: int = 1
    delivered: int = 0
    own_id: bool = False

    def acknowledged_by(self, offset: int) -> bool:
        """An update with an id of its own (a restarted sequence) is delivered once whatever the offset."""
        return self.id < offset and (self.delivered > 0 or not self.own_id)


@dataclass(slots=True)
class Delivery:
    """How often each update is delivered: between `low` and `high` times; see the control API's delivery programme."""

    low: int = 1
    high: int = 1
    concurrent: bool = True
    redeliver_acked: float = 0.0
    shuffle: bool = False


Recorder = Callable[[Update], None]


class Updates:
    def __init__(self, dice: random.Random, record: Recorder) -> None:
        self._dice = dice
        self._record = record
        self._next_id = dice.randrange(100_000_000, 900_000_000)
        self._waiter: asyncio.Future[None] | None = None
        self._repeats: deque[Update] = deque()
        self._serial = 0
        self._own_ids = 0
        self.pending: dict[int, Update] = {}
        self.allowed: frozenset[str] | None = None
        self.delivery = Delivery()
        self.on_new: Callable[[Update], None] | None = None

    def wanted(self, kind: str) -> bool:
        return kind in (DEFAULT if self.allowed is None else self.allowed) or kind not in KINDS

    def add(self, kind: str, payload: Any, chat_id: int | None) -> int | None:
        """Queues an update; None where allowed_updates leaves its kind out."""
        return self.add_body({kind: payload}, chat_id) if self.wanted(kind) else None

    def add_body(self, body: dict[str, Any], chat_id: int | None) -> int:
        """Queues any body; an update_id of its own is respected, so old and odd ids can be made."""
        update_id = body.get("update_id")
        own_id = update_id is not None
        if update_id is None:
            update_id, self._next_id = self._next_id, self._next_id + 1
        kind = next((name for name in body if name != "update_id"), "unknown")
        copies = self._dice.randint(self.delivery.low, self.delivery.high)
        self._serial += 1
        whole = {**body, "update_id": update_id}
        update = Update(self._serial, update_id, kind, chat_id, whole, copies=copies, own_id=own_id)
        self.pending[update.serial] = update
        self._own_ids += own_id
        if self.on_new is not None:
            self.on_new(update)
        self._wake()
        return update_id

    def expire(self) -> None:
        """Drops what has waited longer than a day, as Telegram does."""
        oldest = time.monotonic() - DAY
        while self.pending and (first := next(iter(self.pending.values()))).born < oldest:
            self.drop(first)

    def drop(self, update: Update) -> None:
        """Forgets an update that is done with."""
        if self.pending.pop(update.serial, None) is not None:
            self._own_ids -= update.own_id

    def clear(self) -> None:
        self.pending.clear()
        self._own_ids = 0
        self._repeats.clear()

    def note_delivery(self, update: Update) -> None:
        update.delivered += 1
        self._record(update)

    async def poll(self, offset: int, limit: int, wait: float) -> list[dict[str, Any]]:
        """getUpdates. Raises 409 in the poll that was already waiting when another comes."""
        self.abort_poll("terminated by other getUpdates request; make sure that only one bot instance is running")
        self.expire()
        self._acknowledge(offset)
        batch = self._take(limit)
        if not batch and wait > 0:
            self._waiter = waiter = asyncio.get_running_loop().create_future()
            try:
                await asyncio.wait_for(waiter, wait)
            except TimeoutError:
                pass
            finally:
                if self._waiter is waiter:
                    self._waiter = None
            batch = self._take(limit)
        return batch

    def abort_poll(self, reason: str) -> None:
        if self._waiter is not None and not self._waiter.done():
            self._waiter.set_exception(ApiError(409, f"Conflict: {reason}"))
        self._waiter = None

    def _wake(self) -> None:
        if self._waiter is not None and not self._waiter.done():
            self._waiter.set_result(None)

    def _acknowledge(self, offset: int) -> None:
        if offset < 0:
            for update in list(self.pending.values())[:offset]:
                self.drop(update)
            return
        for update in self._below(offset):
            self.drop(update)
            again = max(update.copies - update.delivered, 0)
            if self._dice.random() < self.delivery.redeliver_acked:
                again += 1
            self._repeats.extend([update] * again)

    def _below(self, offset: int) -> list[Update]:
        """The updates that an offset acknowledges; ids rise, unless somebody made up some of their own."""
        done = []
        for update in self.pending.values():
            if update.acknowledged_by(offset):
                done.append(update)
            elif not self._own_ids:
                break
        return done

    def _take(self, limit: int) -> list[dict[str, Any]]:
        batch: list[Update] = []
        later: list[Update] = []
        while self._repeats and len(batch) < limit:
            update = self._repeats.popleft()
            (later if update in batch else batch).append(update)
        self._repeats.extend(later)
        batch.extend(islice(self.pending.values(), limit - len(batch)))
        if self.delivery.shuffle:
            self._dice.shuffle(batch)
        for update in batch:
            self.note_delivery(update)
        return [update.body for update in batch]
