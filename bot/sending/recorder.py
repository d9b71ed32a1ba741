"""Writes down how calls ended: what ended while the last write ran goes into the next one."""

import asyncio
from collections.abc import Callable
from datetime import datetime, timedelta
from functools import partial

import structlog

from bot.sending.ports import Checkpoint, OnEvent, no_effects
from bot.sending.settlement import Result, settle
from sales.clock import Clock
from sales.outgoing import Lane
from storage.database import Database
from storage.errors import StorageUnavailable
from storage.transaction import Tx

_LONGEST_PAUSE = 5.0

_log = structlog.get_logger(__name__)


class Recorder:
    """Never gives up on a result: while the database is away it waits, and the sender cannot begin new calls.

    `linger` is how many seconds broadcasts may gather for one write.
    """

    def __init__(
        self,
        database: Database,
        clock: Clock,
        *,
        owner: str,
        on_event: OnEvent,
        checkpoint: Checkpoint,
        linger: float,
        recorded: Callable[[Result], None],
    ) -> None:
        self._database = database
        self._clock = clock
        self._owner = owner
        self._on_event = on_event
        self._checkpoint = checkpoint
        self._linger = linger
        self._recorded = recorded
        self._results: list[Result] = []
        self._is_writing = False

    async def add(self, result: Result) -> None:
        """The first caller writes, for all who come meanwhile; the others return at once."""
        self._results.append(result)
        if self._is_writing:
            return
        self._is_writing = True
        try:
            while self._results:
                if self._linger and all(result.call.row.lane >= Lane.TOUCH for result in self._results):
                    await asyncio.sleep(self._linger)
                batch, self._results = self._results, []
                await self._write(batch)
        finally:
            self._is_writing = False

    async def _write(self, batch: list[Result]) -> None:
        try:
            await self._commit(batch, self._on_event)
        except Exception as error:
            if len(batch) > 1:
                for result in batch:
                    await self._write([result])
                return
            _log.exception("sender.effect_failed", outbox_id=batch[0].call.row.id, error=type(error).__name__)
            await self._without_effects(batch)
        self._checkpoint("after_record")
        for result in batch:
            self._recorded(result)

    async def _without_effects(self, batch: list[Result]) -> None:
        """When even that fails the row stays `calling`; the sweep lists it once its lease has run out."""
        try:
            await self._commit(batch, no_effects)
        except Exception as error:
            _log.exception("sender.record_failed", outbox_id=batch[0].call.row.id, error=type(error).__name__)

    async def _commit(self, batch: list[Result], tell: OnEvent) -> None:
        pause = 0.1
        while True:
            try:
                await self._database.write(partial(self._settle_all, batch=batch, tell=tell, now=self._clock.now()))
            except StorageUnavailable as error:
                _log.error("sender.cannot_record", calls=len(batch), error=str(error))
                await asyncio.sleep(pause)
                pause = min(_LONGEST_PAUSE, pause * 2)
            else:
                return

    def _settle_all(self, tx: Tx, *, batch: list[Result], tell: OnEvent, now: datetime) -> None:
        for result in batch:
            until = now + timedelta(seconds=result.halt) if result.halt else None
            settle(tx, result, owner=self._owner, now=now, halted_until=until, tell=tell)
