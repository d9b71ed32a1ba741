"""Programmed faults: what takes effect, what does not, and how the answers look."""

import asyncio

import aiohttp
import pytest

from tests.support.telegram import Person, Sandbox, World


async def raw_send(sandbox: Sandbox, world: World, person: Person, text: str = "x") -> tuple[int, str, bytes]:
    body = {"chat_id": person.id, "text": text}
    async with sandbox.session.post(f"{world.api_url}/sendMessage", json=body) as answer:
        return answer.status, answer.content_type, await answer.read()


async def arrived(person: Person, text: str = "x") -> bool:
    return any(message.get("text") == text for message in await person.dialogue())


@pytest.mark.parametrize(
    ("action", "shown"),
    [
        ("accept_500", (500, "application/json", b"Internal Server Error")),
        ("accept_502_html", (502, "text/html", b"<h1>502 Bad Gateway</h1>")),
        ("accept_unparsable", (200, "application/json", b'{"ok":true,"result":')),
        ("accept_unknown_fields", (200, "application/json", b"field_of_tomorrow")),
    ],
)
async def test_accepted_calls_take_effect_and_then_fail(
    sandbox, world: World, anna: Person, action: str, shown: tuple[int, str, bytes]
) -> None:
    status, kind, part = shown
    await world.fault(action, methods=["sendMessage"], name="boom")
    got_status, got_kind, body = await raw_send(sandbox, world, anna)
    assert (got_status, got_kind) == (status, kind)
    assert part in body
    assert await arrived(anna)
    [entry] = await world.log(method="sendMessage")
    assert (entry["accepted"], entry["status"], entry["fault"]) == (True, status, "boom")


async def test_unparsable_answer_really_is(sandbox, world: World, anna: Person) -> None:
    await world.fault("accept_unparsable")
    with pytest.raises(ValueError, match=r"(?i)unterminated|expecting|delimiter"):
        await world.api("sendMessage", chat_id=anna.id, text="x")


async def test_dropped_connection_after_and_before_the_effect(sandbox, world: World, anna: Person) -> None:
    await world.fault("accept_drop", methods=["sendMessage"], times=1)
    with pytest.raises(aiohttp.ServerDisconnectedError):
        await raw_send(sandbox, world, anna, "kept")
    await world.fault("refuse_drop", methods=["sendMessage"])
    with pytest.raises(aiohttp.ClientConnectionError):
        await raw_send(sandbox, world, anna, "lost")
    assert await arrived(anna, "kept")
    assert not await arrived(anna, "lost")
    entries = await world.log(method="sendMessage")
    assert [(entry["accepted"], entry["status"]) for entry in entries] == [(True, None), (False, None)]


async def test_call_that_is_never_answered_has_its_effect(sandbox, world: World, anna: Person) -> None:
    await world.fault("accept_timeout", methods=["sendMessage"])
    with pytest.raises(TimeoutError):
        await asyncio.wait_for(raw_send(sandbox, world, anna), 0.3)
    assert await arrived(anna)


async def test_slow_answer_comes_after_its_seconds(sandbox, world: World, anna: Person) -> None:
    await world.fault("accept_slow", methods=["sendMessage"], seconds=0.2)
    waiting = asyncio.create_task(raw_send(sandbox, world, anna))
    await anna.sees("x")
    assert not waiting.done()
    assert (await waiting)[0] == 200


@pytest.mark.parametrize(
    ("shape", "parameters"),
    [
        ("json", {"retry_after": 7}),
        ("string", {"retry_after": "5"}),
        ("negative", {"retry_after": -1}),
        ("huge", {"retry_after": 10**9}),
        ("zero", {"retry_after": 0}),
        ("missing", None),
    ],
)
async def test_429_comes_in_every_shape(world: World, anna: Person, shape: str, parameters: dict | None) -> None:
    await world.fault("refuse_429", shape=shape, retry_after=7, times=1)
    answer = await world.api("sendMessage", chat_id=anna.id, text="x")
    assert answer["error_code"] == 429
    assert answer.get("parameters") == parameters
    [entry] = await world.log(method="sendMessage")
    assert entry["retry_after"] == (7 if shape == "json" else None)
    assert not await arrived(anna)


