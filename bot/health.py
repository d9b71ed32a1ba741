"""/healthz and /metrics: for whoever watches over the bot."""

import asyncio
import time

from aiohttp import web
from prometheus_client import CONTENT_TYPE_LATEST, Gauge, generate_latest

from storage.database import Database
from storage.errors import StorageError
from storage.inbox import Inbox
from storage.outbox import Outbox
from storage.transaction import Tx

_INBOX = Gauge("fitlead_inbox_updates", "Updates by state", ["state"])
_OUTBOX = Gauge("fitlead_outbox_messages", "Messages by state", ["state"])
_STALL = Gauge("fitlead_loop_stall_seconds", "Longest event-loop stall of the last minute")
_STATES = {"inbox": ("pending", "working", "dead"), "outbox": ("pending", "calling", "failed", "unknown")}

BEAT = 0.1
SICK_STALL = 5.0


class Health:
    """Healthy: the database answers and the event loop has not stood still."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._stalls: list[tuple[float, float]] = []

    def attach(self, application: web.Application) -> None:
        application.router.add_get("/healthz", self.healthz)
        application.router.add_get("/metrics", self.metrics)

    async def watch(self) -> None:
        """Measure how late the loop comes back; runs for the life of the program."""
        while True:
            before = time.monotonic()
            await asyncio.sleep(BEAT)
            now = time.monotonic()
            self._stalls = [(at, late) for at, late in self._stalls if now - at < 60]
            if now - before - BEAT > BEAT / 2:
                self._stalls.append((now, now - before - BEAT))
            _STALL.set(self.longest_stall)

    @property
    def longest_stall(self) -> float:
        """Seconds, over the last minute."""
        return max((late for _, late in self._stalls), default=0.0)

    async def healthz(self, request: web.Request) -> web.Response:
        trouble = "the event loop stood still" if self.longest_stall > SICK_STALL else ""
        try:
            await asyncio.wait_for(self._count(), 3.0)
        except (StorageError, TimeoutError) as error:
            trouble = f"database: {type(error).__name__}"
        return web.json_response({"ok": not trouble, "trouble": trouble}, status=503 if trouble else 200)

    async def metrics(self, request: web.Request) -> web.Response:
        await self._count()
        return web.Response(body=generate_latest(), headers={"Content-Type": CONTENT_TYPE_LATEST})

    async def _count(self) -> None:
        def work(tx: Tx) -> tuple[dict[str, int], dict[str, int]]:
            return Inbox(tx).counts(), Outbox(tx).counts()

        inbox, outbox = await self._database.read(work)
        for gauge, counts, states in ((_INBOX, inbox, _STATES["inbox"]), (_OUTBOX, outbox, _STATES["outbox"])):
            for state in states:
                gauge.labels(state).set(counts.get(state, 0))
