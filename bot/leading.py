"""One replica polls, ticks and sends; the others receive and work. With SQLite the only process leads."""

import asyncio
from collections.abc import Callable, Coroutine
from typing import Any

import structlog

from bot.nursery import Nursery
from bot.sending.sender import Sender
from storage.database import Leadership
from storage.transaction import Tx

log = structlog.get_logger(__name__)

TRY_EVERY = 2.0  # seconds: a stand-by takes over well within the promised 15


class Leading:
    """A term begins with a fresh sender (a new owner, so that what the old one left is seen as stranded)."""

    def __init__(
        self,
        leadership: Leadership,
        nursery: Nursery,
        *,
        make_sender: Callable[[], Sender],
        duties: Callable[[], Coroutine[Any, Any, None]],
        token_died: Callable[[], None],
    ) -> None:
        self._leadership = leadership
        self._nursery = nursery
        self._make_sender = make_sender
        self._duties = duties
        self._token_died = token_died
        self._sender: Sender | None = None

    @property
    def leads(self) -> bool:
        return self._sender is not None

    def announce(self, tx: Tx) -> None:
        """After a commit with messages in it: hand them over, if it is us who send."""
        if self._sender is not None:
            self._sender.nudge(tx.outgoing)

    def nudge(self) -> None:
        """Look into the outbox: somebody else wrote, or time moved."""
        if self._sender is not None:
            self._sender.nudge([])

    async def run(self) -> None:
        while True:
            if not await self._leadership.try_lead():
                await asyncio.sleep(TRY_EVERY)
                continue
            await self._term()

    async def stop(self, patience: float) -> None:
        if self._sender is not None:
            await self._sender.drain(patience)
        await self._leadership.resign()

    async def _term(self) -> None:
        log.info("leading")
        self._sender = self._make_sender()
        sending = self._nursery.spawn(self._send(self._sender), name="sender")
        duties = self._nursery.spawn(self._duties(), name="duties")
        try:
            await self._leadership.until_lost(self.nudge)
            log.warning("lead lost")
        finally:
            duties.cancel()
            sender, self._sender = self._sender, None
            if not sending.done() and sender is not None:
                await sender.drain(2.0)

    async def _send(self, sender: Sender) -> None:
        try:
            await sender.run()
        except Exception as error:
            log.critical("Telegram no longer accepts the token", error=type(error).__name__)
            self._token_died()
