"""The webhook: prove it is Telegram, write the update down, answer 200. Nothing else happens here."""

import asyncio
import hmac

import orjson
import structlog
from aiohttp import web

from bot.intake import Intake
from storage.errors import StorageUnavailable

log = structlog.get_logger(__name__)

HEADER = "X-Telegram-Bot-Api-Secret-Token"
PATIENCE = 5.0  # seconds to write down, then 503: Telegram keeps the update and comes again
RETRY_AFTER = "5"


class Webhook:
    def __init__(self, intake: Intake, secret: str) -> None:
        self._intake = intake
        self._secret = secret.encode()

    def attach(self, application: web.Application, path: str) -> None:
        application.router.add_post(path, self.receive)

    async def receive(self, request: web.Request) -> web.Response:
        """401 without the right secret, 413 when too large, 503 when the database cannot take it now, else 200.

        What is no update at all also gets 200: Telegram would repeat it for a day.
        """
        given = request.headers.get(HEADER, "").encode("utf-8", "surrogateescape")
        if not hmac.compare_digest(given, self._secret):
            return web.Response(status=401)
        if request.headers.get("Content-Encoding"):
            return web.Response(status=415)
        try:
            update = orjson.loads(await request.read())  # the application's own limit answers 413
        except orjson.JSONDecodeError:
            log.warning("unreadable update")
            return web.Response()
        try:
            async with asyncio.timeout(PATIENCE):
                await self._intake.take([update])
        except (StorageUnavailable, TimeoutError):
            return web.Response(status=503, headers={"Retry-After": RETRY_AFTER})
        return web.Response()
