"""The calls made outside the outbox, where losing one is harmless: answering a pressed button."""

from typing import Any

import structlog

from bot.nursery import Nursery
from bot.sending.api import TelegramApi

log = structlog.get_logger(__name__)


class Direct:
    def __init__(self, api: TelegramApi, nursery: Nursery) -> None:
        self._api = api
        self._nursery = nursery

    def answer_callback(self, callback_id: str, toast: str | None, *, alert: bool) -> None:
        """Stop the button's spinner, with a notice if there is one; does not wait."""
        payload: dict[str, Any] = {"callback_query_id": callback_id}
        if toast is not None:
            payload |= {"text": toast, "show_alert": alert}
        self._nursery.spawn(self._call("answerCallbackQuery", payload), name="answer-callback")

    async def _call(self, method: str, payload: dict[str, Any]) -> None:
        answer = await self._api.call(method, payload)
        if answer.status != 200:
            log.info("direct call not taken", method=method, status=answer.status)
