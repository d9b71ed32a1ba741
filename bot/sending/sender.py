"""The one way out: takes rows from the outbox to Telegram, in order and within the limits."""

import asyncio
import time
from collections.abc import Callable, Sequence
from datetime import timedelta

import structlog

from bot.sending import metrics, settlement
from bot.sending.api import TelegramApi, TelegramRefused
from bot.sending.backlog import LOW, Backlog, Picked
from bot.sending.outage import Outage
from bot.sending.pacer import FREE_RATE, GROUP_SECONDS, Pacer
from bot.sending.parcels import Parcels
from bot.sending.ports import Checkpoint, OnEvent, Renderer, Spawn, no_checkpoint, no_effects
from bot.sending.recorder import Recorder
from bot.sending.request import is_edit_call
from bot.sending.results import LONGEST_HALT, Outcome
from bot.sending.settlement import Begun, Call, Result
from bot.sending.wire import CALL_SECONDS, Wire
from sales.clock import Clock
from sales.outgoing import Outgoing
from storage.database import Database
from storage.errors import Deposed, StorageUnavailable
from storage.outbox import Outbox

_LEASE = timedelta(seconds=CALL_SECONDS + 60)
_SWEEP_SECONDS = 10.0
_ON_THE_WIRE = 500
_LINGER = 0.005  # seconds; at a thousand a second it makes five records one write

_log = structlog.get_logger(__name__)


