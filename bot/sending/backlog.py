"""What is ready to leave, in memory: who is next, one call at a time per chat, never more than a bounded number."""

import heapq
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import datetime

from bot.sending.pacer import Pacer
from bot.sending.request import is_edit
from sales.outgoing import Lane, Outgoing

CAPACITY = {Lane.ANSWER: 8000, Lane.URGENT: 4000, Lane.TOUCH: 3000, Lane.CAMPAIGN: 2000}
PER_CHAT = 100
LOW = 1000

_Key = tuple[int, int]


@dataclass(slots=True)
class _Chat:
    queue: list[tuple[_Key, Outgoing]] = field(default_factory=list)
    is_busy: bool = False


@dataclass(slots=True)
class Picked:
    """Rows that may go right now (their places at the pacer are taken), and rows whose time has passed."""

    rows: list[Outgoing]
    expired: list[Outgoing]


class Backlog:
    """Order is (lane, id) overall and inside a chat. Rows that find no room stay in the database; from then on their
    lane is `behind`: it is filled by reading in order only, until a read has seen the whole of it, so that no later
    row overtakes one left behind.
    """

    def __init__(self) -> None:
        self._chats: dict[int, _Chat] = {}
        self._held: dict[int, int] = {}  # row id -> its chat
        self._ready: list[tuple[_Key, int]] = []
        self._later: list[tuple[float, int]] = []
        self.behind = set(Lane)
        self.missed = False
        self._refused: set[Lane] = set()

    def __len__(self) -> int:
        return len(self._held)

    def holds(self, id: int, *, chat_id: int) -> bool:
        return self._held.get(id) == chat_id

    def held_ids(self) -> frozenset[int]:
        return frozenset(self._held)

    def hear(self, row: Outgoing) -> None:
        """A row just written. Ignored while its lane is behind: a read will find it in its order."""
        if row.lane in self.behind:
            self._refused.add(row.lane)
            self.missed = True
        else:
            self._offer(row)

    def start_read(self) -> None:
        self._refused.clear()
        self.missed = False

    def finish_read(self, rows: Iterable[Outgoing], *, unseen_from: Lane | None) -> bool:
        """`rows` are in order; of lanes from `unseen_from` on more is waiting (None: everything was seen).

        True when room was found for any of them.
        """
        before = len(self._held)
        for row in rows:
            self._offer(row)
        self.behind = set(self._refused)
        if unseen_from is not None:
            self.behind.update(lane for lane in Lane if lane >= unseen_from)
        return len(self._held) > before

    def _offer(self, row: Outgoing) -> None:
        if row.id in self._held:
            return
        chat = self._chats.get(row.chat_id)
        if len(self._held) >= CAPACITY[row.lane] or (chat is not None and len(chat.queue) >= PER_CHAT):
            self.behind.add(row.lane)
            self._refused.add(row.lane)
            return
        self._enqueue(row, row.lane)

    def _enqueue(self, row: Outgoing, lane: Lane) -> None:
        self._held[row.id] = row.chat_id
        chat = self._chats.get(row.chat_id)
        if chat is None:
            chat = self._chats[row.chat_id] = _Chat()
        heapq.heappush(chat.queue, ((lane, row.id), row))
        if not chat.is_busy and chat.queue[0][1] is row:
            heapq.heappush(self._ready, ((lane, row.id), row.chat_id))

    def pick(self, pacer: Pacer, now: float, today: datetime, room: int) -> Picked:
        """Take what may go now, at most `room` calls; their chats are busy until `done`, `again` or `drop`."""
        picked = Picked([], [])
        self._wake_chats(now)
        while self._ready and len(picked.rows) < room and len(picked.expired) < 200:
            key, chat_id = self._ready[0]
            chat = self._chats.get(chat_id)
            if chat is None or chat.is_busy or not chat.queue or chat.queue[0][0] != key:
                heapq.heappop(self._ready)  # said before the queue changed
                continue
            row = chat.queue[0][1]
            if row.expires_at is not None and row.expires_at <= today:
                picked.expired.append(row)
            elif pacer.overall_delay(row.lane, now) > 0:
                break
            elif (wait := pacer.chat_delay(chat_id, is_edit(row), now)) > 0:
                heapq.heappop(self._ready)
                heapq.heappush(self._later, (now + wait, chat_id))
                continue
            else:
                pacer.took(chat_id, is_edit(row), now)
                picked.rows.append(row)
            heapq.heappop(self._ready)
            heapq.heappop(chat.queue)
            chat.is_busy = True
        return picked

    def _wake_chats(self, now: float) -> None:
        while self._later and self._later[0][0] <= now:
            self._show(heapq.heappop(self._later)[1])

    def _show(self, chat_id: int) -> None:
        chat = self._chats.get(chat_id)
        if chat is not None and chat.queue and not chat.is_busy:
            heapq.heappush(self._ready, (chat.queue[0][0], chat_id))

    def next_at(self, pacer: Pacer, now: float) -> float:
        """Seconds until `pick` may have something; infinity when only a new row can change that."""
        waits = [self._later[0][0] - now] if self._later else []
        if self._ready:
            lane = Lane(self._ready[0][0][0])
            wait = pacer.overall_delay(lane, now)
            waits.append(max(wait, pacer.rest) if wait > 0 and lane >= Lane.TOUCH else wait)
        return max(0.0, min(waits, default=float("inf")))

    def drop(self, row: Outgoing) -> None:
        """Finished, or no longer ours. Its chat may go on."""
        self._held.pop(row.id, None)
        self._free(row.chat_id)

    def again(self, row: Outgoing) -> None:
        """Not finished: back to its place."""
        self._enqueue(row, row.lane)
        self._free(row.chat_id)

    def after_all(self, row: Outgoing) -> None:
        """Waits for an older row of the same chat, whatever lane that is in."""
        self._enqueue(row, Lane.CAMPAIGN)
        self._free(row.chat_id)

    def follow(self, row: Outgoing, new_id: int) -> None:
        """The chat of this unfinished row moved: it and everything behind it is for `new_id` now."""
        chat = self._chats.pop(row.chat_id)
        for waiting in (row, *(queued for _, queued in chat.queue)):
            self._enqueue(replace(waiting, chat_id=new_id), waiting.lane)

    def _free(self, chat_id: int) -> None:
        chat = self._chats.get(chat_id)
        if chat is None:
            return
        chat.is_busy = False
        if chat.queue:
            self._show(chat_id)
        else:
            del self._chats[chat_id]
