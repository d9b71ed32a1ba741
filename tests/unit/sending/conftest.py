"""A small Telegram inside the test's own loop, a real database file, and a sender between them."""

import asyncio
import json
import threading
import time
from collections.abc import AsyncIterator, Awaitable, Callable, Coroutine
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from aiohttp import web

from bot.sending.api import TelegramApi
from bot.sending.parcels import Parcels
from bot.sending.ports import Event
from bot.sending.sender import Sender
from bot.sending.shelf import Shelf
from sales.attachments import FileKind, PageFormat
from sales.outgoing import Lane, WhenUnknown
from storage.database import Database, open_database
from storage.migrations import migrate
from storage.outbox import Outbox

BOT_ID = 1234567
TOKEN = "1234567:secret-of-the-bot"


class FakeClock:
    def __init__(self) -> None:
        self.moment = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)
        self._since = time.monotonic()

    def now(self) -> datetime:
        return self.moment + timedelta(seconds=time.monotonic() - self._since)

    def forward(self, **span: float) -> None:
        self.moment += timedelta(**span)


@dataclass
class Heard:
    method: str
    body: dict[str, Any]
    at: float


def refusal(code: int, description: str, **parameters: Any) -> web.Response:
    body: dict[str, Any] = {"ok": False, "error_code": code, "description": description}
    if parameters:
        body["parameters"] = parameters
    return web.json_response(body, status=code)


class FakeTelegram:
    """Hears every call before it answers. `rule(heard)` may answer instead; `gate` holds every answer back."""

    def __init__(self) -> None:
        self.heard: list[Heard] = []
        self.rule: Callable[[Heard, web.Request], web.Response | None] = lambda heard, request: None
        self.gate = asyncio.Event()
        self.gate.set()
        self.most_at_once: dict[int, int] = {}
        self._open: dict[int, int] = {}
        self._message_id = 100
        self.uploads = 0

    async def answer(self, request: web.Request) -> web.Response:
        body = await form_of(request) if request.content_type == "multipart/form-data" else await request.json()
        heard = Heard(request.path.rsplit("/", 1)[1], body, time.monotonic())
        self.heard.append(heard)
        chat_id = body.get("chat_id", 0)
        self._open[chat_id] = self._open.get(chat_id, 0) + 1
        self.most_at_once[chat_id] = max(self.most_at_once.get(chat_id, 0), self._open[chat_id])
        try:
            await self.gate.wait()
        finally:
            self._open[chat_id] -= 1
        answer = self.rule(heard, request)
        if answer is not None:
            return answer
        self._message_id += 1
        return web.json_response({"ok": True, "result": {"message_id": self._message_id, **self._file_in(body)}})

    def _file_in(self, body: dict[str, Any]) -> dict[str, Any]:
        """What the message shows; a file that was uploaded gets an id by the number of uploads so far."""
        media = json.loads(body["media"]) if isinstance(body.get("media"), str) else body.get("media") or {}
        kind = media.get("type") or next((kind for kind in FileKind if kind in body), None)
        if kind is None:
            return {}
        is_upload = any(isinstance(value, tuple) for value in body.values())
        self.uploads += is_upload
        file_id = f"{kind}-{self.uploads}" if is_upload else media.get("media") or body[kind]
        thumbnail = [{"file_id": "thumbnail"}] if kind == "photo" else []
        sizes = [*thumbnail, {"file_id": file_id}]
        return {kind: sizes if kind == "photo" else sizes[0]}

    def texts(self) -> list[str]:
        return [heard.body["text"] for heard in self.heard]


async def form_of(request: web.Request) -> dict[str, Any]:
    """Files as (name, content)."""
    return {
        name: value if isinstance(value, str) else (value.filename, value.file.read())
        for name, value in (await request.post()).items()
    }


def drop(request: web.Request) -> web.Response:
    """The connection breaks after Telegram has heard the call."""
    assert request.transport is not None
    request.transport.abort()
    return web.Response()


@dataclass
class Said:
    text: str
    reply_markup: dict[str, Any] | None = None


class FakePages:
    """Counts how many are drawn at once. `fails` makes it break."""

    def __init__(self) -> None:
        self.drawn: list[tuple[str, str, str, Any]] = []
        self.fails = False
        self.at_once = self.most_at_once = 0
        self._counting = threading.Lock()

    def draw(self, page: str, language: str, format: PageFormat, data: Any) -> bytes:
        with self._counting:
            self.drawn.append((page, language, format, data))
            self.at_once += 1
            self.most_at_once = max(self.most_at_once, self.at_once)
        time.sleep(0.02)
        with self._counting:
            self.at_once -= 1
        if self.fails:
            raise ValueError("no such page")
        return f"{language}/{page}".encode()


class FakeRenderer:
    def render(self, language: str, template: str, params: Any) -> Said:
        if template == "broken":
            raise LookupError("no such word")
        return Said(f"{language}:{template}:{params.get('name', '')}", {"inline_keyboard": []})


