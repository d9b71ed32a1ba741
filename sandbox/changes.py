"""What changed since the page last looked: a counter, chats by their last change, and answered presses."""

import asyncio
from collections import deque
from typing import Any


class Changes:
    def __init__(self) -> None:
        self.count = 0
        self._chats: dict[int, int] = {}
        self._callbacks: deque[tuple[int, dict[str, Any]]] = deque(maxlen=1000)
        self._waiters: set[asyncio.Future[None]] = set()

    def touch(self, chat_id: int | None = None) -> None:
        self.count += 1
        if chat_id is not None:
            self._chats[chat_id] = self.count
        for waiter in self._waiters:
            if not waiter.done():
                waiter.set_result(None)
        self._waiters.clear()

    def callback(self, answered: dict[str, Any]) -> None:
        self._callbacks.append((self.count + 1, answered))
        self.touch()

    async def wait(self, since: int, seconds: float) -> None:
        """Returns at once when something is newer than `since`, else at the next change or after `seconds`."""
        if self.count > since or seconds <= 0:
            return
        waiter: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self._waiters.add(waiter)
        try:
            await asyncio.wait_for(waiter, seconds)
        except TimeoutError:
            self._waiters.discard(waiter)

    def view(self, since: int) -> dict[str, Any]:
        return {
            "change": self.count,
            "chats": [chat_id for chat_id, at in self._chats.items() if at > since],
            "callbacks": [answered for at, answered in self._callbacks if at > since],
        }
