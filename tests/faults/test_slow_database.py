"""All connections are busy with slow work: the webhook says so in time and nothing is lost."""

import asyncio
import threading
from collections.abc import AsyncIterator

import pytest
from aiohttp import web
from aiohttp.test_utils import TestClient, TestServer

from bot import webhook
from bot.clock import SystemClock
from bot.intake import Intake
from bot.webhook import HEADER, Webhook
from storage.database import Database, open_database
from storage.inbox import Inbox
from storage.postgres import CONNECTIONS
from storage.transaction import Tx

pytestmark = pytest.mark.postgres

SECRET = "s" * 32
UPDATE = {"update_id": 1, "message": {"message_id": 1, "date": 0, "chat": {"id": 7, "type": "private"}}}


@pytest.fixture
async def database(postgres_url: str) -> AsyncIterator[Database]:
    opened = await open_database(postgres_url)
    yield opened
    await opened.close()


@pytest.fixture
async def telegram(database: Database) -> AsyncIterator[TestClient]:
    application = web.Application()
    Webhook(Intake(database, SystemClock(), 1, arrived=lambda: None), SECRET).attach(application, "/updates")
    async with TestClient(TestServer(application)) as client:
        yield client


async def test_a_webhook_that_finds_no_connection_answers_503_and_takes_the_update_later(
    database: Database, telegram: TestClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(webhook, "PATIENCE", 0.2)
    begun, may_end = threading.Semaphore(0), threading.Event()

    def slow(tx: Tx) -> bool:
        begun.release()
        return may_end.wait(10)

    everybody = [asyncio.ensure_future(database.write(slow)) for _ in range(CONNECTIONS)]
    for _ in everybody:
        assert await asyncio.to_thread(begun.acquire, timeout=10)
    refused = await telegram.post("/updates", json=UPDATE, headers={HEADER: SECRET})
    assert (refused.status, refused.headers["Retry-After"]) == (503, "5")
    may_end.set()
    assert all(await asyncio.gather(*everybody))
    taken = await asyncio.gather(*(telegram.post("/updates", json=UPDATE, headers={HEADER: SECRET}) for _ in range(5)))
    assert {answer.status for answer in taken} == {200}
    assert await database.read(lambda tx: Inbox(tx).counts()) == {"pending": 1}
