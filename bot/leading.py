"""One replica polls, ticks and sends; the others receive and work. With SQLite the only process leads."""

import asyncio
from collections.abc import Callable, Coroutine
from typing import Any

import structlog

from bot.nursery import Nursery
from bot.sending.api import TelegramRefused
from bot.sending.sender import Sender
from storage.database import Leadership
from storage.errors import Deposed
from storage.outbox import Outbox
from storage.transaction import Tx

log = structlog.get_logger(__name__)

TRY_EVERY = 2.0  # seconds: a stand-by takes over well within the promised 15
LAST_WORDS = 2.0  # seconds a sender that lost the lead may wait for its calls


class Leading:
    """A term begins with a fresh sender under a new owner's name, so that what the old one left is seen as stranded.

    It ends when the lock is lost, or when a transaction finds another owner's name in the database.
    """

    def __init__(
        self,
        leadership: Leadership,
        nursery: Nursery,
        *,
        new_owner: Callable[[], str],
        make_sender: Callable[[str], Sender],
        duties: Callable[[], Coroutine[Any, Any, None]],
        token_died: Callable[[], None],
    ) -> None:
        self._leadership = leadership
        self._nursery = nursery
        self._new_owner = new_owner
        self._make_sender = make_sender
        self._duties = duties
        self._token_died = token_died
        self._owner = ""
        self._sender: Sender | None = None
        self._is_over = False
        self._between_terms = asyncio.Event()
        self._between_terms.set()

    @property
    def leads(self) -> bool:
        return self._sender is not None

    def confirm(self, tx: Tx) -> None:
        """Inside a transaction that only the leader may make. Raises Deposed."""
        Outbox(tx).confirm_lead(self._owner)

    def announce(self, tx: Tx) -> bool:
        """After a commit with messages in it: hand them over, if it is us who send."""
        if self._sender is None:
            return False
        self._sender.nudge(tx.outgoing)
        return True

    def nudge(self) -> None:
        """Look into the outbox: somebody else wrote, or time moved."""
        if self._sender is not None:
            self._sender.nudge([])

    async def run(self) -> None:
        while not self._is_over:
            owner = self._new_owner()
            if not await self._leadership.try_lead(owner):
                await asyncio.sleep(TRY_EVERY)
                continue
            self._owner = owner
            self._between_terms.clear()
            try:
                await self._term()
            finally:
                self._between_terms.set()

    async def stop(self, patience: float) -> None:
        """Say what is on the wire to its end, then let another one lead."""
        self._is_over = True
        if self._sender is not None:
            await self._sender.drain(patience)
        await self._between_terms.wait()
        await self._leadership.resign()

    async def _term(self) -> None:
        log.info("leading", owner=self._owner)
        sender = self._sender = self._make_sender(self._owner)
        sending = self._nursery.spawn(self._send(sender), name="sender")
        duties = self._nursery.spawn(self._duties(), name="duties")
        watching = self._nursery.spawn(self._leadership.until_lost(self.nudge), name="lead")
        try:
            await asyncio.wait((sending, watching), return_when=asyncio.FIRST_COMPLETED)
        finally:
            self._sender = None
            duties.cancel()
            watching.cancel()
            await asyncio.wait((duties, watching))
            if not self._is_over:
                log.warning("lead lost", owner=self._owner)
            await sender.drain(LAST_WORDS)
            await self._leadership.resign()

    async def _send(self, sender: Sender) -> None:
        try:
            await sender.run()
        except Deposed:
            log.warning("another process sends now")
        except TelegramRefused as error:
            log.critical("Telegram no longer accepts the token", error=type(error).__name__)
            self._is_over = True
            self._token_died()
