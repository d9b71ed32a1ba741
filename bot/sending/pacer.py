"""How fast one bot token may speak. One pacer for everything it says; the waiting person goes first."""

from collections import deque

from sales.outgoing import Lane

FREE_RATE = 30  # calls a second; more is paid broadcasting
MARGIN = 0.025  # seconds added to every sliding second: the server counts arrivals, and the network shifts them
PRIVATE_SECONDS = 1.05
PRIVATE_BURST = 3
GROUP_LIMIT = 19  # Telegram's is 20
GROUP_SECONDS = 60.5
_SWEEP_FLOOR = 1024


class Pacer:
    """Times are seconds of one monotonic clock, given with every call.

    Overall: at most `rate` in any sliding second, spread evenly inside it (a clump would be 30 violations at once when
    the network shifts it). A waiting person may cut in by half a second's worth, follow-ups and campaigns may not, so
    an answer always finds a free place near. Per chat: a small burst, then one a second (edits in a
    private chat are free). Per group: 19 messages and 19 edits in any minute. Idle chats are forgotten.
    """

    def __init__(self, rate: int = FREE_RATE) -> None:
        self.rate = rate
        self._window: deque[float] = deque(maxlen=rate)
        self._gap = (1 + MARGIN) / rate
        self._slack = max(0.5, rate * 0.02 - 1) * self._gap
        self._slack_of_waiting = max(0.5, rate / 2) * self._gap
        self.rest = min(0.01, self._slack / 2)  # seconds a broadcast may gather before its next volley, losing nothing
        self._even_at = 0.0
        self._halted_until = 0.0
        self._chats: dict[int, float] = {}
        self._groups: dict[tuple[int, bool], deque[float]] = {}
        self._sweep_at = _SWEEP_FLOOR

    def halt(self, until: float) -> None:
        """Nobody speaks before `until`."""
        self._halted_until = max(self._halted_until, until)

    def is_halted(self, now: float) -> bool:
        return self._halted_until > now

    def overall_delay(self, lane: Lane, now: float) -> float:
        """Seconds until anything of this lane may go, whichever chat it is for."""
        free_at = self._halted_until
        if len(self._window) == self.rate:
            free_at = max(free_at, self._window[0] + 1 + MARGIN)
        free_at = max(free_at, self._even_at - (self._slack if lane >= Lane.TOUCH else self._slack_of_waiting))
        return max(0.0, free_at - now)

    def chat_delay(self, chat_id: int, is_edit: bool, now: float) -> float:
        """Seconds until this chat may hear again."""
        free_at = 0.0
        if chat_id < 0:
            spoken = self._groups.get((chat_id, is_edit))
            if spoken is not None and len(spoken) == GROUP_LIMIT:
                free_at = spoken[0] + GROUP_SECONDS
        if not is_edit:
            free_at = max(free_at, self._chats.get(chat_id, 0.0) - (PRIVATE_BURST - 1) * PRIVATE_SECONDS)
        return max(0.0, free_at - now)

    def delay(self, chat_id: int, is_edit: bool, lane: Lane, now: float) -> float:
        """Seconds until this call may go; 0 is now."""
        return max(self.overall_delay(lane, now), self.chat_delay(chat_id, is_edit, now))

    def took(self, chat_id: int, is_edit: bool, now: float) -> None:
        """A call goes at `now`."""
        self._window.append(now)
        self._even_at = max(self._even_at, now) + self._gap
        if not is_edit:
            self._chats[chat_id] = max(self._chats.get(chat_id, 0.0), now) + PRIVATE_SECONDS
        if chat_id < 0:
            spoken = self._groups.get((chat_id, is_edit))
            if spoken is None:
                spoken = self._groups[chat_id, is_edit] = deque(maxlen=GROUP_LIMIT)
            spoken.append(now)
        if len(self._chats) + len(self._groups) > self._sweep_at:
            self._forget_idle(now)

    def left(self, taken: int, gone: int, now: float) -> None:
        """Of the last `taken` places only `gone` were used, and those calls leave at `now`, not when they were taken.

        The commit in between takes its time; the sliding second must count from the departure.
        """
        for _ in range(taken):
            self._window.pop()
        self._window.extend([now] * gone)
        self._even_at -= (taken - gone) * self._gap

    def _forget_idle(self, now: float) -> None:
        self._chats = {chat: busy_until for chat, busy_until in self._chats.items() if busy_until > now}
        self._groups = {key: spoken for key, spoken in self._groups.items() if spoken[-1] + GROUP_SECONDS > now}
        self._sweep_at = max(_SWEEP_FLOOR, 2 * (len(self._chats) + len(self._groups)))
