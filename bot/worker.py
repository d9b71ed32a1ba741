"""Works the inbox off: in order per chat, one at a time per chat, many chats at once."""

import asyncio
import contextlib
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import timedelta

import structlog

from bot.nursery import Nursery
from sales.clock import Clock
from sales.people import Person
from storage.database import Database
from storage.errors import StorageUnavailable
from storage.inbox import Claimed, Inbox
from storage.people import People
from storage.transaction import Tx

log = structlog.get_logger(__name__)

ATTEMPTS = 5
CONCURRENCY = 64
LEASE = timedelta(seconds=15)  # a handler takes milliseconds; after this another replica may take over
BACKOFF = (0.1, 0.3, 0.6, 1.0)  # seconds before attempts 2..5: a poisoned update holds its chat for 2 s, not more
IDLE = 1.0  # seconds between looks when nobody nudges


@dataclass(frozen=True, slots=True)
class Job:
    """A claimed update and who sent it, read in the same transaction."""

    claimed: Claimed
    sender: Person | None


Handle = Callable[[Job], Awaitable[None]]
GiveUp = Callable[[Job, Exception], Awaitable[None]]
Checkpoint = Callable[[str], None]


class Worker:
    """`handle` must finish the inbox row in its own transaction, or raise; `give_up` buries it and says so."""

    def __init__(
        self,
        database: Database,
        clock: Clock,
        nursery: Nursery,
        *,
        owner: str,
        handle: Handle,
        give_up: GiveUp,
        checkpoint: Checkpoint,
    ) -> None:
        self._database = database
        self._clock = clock
        self._nursery = nursery
        self._owner = owner
        self._handle = handle
        self._give_up = give_up
        self._checkpoint = checkpoint
        self._nudged = asyncio.Event()
        self._held: set[int] = set()
        self._idle = asyncio.Event()
        self._idle.set()
        self._stopping = False
        self._is_more = True

    def nudge(self) -> None:
        self._nudged.set()

    async def run(self) -> None:
        while not self._stopping:
            self._nudged.clear()
            try:
                jobs = await self._claim()
            except StorageUnavailable as error:
                log.warning("inbox cannot be read", error=str(error))
                jobs = []
                await asyncio.sleep(IDLE)
            except Exception as error:  # deaf for good would be worse than whatever it is
                log.error("inbox cannot be read", error=type(error).__name__, exc_info=error)
                jobs = []
                await asyncio.sleep(IDLE)
            for job in jobs:
                self._held.add(job.claimed.id)
                self._idle.clear()
                self._nursery.spawn(self._work(job), name=f"update-{job.claimed.update_id}")
            if not (jobs and self._is_more):
                await self._rest()

    async def stop(self, patience: float) -> bool:
        """Take nothing new and let what runs finish; False when something still ran after `patience` seconds."""
        self._stopping = True
        self._nudged.set()
        with contextlib.suppress(TimeoutError):
            await asyncio.wait_for(self._idle.wait(), patience)
        return not self._held

    async def reclaim(self, *, everything: bool) -> int:
        """Take back what dead workers left behind, and what this one claimed without ever hearing of it."""
        now, held = self._clock.now(), frozenset(self._held)

        def work(tx: Tx) -> int:
            inbox = Inbox(tx)
            return inbox.reclaim(owner=self._owner, now=now, everything=everything) + inbox.take_back_own(
                owner=self._owner, now=now, held=held, error="the claim was never heard of"
            )

        return await self._database.write(work)

    async def _rest(self) -> None:
        """Until nudged, or for a while. A plain timer: wait_for would cost a task, and the place in the next commit."""
        timer = asyncio.get_running_loop().call_later(IDLE, self._nudged.set)
        try:
            await self._nudged.wait()
        finally:
            timer.cancel()

    async def _claim(self) -> list[Job]:
        now, self._is_more = self._clock.now(), True  # whoever ends meanwhile asks for another look
        if len(self._held) >= CONCURRENCY:
            return []

        def work(tx: Tx) -> tuple[list[Job], bool]:
            inbox, people = Inbox(tx), People(tx)
            claimed = inbox.claim(
                owner=self._owner, now=now, lease_until=now + LEASE, limit=CONCURRENCY - len(self._held)
            )
            jobs = [Job(c, None if c.sender_id is None else people.by_telegram_id(c.sender_id)) for c in claimed]
            return jobs, inbox.has_pending() or not self._database.keeps_order  # other replicas may have left some

        jobs, self._is_more = await self._database.write(work)
        return jobs

    async def _work(self, job: Job) -> None:
        try:
            self._checkpoint("after_claim")
            if job.claimed.attempts > ATTEMPTS:  # it took the process down with it, again and again
                await self._give_up(job, RuntimeError("the process died while handling this update"))
            else:
                await self._attempt(job)
        finally:
            self._held.discard(job.claimed.id)
            if not self._held:
                self._idle.set()
            if self._is_more or self._stopping:
                self._nudged.set()

    async def _attempt(self, job: Job) -> None:
        while True:
            try:
                await self._handle(job)
            except StorageUnavailable as error:  # not the update's fault: the same attempt goes on
                log.warning("database unavailable, waiting", update_id=job.claimed.update_id, error=str(error))
                await asyncio.sleep(IDLE / 2)
                if self._stopping:
                    return
            except Exception as error:
                await self._failed(job, error)
                return
            else:
                return

    async def _failed(self, job: Job, error: Exception) -> None:
        attempts = job.claimed.attempts
        log.error(
            "update failed",
            update_id=job.claimed.update_id,
            attempt=attempts,
            error=type(error).__name__,
            exc_info=error,
        )
        if attempts >= ATTEMPTS:
            await self._give_up(job, error)
            return
        at = self._clock.now() + timedelta(seconds=BACKOFF[attempts - 1])
        reason = f"{type(error).__name__}: {error}"[:300]
        await self._database.write(lambda tx: Inbox(tx).retry(job.claimed.id, at=at, error=reason))
        asyncio.get_running_loop().call_later(BACKOFF[attempts - 1] + 0.01, self._nudged.set)
