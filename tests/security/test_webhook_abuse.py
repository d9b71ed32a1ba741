"""The only door to the world: without the secret nothing gets in, and nothing breaks it."""

import asyncio
import gzip
import io
import json
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest
from aiohttp import ClientSession, web
from aiohttp.test_utils import TestServer

from bot.app import LARGEST_UPDATE
from bot.clock import SystemClock
from bot.intake import Intake
from bot.webhook import HEADER, Webhook
from storage.database import Database, open_database
from tests.storage.making import rows

SECRET = "s3cret_of_32_characters_and_more_"
GOOD = {HEADER: SECRET}


@pytest.fixture
async def database(sqlite_url: str, tmp_path: Path) -> AsyncIterator[Database]:
    opened = await open_database(sqlite_url)
    yield opened
    await opened.close()


class Door:
    def __init__(self, url: str, session: ClientSession) -> None:
        self.url, self._session = url, session

    async def knock(self, data: bytes | str = b"{}", verb: str = "POST", query: str = "", **headers: str) -> int:
        body = io.BytesIO(data.encode() if isinstance(data, str) else data)
        async with self._session.request(verb, self.url + query, data=body, headers=headers) as answer:
            return answer.status

    async def brings(self, update: Any) -> int:
        return await self.knock(json.dumps(update), **GOOD)


@pytest.fixture
async def door(database: Database) -> AsyncIterator[Door]:
    application = web.Application(client_max_size=LARGEST_UPDATE)
    intake = Intake(database, SystemClock(), 700_100, arrived=lambda *_: None)
    Webhook(intake, SECRET).attach(application, "/telegram")
    async with TestServer(application) as server, ClientSession() as session:
        yield Door(str(server.make_url("/telegram")), session)


def update(number: int) -> dict[str, Any]:
    chat = {"id": number, "type": "private"}
    return {"update_id": number, "message": {"message_id": 1, "date": 1, "chat": chat, "from": {"id": number}}}


async def arrived(database: Database) -> int:
    return int((await rows(database, "SELECT COUNT(*) AS total FROM inbox"))[0]["total"])


@pytest.mark.parametrize(
    "headers",
    [
        {},
        {HEADER: ""},
        {HEADER: "wrong"},
        {HEADER: SECRET[:-1]},
        {HEADER: SECRET + "x"},
        {HEADER: SECRET.upper()},
        {HEADER: SECRET * 8},
        {HEADER: "секрет"},
        {HEADER: "\u00ff" * 33},
        {"Authorization": SECRET},
        {"X-Forwarded-For": "149.154.167.220"},
    ],
)
async def test_without_the_secret_nothing_gets_in(door: Door, database: Database, headers: dict[str, str]) -> None:
    assert await door.knock(json.dumps(update(1)), **headers) == 401
    assert await arrived(database) == 0


async def test_the_secret_in_the_address_does_not_count(door: Door, database: Database) -> None:
    assert await door.knock(json.dumps(update(1)), query=f"?secret_token={SECRET}&{HEADER}={SECRET}") == 401
    assert await arrived(database) == 0


@pytest.mark.parametrize("verb", ["GET", "PUT", "DELETE", "PATCH", "OPTIONS"])
async def test_only_posting_is_possible(door: Door, verb: str) -> None:
    assert await door.knock(verb=verb, **GOOD) == 405


async def test_what_is_too_large_is_refused_and_what_just_fits_is_not(door: Door, database: Database) -> None:
    assert await door.knock(b"x" * (LARGEST_UPDATE + 1), **GOOD) == 413
    assert await arrived(database) == 0
    body = json.dumps(update(1))
    assert await door.knock(body + " " * (LARGEST_UPDATE - len(body) - 1), **GOOD) == 200
    assert await arrived(database) == 1


async def test_packed_bodies_are_refused(door: Door, database: Database) -> None:
    bomb = gzip.compress(b"0" * 10_000_000)
    assert await door.knock(bomb, **GOOD, **{"Content-Encoding": "gzip"}) in (413, 415)
    assert await arrived(database) == 0


@pytest.mark.parametrize(
    "body",
    [
        b"", b"[]", b"{}", b"null", b"1", b'"x"', b"{", b"\xff\xfe", b"[" * 5000, b'{"update_id":"1"}',
        b'{"update_id":true}', b'{"update_id":1.5}', b'{"update_id":99999999999999999999999}', b"NaN",
    ],
)  # fmt: skip
async def test_what_is_no_update_leaves_no_trace_and_is_not_repeated(
    door: Door, database: Database, body: bytes
) -> None:
    assert await door.knock(body, **GOOD) == 200
    assert await arrived(database) == 0


async def test_a_hundred_at_once_are_each_written_down_once(door: Door, database: Database) -> None:
    codes = await asyncio.gather(*(door.brings(update(n % 50 + 1)) for n in range(100)))
    assert set(codes) == {200}
    assert await arrived(database) == 50


async def test_a_hundred_strangers_at_once_leave_nothing(door: Door, database: Database) -> None:
    codes = await asyncio.gather(*(door.knock(json.dumps(update(n)), **{HEADER: f"guess-{n}"}) for n in range(100)))
    assert set(codes) == {401}
    assert await arrived(database) == 0


async def test_strange_insides_are_kept_for_the_worker_to_judge(door: Door, database: Database) -> None:
    for number, inside in enumerate(({"message": []}, {"message": {"chat": 5}}, {}, {"new_kind": {"a": 1}}), start=1):
        assert await door.brings({"update_id": number, **inside}) == 200
    assert await arrived(database) == 4
    assert await door.knock(b'{"update_id": 9, "message": {"text": "\\ud800 \\u0000"}}', **GOOD) == 200
