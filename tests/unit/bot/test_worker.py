"""The worker is woken by whoever has news, and must not need its slow look every now and then to find work."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import pytest

from bot import worker as worker_module
from bot.clock import SystemClock
from bot.intake import Intake
from bot.nursery import Nursery
from bot.worker import Job, Worker
from storage.database import Database, open_database
from storage.inbox import Inbox
from storage.migrations import migrate

SOON = 3.0


class Desk:
    """A handler that finishes rows; `hold` keeps it busy until told."""

    def __init__(self, database: Database) -> None:
        self.database = database
        self.seen: list[int] = []
        self.news = asyncio.Event()
        self.may_go = asyncio.Event()
        self.may_go.set()
        self.fails = 0

    async def handle(self, job: Job) -> None:
        await self.may_go.wait()
        if self.fails:
            self.fails -= 1
            raise RuntimeError("not this time")
        now = SystemClock().now()
        await self.database.write(lambda tx: Inbox(tx).done(job.claimed.id, now))
        self.seen.append(job.claimed.update_id)
        self.news.set()

    async def sees(self, *updates: int) -> None:
        async with asyncio.timeout(SOON):
            while self.seen != list(updates):
                self.news.clear()
                await self.news.wait()


def _update(number: int, chat: int) -> dict[str, Any]:
    person = {"id": chat, "is_bot": False, "first_name": "Anna"}
    chat_of = {"id": chat, "type": "private"}
    return {"update_id": number, "message": {"message_id": number, "date": 1, "from": person, "chat": chat_of}}


@pytest.fixture
def patient(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(worker_module, "IDLE", 3600.0)


@asynccontextmanager
async def _working(folder: Path) -> AsyncIterator[tuple[Desk, Intake]]:
    url = f"sqlite:///{folder}/inbox.db"
    migrate(url)
    database, nursery = await open_database(url), Nursery()
    desk = Desk(database)
    nothing: Callable[[str], None] = lambda name: None  # noqa: E731
    worker = Worker(
        database, SystemClock(), nursery, owner="me", handle=desk.handle, give_up=_never, checkpoint=nothing
    )
    nursery.spawn(worker.run(), name="worker")
    try:
        yield desk, Intake(database, SystemClock(), 1, arrived=worker.nudge)
    finally:
        await nursery.close()
        await database.close()


async def _never(job: Job, error: Exception) -> None:
    raise AssertionError(f"given up: {job} {error}")


@pytest.mark.usefixtures("patient")
async def test_an_update_is_served_when_it_arrives(tmp_path: Path) -> None:
    async with _working(tmp_path) as (desk, intake):
        await intake.take([_update(1, chat=5)])
        await desk.sees(1)
        await intake.take([_update(2, chat=5)])
        await desk.sees(1, 2)


@pytest.mark.usefixtures("patient")
async def test_what_waits_for_its_chat_is_served_as_soon_as_the_chat_is_free(tmp_path: Path) -> None:
    async with _working(tmp_path) as (desk, intake):
        desk.may_go.clear()
        await intake.take([_update(1, chat=5), _update(2, chat=5), _update(3, chat=5)])
        desk.may_go.set()
        await desk.sees(1, 2, 3)


@pytest.mark.usefixtures("patient")
async def test_a_hundred_chats_at_once_are_all_served(tmp_path: Path) -> None:
    async with _working(tmp_path) as (desk, intake):
        desk.may_go.clear()
        await asyncio.gather(*(intake.take([_update(number, chat=number)]) for number in range(1, 101)))
        desk.may_go.set()
        async with asyncio.timeout(SOON):
            while len(desk.seen) < 100:
                desk.news.clear()
                await desk.news.wait()


@pytest.mark.usefixtures("patient")
async def test_an_update_that_failed_is_tried_again_soon(tmp_path: Path) -> None:
    async with _working(tmp_path) as (desk, intake):
        desk.fails = 1
        await intake.take([_update(1, chat=5)])
        await desk.sees(1)
