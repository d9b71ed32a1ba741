"""The raw Bot API client: what it reports, and what it never tells."""

import asyncio
import socket

import aiohttp
import pytest
from aiohttp import web

from bot.sending.api import TelegramApi, TelegramRefused, TelegramUnreachable
from bot.sending.results import Outcome, classify
from tests.unit.sending.conftest import TOKEN, FakeTelegram, drop, refusal

Wired = tuple[FakeTelegram, str]


@pytest.fixture
async def api(telegram: Wired):
    api = TelegramApi(telegram[1], TOKEN)
    yield api
    await api.close()


def closed_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


async def test_asking_returns_the_result(api: TelegramApi, telegram: Wired) -> None:
    telegram[0].rule = lambda heard, request: web.json_response({"ok": True, "result": {"username": "fit"}})
    assert await api.ask("getMe") == {"username": "fit"}


async def test_a_refusal_carries_code_and_sentence(api: TelegramApi, telegram: Wired) -> None:
    telegram[0].rule = lambda heard, request: refusal(401, "Unauthorized")
    with pytest.raises(TelegramRefused) as refused:
        await api.ask("getMe")
    assert (refused.value.code, refused.value.description) == (401, "Unauthorized")


async def test_files_travel_beside_json_fields(api: TelegramApi, telegram: Wired) -> None:
    answer = await api.call(
        "sendDocument", {"chat_id": 5, "reply_markup": {"a": 1}}, files={"document": ("a.txt", b"abc")}
    )
    body = telegram[0].heard[0].body
    assert answer.status == 200
    assert (body["chat_id"], body["reply_markup"]) == ("5", '{"a":1}')
    assert body["document"] == ("a.txt", b"abc")


async def test_a_refused_connection_was_surely_not_sent() -> None:
    api = TelegramApi(f"http://127.0.0.1:{closed_port()}", TOKEN)
    assert classify(await api.call("sendMessage", {})).outcome is Outcome.NOT_SENT
    await api.close()


async def test_a_connection_that_does_not_come_about_was_surely_not_sent() -> None:
    with socket.socket() as full:
        full.bind(("127.0.0.1", 0))
        full.listen(0)
        address = full.getsockname()
        fillers = [socket.socket() for _ in range(4)]
        for filler in fillers:
            filler.setblocking(False)
            filler.connect_ex(address)
        api = TelegramApi(f"http://127.0.0.1:{address[1]}", TOKEN)
        answer = await api.call("sendMessage", {}, timeout=0.3)
        await api.close()
        for filler in fillers:
            filler.close()
    assert classify(answer).outcome is Outcome.NOT_SENT


async def test_a_name_that_does_not_resolve_was_surely_not_sent(monkeypatch: pytest.MonkeyPatch) -> None:
    async def nowhere(*args: object, **more: object) -> None:
        raise OSError(socket.EAI_NONAME, "Name or service not known")

    monkeypatch.setattr(aiohttp.resolver.DefaultResolver, "resolve", nowhere)
    api = TelegramApi("http://telegram.invalid", TOKEN)
    assert classify(await api.call("sendMessage", {})).outcome is Outcome.NOT_SENT
    await api.close()


async def test_a_drop_after_hearing_is_unknown(api: TelegramApi, telegram: Wired) -> None:
    telegram[0].rule = lambda heard, request: drop(request)
    assert classify(await api.call("sendMessage", {})).outcome is Outcome.UNKNOWN


async def test_silence_after_hearing_is_unknown(api: TelegramApi, telegram: Wired) -> None:
    telegram[0].gate.clear()
    answer = await api.call("sendMessage", {}, timeout=0.1)
    assert (classify(answer).outcome, len(telegram[0].heard)) == (Outcome.UNKNOWN, 1)


async def test_an_unreadable_success_was_sent(api: TelegramApi, telegram: Wired) -> None:
    telegram[0].rule = lambda heard, request: web.Response(text="{oops")
    assert classify(await api.call("sendMessage", {})).outcome is Outcome.SENT


async def test_a_success_cut_short_was_sent() -> None:
    async def cut(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.readuntil(b"\r\n\r\n")
        writer.write(b'HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n{"ok":true,')
        await writer.drain()
        writer.close()

    server = await asyncio.start_server(cut, "127.0.0.1", 0)
    api = TelegramApi(f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}", TOKEN)
    assert classify(await api.call("sendMessage", {})).outcome is Outcome.SENT
    await api.close()
    server.close()


async def test_the_token_is_in_no_answer_error_or_repr(telegram: Wired) -> None:
    told: list[str] = []
    telegram[0].gate.clear()
    for base, timeout in ((telegram[1], 0.05), (f"http://127.0.0.1:{closed_port()}", 1.0), ("http://:bad url", 1.0)):
        api = TelegramApi(base, TOKEN)
        told += [repr(api), repr(await api.call("getMe", timeout=timeout))]
        with pytest.raises(TelegramUnreachable) as unreachable:
            await api.ask("getMe", timeout=timeout)
        told += [repr(unreachable.value), repr(unreachable.value.__context__), repr(unreachable.value.__cause__)]
        await api.close()
    assert "secret" not in "".join(told)
