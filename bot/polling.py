"""Long polling: write the batch down, then move the offset. A crash in between only brings the same updates again."""

import asyncio
from typing import Any

import structlog

from bot.intake import ALLOWED_UPDATES, Intake
from bot.sending.api import TelegramApi
from storage.errors import StorageUnavailable

log = structlog.get_logger(__name__)

WAIT = 25  # seconds Telegram may hold the request open
PAUSE_AT_MOST = 15.0


class Polling:
    def __init__(self, api: TelegramApi, intake: Intake) -> None:
        self._api = api
        self._intake = intake
        self._offset: int | None = None

    async def run(self) -> None:
        pause = 0.5
        while True:
            updates = await self._fetch()
            if updates is None:
                await asyncio.sleep(pause)
                pause = min(pause * 2, PAUSE_AT_MOST)
                continue
            pause = 0.5
            if updates:
                await self._keep(updates)

    async def _fetch(self) -> list[dict[str, Any]] | None:
        """None when there was no usable answer: wait a little, the offset stands."""
        payload: dict[str, Any] = {"timeout": WAIT, "limit": 100, "allowed_updates": ALLOWED_UPDATES}
        if self._offset is not None:
            payload["offset"] = self._offset
        answer = await self._api.call("getUpdates", payload, timeout=WAIT + 10)
        body = answer.body
        if isinstance(body, dict) and body.get("ok") is True and isinstance(body.get("result"), list):
            return list(body["result"])
        code = body.get("error_code") if isinstance(body, dict) else answer.status
        log.warning("no updates", code=code, hint="another copy of the bot is running" if code == 409 else None)
        return None

    async def _keep(self, updates: list[dict[str, Any]]) -> None:
        try:
            await self._intake.take(updates)
        except StorageUnavailable as error:  # the offset stands, so Telegram keeps them
            log.warning("updates cannot be written down yet", error=str(error))
            await asyncio.sleep(1.0)
            return
        except Exception as error:  # deaf for good would be worse than whatever it is
            log.error("updates cannot be written down", error=type(error).__name__, exc_info=error)
            await asyncio.sleep(1.0)
            return
        self._offset = updates[-1]["update_id"] + 1
