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
from bot.sending.ports import Checkpoint, Renderer, Spawn
from bot.sending.request import build, take_files
from bot.sending.results import Outcome, Verdict, classify
from bot.sending.settlement import Call, Result

CALL_SECONDS = 30.0

_log = structlog.get_logger(__name__)


class Wire:
    """`ended` takes each result to the database; `dead` is Telegram's word that the token is no good."""

    def __init__(
        self,
        api: TelegramApi,
        renderer: Renderer,
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
        return len(self._calls)

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
            verdict = await self._attempt(call)
        except Exception as error:  # a fault of ours: whatever it was, it may have been sent
            _log.exception("sender.call_failed", outbox_id=call.row.id, error=type(error).__name__)
            verdict = Verdict(Outcome.UNKNOWN, reason=f"internal: {type(error).__name__}")
        finally:
            self._calls.pop(call.row.id, None)
        halt = 0.0
        if verdict.outcome is Outcome.FLOOD:
            halt = verdict.wait + random.uniform(0.1, 0.6)
            self._pacer.halt(self._monotonic() + halt)
            _log.warning("sender.flood", seconds=round(halt, 1), capped=verdict.absurd is not None)
        elif verdict.outcome is Outcome.TOKEN_DEAD:
            verdict = self._on_dead_token(verdict)
        self._checkpoint("after_http_before_record")
        await self._ended(Result(call, verdict, halt))

    async def _attempt(self, call: Call) -> Verdict:
        if self._is_abandoned or self._pacer.is_halted(self._monotonic()):
            return Verdict(Outcome.NOT_SENT, reason="halted")  # it happened while this one was being marked
        try:
            method, body = build(call.row, call.target, self._renderer, is_paid=self._is_paid)
        except Exception as error:  # a template may raise anything; its row alone must fail
            return Verdict(Outcome.FAILED, reason=f"render: {type(error).__name__}: {error}"[:300])
        started = self._monotonic()
        try:
            answer = await self._api.call(method, body, files=take_files(body), timeout=CALL_SECONDS)
        except (TypeError, ValueError) as error:
            return Verdict(Outcome.FAILED, reason=f"not JSON: {error}"[:300])
        except asyncio.CancelledError:
            if not self._is_abandoned:
                raise
            return Verdict(Outcome.UNKNOWN, reason="stopped before Telegram answered")
        verdict = classify(answer)
        now = self._monotonic()
        metrics.CALL_SECONDS.observe(now - started)
        self._note_reach(verdict, now)
        return verdict

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
