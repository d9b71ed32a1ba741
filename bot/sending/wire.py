"""The calls on their way: each renders, posts, and understands what came back."""

import asyncio
import random
from collections.abc import Awaitable, Callable
from typing import Any

import structlog

from bot.sending import metrics
from bot.sending.api import TelegramApi
from bot.sending.outage import Outage
from bot.sending.pacer import Pacer
from bot.sending.parcels import Parcels
from bot.sending.ports import Checkpoint, Renderer, Spawn
from bot.sending.references import KEY, attachment_of
from bot.sending.request import as_new_message, build, in_other_shape, is_edit
from bot.sending.results import Outcome, Verdict, classify
from bot.sending.settlement import Call, Result
from bot.sending.uploads import Carried, Contents, Parcel, Post, Posted
from sales.outgoing import Outgoing

CALL_SECONDS = 30.0
_SLOWEST_UPLOAD = 256 * 1024  # bytes a second; below that the answer is not waited for
_STALE = 0.25  # seconds after which a place at the pacer is no longer where it was taken

_log = structlog.get_logger(__name__)


class Wire:
    """`ended` takes each result to the database; `dead` is Telegram's word that the token is no good."""

    def __init__(
        self,
        api: TelegramApi,
        renderer: Renderer,
        parcels: Parcels,
        *,
        is_paid: bool,
        pacer: Pacer,
        outage: Outage,
        spawn: Spawn,
        monotonic: Callable[[], float],
        checkpoint: Checkpoint,
        ended: Callable[[Result], Awaitable[None]],
        token_died: Callable[[], None],
    ) -> None:
        self._api = api
        self._renderer = renderer
        self._parcels = parcels
        self._is_paid = is_paid
        self._pacer = pacer
        self._outage = outage
        self._spawn = spawn
        self._monotonic = monotonic
        self._checkpoint = checkpoint
        self._ended = ended
        self._token_died = token_died
        self._calls: dict[int, asyncio.Task[Any]] = {}
        self._is_abandoned = False
        self.dead: Verdict | None = None

    def __len__(self) -> int:
        return len(self._calls) - self._parcels.waiting

    def launch(self, call: Call) -> None:
        self._calls[call.row.id] = self._spawn(self._carry(call), name="telegram-call")

    def abandon(self) -> None:
        """Wait for no answer any more: every open call ends as unknown."""
        self._is_abandoned = True
        for task in list(self._calls.values()):
            task.cancel()

    async def _carry(self, call: Call) -> None:
        """One call from the wire to its record."""
        try:
            carried = await self._attempt(call)
        except Exception as error:  # a fault of ours: whatever it was, it may have been sent
            _log.exception("sender.call_failed", outbox_id=call.row.id, error=type(error).__name__)
            carried = Carried(Verdict(Outcome.UNKNOWN, reason=f"internal: {type(error).__name__}"))
        finally:
            self._calls.pop(call.row.id, None)
        verdict, halt = carried.verdict, 0.0
        if verdict.outcome is Outcome.FLOOD:
            halt = verdict.wait + random.uniform(0.1, 0.6)
            self._pacer.halt(self._monotonic() + halt)
            _log.warning("sender.flood", seconds=round(halt, 1), capped=verdict.absurd is not None)
        elif verdict.outcome is Outcome.TOKEN_DEAD:
            verdict = self._on_dead_token(verdict)
        self._checkpoint("after_http_before_record")
        await self._ended(Result(call, verdict, halt, carried.learned, carried.broken))

    async def _attempt(self, call: Call) -> Carried:
        row = call.row
        try:
            method, body = build(row, call.target, self._renderer, is_paid=self._is_paid)
            reference = body.pop(KEY, None)
            attachment = None if reference is None else attachment_of(reference)
        except Exception as error:  # a template may raise anything; its row alone must fail
            return Carried(Verdict(Outcome.FAILED, reason=f"render: {type(error).__name__}: {error}"[:300]))
        post = self._postman(row)
        try:
            if attachment is not None:
                return await self._parcels.carry(Parcel(attachment, row.language, method, body, post))
            posted = await post(method, body)
            if posted.verdict.outcome is Outcome.WRONG_SHAPE and as_new_message(row) is None:
                posted = await post(*in_other_shape(method, body))
        except asyncio.CancelledError:
            if not self._is_abandoned:
                raise
            return Carried(Verdict(Outcome.NOT_SENT, reason="stopped before the call"))
        return Carried(posted.verdict)

    def _postman(self, row: Outgoing) -> Post:
        """Makes the calls of one row: the first on the place it has at the pacer, every further one on its own."""
        taken_at: float | None = self._monotonic()

        async def post(method: str, body: dict[str, Any], files: Contents | None = None) -> Posted:
            nonlocal taken_at
            if not await self._has_place(row, taken_at):
                return Posted(Verdict(Outcome.NOT_SENT, reason="halted"))
            taken_at = None
            return await self._post(method, body, files)

        return post

    async def _has_place(self, row: Outgoing, taken_at: float | None) -> bool:
        """False when nobody may speak now."""
        while True:
            now = self._monotonic()
            if self._is_abandoned or self._pacer.is_halted(now):
                return False
            if taken_at is not None and now - taken_at < _STALE:
                return True
            wait = self._pacer.delay(row.chat_id, is_edit(row), row.lane, now)
            if wait <= 0:
                self._pacer.took(row.chat_id, is_edit(row), now)
                return True
            await asyncio.sleep(wait)

    async def _post(self, method: str, body: dict[str, Any], files: Contents | None) -> Posted:
        started = self._monotonic()
        seconds = CALL_SECONDS + sum(len(content) for _, content in (files or {}).values()) / _SLOWEST_UPLOAD
        try:
            answer = await self._api.call(method, body, files=files, timeout=seconds)
        except (TypeError, ValueError) as error:
            return Posted(Verdict(Outcome.FAILED, reason=f"not JSON: {error}"[:300]))
        except asyncio.CancelledError:
            if not self._is_abandoned:
                raise
            return Posted(Verdict(Outcome.UNKNOWN, reason="stopped before Telegram answered"))
        verdict = classify(answer)
        now = self._monotonic()
        metrics.CALL_SECONDS.observe(now - started)
        self._note_reach(verdict, now)
        return Posted(verdict, answer.body.get("result") if isinstance(answer.body, dict) else None)

    def _note_reach(self, verdict: Verdict, now: float) -> None:
        if verdict.outcome is Outcome.NOT_SENT:
            if self._outage.unreached(now):
                _log.warning("sender.unreached", reason=verdict.reason, pause=round(self._outage.until - now, 1))
        elif verdict.outcome is Outcome.UNKNOWN:
            if self._outage.doubtful(now):
                _log.warning("sender.doubtful", reason=verdict.reason, pause=round(self._outage.until - now, 1))
        else:
            self._outage.reached()

    def _on_dead_token(self, verdict: Verdict) -> Verdict:
        """The first refusal stops everything and is told once; calls on the wire beside it merely go back."""
        if self.dead is not None:
            return Verdict(Outcome.NOT_SENT, reason=verdict.reason)
        self.dead = verdict
        self._token_died()
        _log.error("sender.token_dead", code=verdict.code)
        return verdict