@dataclass
class House:
    """One database, one Telegram, as many senders one after another as the test needs."""

    database: Database
    telegram: FakeTelegram
    url: str
    media: Path
    pages: FakePages = field(default_factory=FakePages)
    clock: FakeClock = field(default_factory=FakeClock)
    events: list[Event] = field(default_factory=list)
    tasks: list[asyncio.Task[Any]] = field(default_factory=list)
    apis: list[TelegramApi] = field(default_factory=list)
    checkpoint: Callable[[str], None] = lambda name: None
    runs: int = 0

    def spawn(self, work: Coroutine[Any, Any, Any], /, *, name: str) -> asyncio.Task[Any]:
        task = asyncio.create_task(work, name=name)
        self.tasks.append(task)
        return task

    def sender(self, *, url: str | None = None, **settings: Any) -> Sender:
        self.runs += 1
        self.apis.append(TelegramApi(url or self.url, TOKEN))
        settings.setdefault("poll_seconds", 0.03)
        settings.setdefault("rate", 500)
        settings.setdefault("on_event", lambda tx, event: self.events.append(event))
        sender = Sender(
            database=self.database,
            api=self.apis[-1],
            renderer=FakeRenderer(),
            parcels=Parcels(self.database, Shelf(self.media), self.pages, bot_id=BOT_ID),
            clock=self.clock,
            spawn=self.spawn,
            owner=f"run-{self.runs}",
            checkpoint=self._at,
            **settings,
        )
        self.database.after_commit = lambda tx: sender.nudge(tx.outgoing)
        return sender

    def _at(self, name: str) -> None:
        self.checkpoint(name)

    def start(self, **settings: Any) -> Sender:
        sender = self.sender(**settings)
        self.spawn(sender.run(), name="sender")
        return sender

    async def kill(self) -> None:
        """As if the process died: everything in memory is gone, nothing is recorded."""
        self.database.after_commit = None
        for task in self.tasks:
            task.cancel()
        await asyncio.gather(*self.tasks, return_exceptions=True)
        self.tasks.clear()

    async def say(self, text: str = "hello", chat_id: int = 7, **row: Any) -> int:
        row.setdefault("lane", Lane.ANSWER)
        row.setdefault("when_unknown", WhenUnknown.LEAVE)
        if "template" not in row:
            row.setdefault("payload", {"text": text})
        now = self.clock.now()
        said = await self.database.write(lambda tx: Outbox(tx).add(chat_id=chat_id, now=now, **row))
        assert said is not None
        return said

    async def row(self, id: int) -> Any:
        return await self.database.read(lambda tx: dict(tx.sql.outbox_by_id(id=id)))

    async def state(self, id: int) -> str:
        return str((await self.row(id))["state"])

    async def counts(self) -> dict[str, int]:
        return await self.database.read(lambda tx: Outbox(tx).counts())

    async def until(self, met: Callable[[], Awaitable[bool]] | Callable[[], bool], seconds: float = 8.0) -> None:
        deadline = time.monotonic() + seconds
        while True:
            answer = met()
            if answer if isinstance(answer, bool) else await answer:
                return
            assert time.monotonic() < deadline, f"not met in {seconds} s; heard {len(self.telegram.heard)} calls"
            await asyncio.sleep(0.01)

    async def until_state(self, id: int, state: str, seconds: float = 8.0) -> None:
        async def met() -> bool:
            return await self.state(id) == state

        await self.until(met, seconds)

    async def until_heard(self, count: int, seconds: float = 8.0) -> None:
        await self.until(lambda: len(self.telegram.heard) >= count, seconds)

    async def until_calling(self, count: int) -> None:
        async def met() -> bool:
            return (await self.counts()).get("calling", 0) >= count

        await self.until(met)

    async def until_empty(self, seconds: float = 8.0) -> None:
        async def met() -> bool:
            counts = await self.counts()
            return not counts.get("pending") and not counts.get("calling")

        await self.until(met, seconds)


@pytest.fixture
async def telegram() -> AsyncIterator[tuple[FakeTelegram, str]]:
    fake = FakeTelegram()
    app = web.Application(client_max_size=60 << 20)
    app.router.add_post("/bot{token}/{method}", fake.answer)
    runner = web.AppRunner(app, shutdown_timeout=0.1, access_log=None)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0)
    await site.start()
    yield fake, f"http://127.0.0.1:{runner.addresses[0][1]}"
    fake.gate.set()
    await runner.cleanup()


@pytest.fixture
async def house(tmp_path: Path, telegram: tuple[FakeTelegram, str]) -> AsyncIterator[House]:
    url = f"sqlite:///{tmp_path}/sales.db"
    migrate(url)
    database = await open_database(url)
    (tmp_path / "media").mkdir()
    house = House(database, telegram[0], telegram[1], tmp_path / "media")
    yield house
    await house.kill()
    for api in house.apis:
        await api.close()
    await database.close()
