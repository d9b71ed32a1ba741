"""Long polling: order, acknowledgement, conflicts, what is delivered and how often."""

import asyncio

import pytest

from tests.support.telegram import Person, World


async def poll(world: World, **params: object) -> list[dict]:
    return (await world.api("getUpdates", **params))["result"]


async def test_updates_repeat_until_the_offset_moves_past_them(world: World, anna: Person) -> None:
    await anna.says("one")
    await anna.says("two")
    first = await poll(world)
    assert [u["message"]["text"] for u in first] == ["one", "two"]
    assert first[1]["update_id"] == first[0]["update_id"] + 1
    assert await poll(world) == first
    assert [u["message"]["text"] for u in await poll(world, offset=first[1]["update_id"])] == ["two"]
    assert await poll(world, offset=first[1]["update_id"] + 1) == []


async def test_limit_and_negative_offset(world: World, anna: Person) -> None:
    for text in ("one", "two", "three"):
        await anna.says(text)
    assert len(await poll(world, limit=2)) == 2
    assert [u["message"]["text"] for u in await poll(world, offset=-1)] == ["three"]
    assert [u["message"]["text"] for u in await poll(world)] == ["three"]


async def test_long_poll_answers_as_soon_as_something_happens(world: World, anna: Person) -> None:
    waiting = asyncio.create_task(poll(world, timeout=20))
    await asyncio.sleep(0.05)
    await anna.says("now")
    [update] = await asyncio.wait_for(waiting, 2)
    assert update["message"]["text"] == "now"


async def test_second_poller_conflicts_with_the_first(world: World) -> None:
    first = asyncio.create_task(world.api("getUpdates", timeout=20))
    await asyncio.sleep(0.05)
    await world.api("getUpdates", timeout=0)
    answer = await asyncio.wait_for(first, 2)
    assert answer["error_code"] == 409
    assert answer["description"].startswith("Conflict: terminated by other getUpdates request")


async def test_polling_is_refused_while_a_webhook_is_set(world: World) -> None:
    await world.api("setWebhook", url="http://127.0.0.1:9/hook")
    answer = await world.api("getUpdates")
    assert answer["error_code"] == 409
    assert "can't use getUpdates method while webhook is active" in answer["description"]
    await world.api("deleteWebhook")
    assert (await world.api("getUpdates"))["ok"]


async def test_reactions_come_only_when_asked_for(world: World, anna: Person) -> None:
    said = await anna.says("x")
    message_id = said["message"]["message_id"]
    await anna.reacts(message_id, "\U0001f44d")
    assert [list(u)[-2:] for u in await poll(world)] == [["message", "update_id"]]
    await poll(world, allowed_updates=["message", "message_reaction"])
    await anna.reacts(message_id, "\U0001f525")
    last = (await poll(world))[-1]
    assert last["message_reaction"]["new_reaction"] == [{"type": "emoji", "emoji": "\U0001f525"}]
    await world.api("answerCallbackQuery", callback_query_id="0")
    await anna.taps_data(message_id, "d")
    assert all("callback_query" not in u for u in await poll(world)), "not in allowed_updates"


async def test_every_update_is_delivered_several_times_by_the_programme(world: World, anna: Person) -> None:
    await world.delivery(copies=[3, 3])
    for text in ("one", "two"):
        await anna.says(text)
    seen: list[str] = []
    offset = 0
    for _ in range(6):
        batch = await poll(world, offset=offset)
        seen += [u["message"]["text"] for u in batch]
        offset = max([offset, *(u["update_id"] + 1 for u in batch)])
    assert sorted(seen) == ["one"] * 3 + ["two"] * 3
    logged = await world.log(kind="update", update_type="message")
    assert [entry["delivery"] for entry in logged[-6:]] == [1, 1, 2, 2, 3, 3]


async def test_acknowledged_updates_come_again_with_the_given_probability(world: World, anna: Person) -> None:
    await world.delivery(copies=[1, 1], redeliver_acked=1.0)
    await anna.says("again")
    [update] = await poll(world)
    [repeated] = await poll(world, offset=update["update_id"] + 1)
    assert repeated == update


@pytest.mark.parametrize("body", [{"message": None}, {"brand_new_kind": {"a": 1}}, {}])
async def test_raw_updates_of_any_shape_are_delivered(world: World, anna: Person, body: dict) -> None:
    await anna.does("raw", update=body)
    [update] = await poll(world)
    assert body.items() <= update.items()


async def test_update_with_a_lower_id_of_its_own_is_still_delivered(world: World, anna: Person) -> None:
    await anna.says("before")
    [before] = await poll(world)
    await anna.does("raw", update={"update_id": 5, "message": {"text": "restarted"}})
    [restarted] = await poll(world, offset=before["update_id"] + 1)
    assert restarted["update_id"] == 5


async def test_tokens_are_checked(sandbox, world: World) -> None:
    async with sandbox.session.get(f"{sandbox.url}/botnonsense/getMe") as answer:
        assert (answer.status, (await answer.json())["description"]) == (404, "Not Found")
    await world.api("getMe")
    other = sandbox.world(f"{world.bot_id}:AAE-a_different_token_for_the_same_bot_id")
    assert (await other.api("getMe"))["error_code"] == 401
    await world.ask("POST", "/revoke", {})
    assert (await world.api("getMe"))["description"] == "Unauthorized"


async def test_unknown_method_answers_404_and_is_logged(world: World) -> None:
    answer = await world.api("sendTelepathy", thought="x")
    assert answer == {"ok": False, "error_code": 404, "description": "Not Found: method not found"}
    [entry] = await world.log(method="sendTelepathy")
    assert (entry["kind"], entry["accepted"], entry["error_code"]) == ("call", False, 404)