class Sender:
    """One per bot token. `rate` is calls a second; above 30 it is Telegram's paid broadcasting.

    `owner` must be new with every process start: calls of other owners count as stranded. `on_event` runs inside the
    transaction that records the outcome, in the database's thread. `poll_seconds` is how often rows are looked for that
    nobody announced: due by `not_before`, or written by another process.
    """

    def __init__(
        self,
        *,
        database: Database,
        api: TelegramApi,
        renderer: Renderer,
        parcels: Parcels,
        clock: Clock,
        spawn: Spawn,
        owner: str,
        rate: int = 30,
        on_event: OnEvent = no_effects,
        checkpoint: Checkpoint = no_checkpoint,
        monotonic: Callable[[], float] = time.monotonic,
        poll_seconds: float = 1.0,
    ) -> None:
        self._database = database
        self._clock = clock
        self._owner = owner
        self._checkpoint = checkpoint
        self._monotonic = monotonic
        self._poll_seconds = poll_seconds
        self._wake = asyncio.Event()
        self._pacer = Pacer(rate)
        self._backlog = Backlog()
        self._outage = Outage()
        self._is_paid = rate > FREE_RATE
        self._recorder = self._make_recorder(on_event)
        self._wire = self._make_wire(api, renderer, parcels, spawn)
        self._max_on_wire = min(_ON_THE_WIRE, max(60, rate))
        self._heard: list[Sequence[Outgoing]] = []
        self._quiet = asyncio.Event()
        self._quiet.set()
        self._open: dict[int, Call] = {}
        self._moved: set[int] = set()
        self._is_running = self._is_stopping = False
        self._next_read = self._soonest_read = self._rested = self._next_sweep = 0.0

    def _make_recorder(self, on_event: OnEvent) -> Recorder:
        return Recorder(
            self._database,
            self._clock,
            owner=self._owner,
            on_event=on_event,
            checkpoint=self._checkpoint,
            linger=_LINGER if self._is_paid else 0.0,
            recorded=self._recorded,
        )

    def _make_wire(self, api: TelegramApi, renderer: Renderer, parcels: Parcels, spawn: Spawn) -> Wire:
        return Wire(
            api,
            renderer,
            parcels,
            is_paid=self._is_paid,
            pacer=self._pacer,
            outage=self._outage,
            spawn=spawn,
            monotonic=self._monotonic,
            checkpoint=self._checkpoint,
            ended=self._recorder.add,
            token_died=self._wake.set,
        )

    def nudge(self, outgoing: Sequence[Outgoing]) -> None:
        """Rows just committed; none: somebody else wrote, look now. Called on the event loop; returns at once."""
        self._heard.append(outgoing)
        self._wake.set()

    async def run(self) -> None:
        """Works until `drain`. Raises TelegramRefused (401 or 404) when the token is dead: nothing can leave then;
        Deposed when another process sends now: nothing was begun since.
        """
        self._is_running = True
        self._quiet.clear()
        prepared = False
        try:
            while not self._is_stopping and self._wire.dead is None:
                try:
                    if not prepared:
                        await self._prepare()
                        prepared = True
                    await self._turn()
                except Deposed:
                    raise
                except Exception as error:  # noqa: BLE001, RUF100 - whatever broke this turn, the next one may work
                    is_bug = not isinstance(error, StorageUnavailable)
                    _log.error("sender.turn_failed", error=type(error).__name__, exc_info=is_bug)
                    await self._sleep(1.0)
        finally:
            self._is_running = False
            self._note_quiet()
        dead = self._wire.dead
        if dead is not None:
            raise TelegramRefused(dead.code or 401, dead.reason or "")

    async def drain(self, timeout: float = 8.0) -> None:  # noqa: ASYNC109 - a limit after which it acts, not gives up
        """Take no new rows, let the calls on the wire end (`timeout` seconds), record every end.

        Calls that did not end by then are recorded as unknown; what was not begun stays for the next start.
        """
        self._is_stopping = True
        self._wake.set()
        try:
            await asyncio.wait_for(self._quiet.wait(), timeout)
        except TimeoutError:
            self._wire.abandon()
            try:
                await asyncio.wait_for(self._quiet.wait(), 2.0)
            except TimeoutError:  # the database is away as well; the next start lists these calls
                _log.error("sender.left_calling", calls=len(self._open))

    async def recover(self) -> int:
        """Give up calls left behind by a process that died: resent or listed, as their class says. How many."""
        now, ours = self._clock.now(), frozenset(self._open)
        return await self._database.write(lambda tx: settlement.recover(tx, owner=self._owner, now=now, ours=ours))

    async def _prepare(self) -> None:
        stranded = await self.recover()
        if stranded:
            _log.warning("sender.stranded", calls=stranded)
        now, today = self._monotonic(), self._clock.now()
        halts = await self._database.write(lambda tx: Outbox(tx).halts(today))
        if "bot" in halts:
            self._pacer.halt(now + min((halts["bot"] - today).total_seconds(), LONGEST_HALT))
        since = today - timedelta(seconds=GROUP_SECONDS)
        for said in await self._database.read(lambda tx: Outbox(tx).spoken_since(since)):
            at = now - max(0.0, (today - said.at).total_seconds())
            self._pacer.took(said.chat_id, is_edit_call(said.method, said.edit_of), at)
        self._next_sweep = now + _SWEEP_SECONDS

    async def _turn(self) -> None:
        self._wake.clear()
        heard, self._heard = self._heard, []
        today = self._clock.now()
        for outgoing in heard:
            if not outgoing:
                self._next_read = min(self._next_read, self._rested)
            for row in outgoing:
                if row.not_before is None or row.not_before <= today:
                    self._backlog.hear(row)
        now = self._monotonic()
        await self._look_around(now)
        if self._is_stopping or self._wire.dead is not None:
            return
        now = self._monotonic()
        room = self._room(now)
        picked = self._backlog.pick(self._pacer, now, today, room)
        metrics.QUEUE.set(len(self._backlog))
        if picked.rows or picked.expired:
            await self._dispatch(picked)
        else:
            await self._sleep(self._nap(now, room))

    async def _look_around(self, now: float) -> None:
        """Read what nobody announced, and now and then look for calls nobody will finish."""
        backlog = self._backlog
        is_hungry = len(backlog) < LOW
        is_urgent = backlog.missed or (bool(backlog.behind) and is_hungry)
        if now >= (self._soonest_read if is_urgent else self._next_read):
            backlog.start_read()
            pages = settlement.PAGES if is_urgent or is_hungry else 1
            held, today = backlog.held_ids(), self._clock.now()
            page = await self._database.read(lambda tx: settlement.read_page(tx, held=held, now=today, pages=pages))
            gained = backlog.finish_read(page.rows, unseen_from=page.unseen_from)
            done = self._monotonic()
            self._next_read = done + self._poll_seconds
            self._rested = done + 3 * (done - now)  # reading takes a quarter of the time at most, whoever calls
            self._soonest_read = self._rested if gained else done + self._poll_seconds
        if now >= self._next_sweep:
            self._next_sweep = now + _SWEEP_SECONDS
            await self._sweep()

    async def _sweep(self) -> None:
        today = self._clock.now()
        left = await self._database.read(lambda tx: Outbox(tx).stranded(owner=self._owner, now=today))
        if any(row.id not in self._open for row in left):
            _log.warning("sender.stranded", calls=await self.recover())

    def _room(self, now: float) -> int:
        if now < self._outage.until:
            return 0
        most = 1 if self._outage.is_probing else self._max_on_wire
        return max(0, most - len(self._wire))

    def _nap(self, now: float, room: int) -> float:
        nap = self._next_read - now
        if now < self._outage.until:
            return min(nap, self._outage.until - now)
        return min(nap, self._backlog.next_at(self._pacer, now)) if room else nap

    async def _sleep(self, seconds: float) -> None:
        """Until then, or until something happens. A plain timer: wait_for would cost a task each time."""
        if seconds <= 0:
            await asyncio.sleep(0)
            return
        timer = asyncio.get_running_loop().call_later(seconds, self._wake.set)
        try:
            await self._wake.wait()
        finally:
            timer.cancel()

    async def _dispatch(self, picked: Picked) -> None:
        now = self._clock.now()
        self._checkpoint("before_calling_commit")
        try:
            begun = await self._database.write(
                lambda tx: settlement.begin(
                    tx, picked.rows, picked.expired, owner=self._owner, now=now, lease=now + _LEASE
                )
            )
        except BaseException:
            self._pacer.left(len(picked.rows), 0, self._monotonic())
            for row in (*picked.rows, *picked.expired):
                self._backlog.again(row)
            raise
        self._checkpoint("after_calling_commit")
        self._pacer.left(len(picked.rows), len(begun.calls), self._monotonic())
        self._launch(begun)

    def _launch(self, begun: Begun) -> None:
        for row in begun.dropped:
            self._backlog.drop(row)
        for row in begun.waits:
            if row.edit_of is not None and self._backlog.holds(row.edit_of, chat_id=row.chat_id):
                self._backlog.after_all(row)
            else:
                self._backlog.drop(row)  # the next read finds it again
        for call in begun.calls:
            call.has_moved = call.row.id in self._moved
            self._open[call.row.id] = call
            self._wire.launch(call)

    def _recorded(self, result: Result) -> None:
        row, outcome = result.call.row, result.verdict.outcome
        del self._open[row.id]
        metrics.count(outcome, row.lane)
        if outcome in (Outcome.NOT_SENT, Outcome.FLOOD, Outcome.TOKEN_DEAD):
            self._backlog.again(row)
        elif outcome is Outcome.MOVED and result.verdict.new_chat_id is not None and not result.call.has_moved:
            self._moved.add(row.id)
            self._backlog.follow(row, result.verdict.new_chat_id)
        else:
            self._moved.discard(row.id)
            self._backlog.drop(row)
        if len(self._backlog) > len(self._open):
            self._wake.set()
        self._note_quiet()

    def _note_quiet(self) -> None:
        if not self._is_running and not self._open:
            self._quiet.set()
