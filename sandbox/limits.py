"""Telegram's sending limits with growing penalties. All times are monotonic seconds: limits ignore the sandbox clock.

Per bot: 30 accepted sends and edits in a sliding second (1000 with allow_paid_broadcast, each above 30 costs Stars).
Private chat: a bucket of 5 new messages refilled at 1/s. Group: 20 new messages and 20 edits in a sliding minute.
"""

import math
import time
from collections import defaultdict, deque
from dataclasses import dataclass
from typing import Any

from sandbox.chats import Chat
from sandbox.errors import LimitExceeded

FREE_PER_SECOND = 30
PAID_PER_SECOND = 1000
PRIVATE_BURST = 5
GROUP_PER_MINUTE = 20
LONGEST_HALT = 3600
ON_THE_WIRE = 0.1  # calls this soon after a halt began were sent before its 429 could arrive: refused, not punished

Scope = tuple[str, int]


@dataclass(slots=True)
class Halt:
    began: float
    until: float
    length: int


class Limits:
    """One world's counters. Refuses by raising LimitExceeded; only accepted calls are counted."""

    def __init__(self, strict: bool) -> None:
        self.strict = strict
        self.violations: dict[str, int] = defaultdict(int)
        self.paid_requests = 0
        self._recent: deque[float] = deque()
        self._buckets: dict[int, tuple[float, float]] = {}
        self._windows: dict[Scope, deque[float]] = defaultdict(deque)
        self._halts: dict[Scope, Halt] = {}
        self._announced_until = 0.0

    def announce(self, retry_after: float) -> None:
        """A fault answered 429: calls before its end are marked in the log, though not refused."""
        self._announced_until = max(self._announced_until, time.monotonic() + min(retry_after, LONGEST_HALT))

    def announced_halt(self) -> bool:
        return self._announced_until > time.monotonic()

    def refuse_during_halt(self, chat: Chat | None, edit: bool) -> None:
        """Raises LimitExceeded while a halt that covers this call lasts, and doubles the halt."""
        if not self._halts:
            return
        now = time.monotonic()
        scopes: list[Scope] = [("global", 0)]
        if chat is not None:
            scopes.append((_window_name(chat, edit), chat.id))
        for scope in scopes:
            halt = self._halts.get(scope)
            if halt is None:
                continue
            if halt.until <= now:
                del self._halts[scope]
                continue
            self.violations[scope[0]] += 1
            if now - halt.began > ON_THE_WIRE:
                halt.length = min(halt.length * 2, LONGEST_HALT)
                halt.began, halt.until = now, now + halt.length
            raise LimitExceeded(scope[0], max(1, math.ceil(halt.until - now)), during_halt=True)

    def spend(self, chat: Chat, edit: bool, count: int = 1, paid: bool = False) -> None:
        """Counts `count` sends or edits about to be accepted, or raises LimitExceeded."""
        if not self.strict:
            return
        now = time.monotonic()
        recent = self._recent
        while recent and recent[0] <= now - 1.0:
            recent.popleft()
        allowed = PAID_PER_SECOND if paid else FREE_PER_SECOND
        if len(recent) + count > allowed:
            self._halt(("global", 0), now, 1)
        if chat.is_group:
            self._spend_group(chat, edit, count, now)
        elif not edit:
            self._spend_private(chat, count, now)
        self.paid_requests += max(0, min(count, len(recent) + count - FREE_PER_SECOND)) if paid else 0
        recent.extend([now] * count)

    def _spend_private(self, chat: Chat, count: int, now: float) -> None:
        tokens, at = self._buckets.get(chat.id, (float(PRIVATE_BURST), now))
        tokens = min(float(PRIVATE_BURST), tokens + now - at)
        need = min(count, PRIVATE_BURST)
        if tokens < need:
            self._halt(("chat", chat.id), now, math.ceil(need - tokens))
        self._buckets[chat.id] = (tokens - count, now)

    def _spend_group(self, chat: Chat, edit: bool, count: int, now: float) -> None:
        scope = (_window_name(chat, edit), chat.id)
        window = self._windows[scope]
        while window and window[0] <= now - 60.0:
            window.popleft()
        if len(window) + count > GROUP_PER_MINUTE and window:
            self._halt(scope, now, max(1, math.ceil(window[0] + 60.0 - now)))
        window.extend([now] * count)

    def _halt(self, scope: Scope, now: float, seconds: int) -> None:
        self._halts[scope] = Halt(now, now + seconds, seconds)
        self.violations[scope[0]] += 1
        raise LimitExceeded(scope[0], seconds, during_halt=False)

    def view(self) -> dict[str, Any]:
        """`halted_until` is unix seconds of the real clock; Stars are what paid broadcasting has cost."""
        now = time.monotonic()
        latest = max((halt.until for halt in self._halts.values() if halt.until > now), default=None)
        accepted = sum(1 for at in self._recent if at > now - 1.0)
        return {
            "violations": sum(self.violations.values()),
            "halted_until": None if latest is None else time.time() + latest - now,
            "counts": {"last_second": accepted, "by_scope": dict(self.violations)},
            "stars": self.paid_requests / 10,
        }


def _window_name(chat: Chat, edit: bool) -> str:
    if chat.is_private:
        return "edits" if edit else "chat"
    return "group_edits" if edit else "group"
