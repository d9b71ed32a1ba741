"""The clock's hand: APScheduler wakes us, rows in the database say what is due."""

import asyncio
from collections.abc import Awaitable, Callable
from datetime import datetime, timedelta

import structlog
from apscheduler.schedulers.asyncio import AsyncIOScheduler

from sales.clock import Clock
from sales.timers import Timer
from storage.database import Database
from storage.errors import Deposed, StorageUnavailable
from storage.inbox import Inbox
from storage.outbox import Outbox
from storage.timers import Timers
from storage.transaction import Tx

log = structlog.get_logger(__name__)

EVERY = 1.0
BATCH = 200
GIVE_UP_AFTER = 5
SWEEP_BITES = 200  # of a thousand rows each
KEEP_HANDLED = timedelta(days=3)  # Telegram repeats an update for a day at most
KEEP_SENT = timedelta(days=14)

Ring = Callable[[Tx, Timer, datetime], None]
"""Do what a timer is for, inside its own transaction. Raises to try again later, Deposed when others do it now."""


class Ticks:
    def __init__(self, database: Database, clock: Clock, ring: Ring, *, is_leader: Callable[[], bool]) -> None:
        self._database = database
        self._clock = clock
        self._ring = ring
        self._is_leader = is_leader
        self._scheduler = AsyncIOScheduler(timezone="UTC")
        self._running = asyncio.Lock()

    def start(self, *others: tuple[Callable[[], Awaitable[object]], float]) -> None:
        """`others`: further small jobs as (job, seconds between runs)."""
        for job, seconds in ((self.tick, EVERY), (self.sweep, 600.0), *others):
            self._scheduler.add_job(
                job, "interval", seconds=seconds, coalesce=True, max_instances=1, misfire_grace_time=None
            )
        self._scheduler.start()

    def stop(self) -> None:
        if self._scheduler.running:
            self._scheduler.shutdown(wait=False)

    async def tick(self) -> int:
        """Ring everything due, batch by batch; how many. Each timer is one transaction with its effects."""
        if not self._is_leader() or self._running.locked():
            return 0
        rung = 0
        async with self._running:
            try:
                while batch := await self._due():
                    done = await asyncio.gather(*(self._one(timer) for timer in batch))
                    rung += sum(done)
                    if not any(done):
                        break
            except (StorageUnavailable, Deposed) as error:
                log.warning("timers wait", error=str(error))
        return rung

    async def sweep(self) -> None:
        """Forget what is long over, in small bites."""
        now = self._clock.now()
        for work in (
            lambda tx: Inbox(tx).purge(now - KEEP_HANDLED),
            lambda tx: Outbox(tx).purge(now - KEEP_SENT),
            lambda tx: Timers(tx).purge(now - KEEP_SENT),
        ):
            for _ in range(SWEEP_BITES):
                if not await self._database.write(work):
                    break

    async def _due(self) -> list[Timer]:
        now = self._clock.now()
        return await self._database.read(lambda tx: Timers(tx).due(now, BATCH))

    async def _one(self, timer: Timer) -> bool:
        """True when the timer is settled: rung, moved or given up."""
        now = self._clock.now()
        try:
            await self._database.write(lambda tx: self._ring(tx, timer, now))
        except (StorageUnavailable, Deposed):
            raise
        except Exception as error:
            log.error("timer failed", timer=timer.id, kind=timer.kind.value, error=type(error).__name__, exc_info=error)
            reason = type(error).__name__
            await self._database.write(lambda tx: self._failed(tx, timer, now, reason))
        return True

    def _failed(self, tx: Tx, timer: Timer, now: datetime, reason: str) -> None:
        again_at = now + timedelta(seconds=30 * 2**timer.attempts)
        if Timers(tx).failed(timer.id, again_at=again_at, reason=reason) >= GIVE_UP_AFTER:
            Timers(tx).close(timer.id, now=now, state="skipped", reason=f"failed: {reason}")