async def test_429_as_html(sandbox, world: World, anna: Person) -> None:
    await world.fault("refuse_429", shape="html")
    status, kind, body = await raw_send(sandbox, world, anna)
    assert (status, kind) == (429, "text/html")
    assert b"<html>" in body


async def test_sends_within_an_announced_halt_are_marked(world: World, anna: Person) -> None:
    await world.fault("refuse_429", retry_after=30, times=1)
    for _ in range(2):
        await world.api("sendMessage", chat_id=anna.id, text="x")
    assert [entry["during_halt"] for entry in await world.log(method="sendMessage")] == [False, True]


@pytest.mark.parametrize(
    ("fault", "code", "sentence"),
    [
        ({"action": "refuse_401"}, 401, "Unauthorized"),
        ({"action": "refuse_403", "reason": "kicked"}, 403, "Forbidden: bot was kicked from the group chat"),
        ({"action": "refuse_403", "reason": "deactivated"}, 403, "Forbidden: user is deactivated"),
        ({"action": "refuse_400", "description": "message is too long"}, 400, "Bad Request: message is too long"),
        ({"action": "refuse_500"}, 500, "Internal Server Error: restart"),
    ],
)
async def test_refused_calls_have_no_effect(world: World, anna: Person, fault: dict, code: int, sentence: str) -> None:
    await world.fault(**fault)
    answer = await world.api("sendMessage", chat_id=anna.id, text="x")
    assert (answer["error_code"], answer["description"]) == (code, sentence)
    assert not await arrived(anna)
    [entry] = await world.log(method="sendMessage")
    assert (entry["accepted"], entry["error_code"], entry["fault"]) == (False, code, fault["action"])


async def test_migrate_names_the_new_chat(world: World, anna: Person) -> None:
    await world.fault("refuse_migrate", to=-1002000000001)
    answer = await world.api("sendMessage", chat_id=anna.id, text="x")
    assert answer["parameters"] == {"migrate_to_chat_id": -1002000000001}


async def test_503_says_when_to_come_back(sandbox, world: World, anna: Person) -> None:
    await world.fault("refuse_503", retry_after=3)
    async with sandbox.session.post(f"{world.api_url}/getMe") as answer:
        assert (answer.status, answer.headers["Retry-After"]) == (503, "3")


async def test_fault_is_limited_to_methods_chats_nth_and_times(world: World, anna: Person) -> None:
    boris = await world.person("Boris")
    await boris.starts()
    await world.fault("refuse_500", methods=["send*"], chats=[anna.id], nth=2)

    async def works(method: str, person: Person, **params: object) -> bool:
        return (await world.api(method, chat_id=person.id, **params))["ok"]

    assert await works("sendMessage", boris, text="1")
    assert await works("getChat", anna)
    assert await works("sendMessage", anna, text="1")
    assert not await works("sendChatAction", anna, action="typing")
    assert await works("sendMessage", anna, text="3")


async def test_fault_waits_ends_and_is_lifted(world: World) -> None:
    first = await world.fault("refuse_500", after=60)
    assert (await world.api("getMe"))["ok"]
    second = await world.fault("refuse_500", until=0)
    assert (await world.api("getMe"))["ok"]
    third = await world.fault("refuse_500")
    assert not (await world.api("getMe"))["ok"]
    listed = (await world.ask("GET", "/faults"))["faults"]
    assert [(fault["id"], fault["fired"]) for fault in listed] == [(first, 0), (second, 0), (third, 1)]
    await world.ask("DELETE", f"/faults/{third}")
    assert (await world.api("getMe"))["ok"]
    await world.no_faults()


async def test_probability_hits_some_calls_and_spares_others(world: World) -> None:
    await world.fault("refuse_500", probability=0.5)
    answers = [(await world.api("getMe"))["ok"] for _ in range(60)]
    assert 10 < sum(answers) < 50
