"""A dialogue from both sides: what people do becomes updates, what the bot does is seen."""

import pytest

from tests.support.telegram import Person, Refused, World


async def updates(world: World, **params: object) -> list[dict]:
    return (await world.api("getUpdates", **params))["result"]


async def test_start_with_a_code_becomes_a_message_with_a_command(world: World) -> None:
    anna = await world.person("Anna", username="anna_k", language_code="en")
    await anna.starts("spring")
    [update] = await updates(world)
    message = update["message"]
    assert message["text"] == "/start spring"
    assert message["entities"] == [{"type": "bot_command", "offset": 0, "length": 6}]
    assert message["from"]["language_code"] == "en"
    assert message["chat"] == {"id": anna.id, "type": "private", "first_name": "Anna", "username": "anna_k"}


async def test_person_sees_the_message_and_its_later_edit(world: World, anna: Person) -> None:
    sent = await world.api("sendMessage", chat_id=anna.id, text="<b>Hello</b> & bye", parse_mode="HTML")
    assert (await anna.sees("Hello & bye"))["html"] == "<b>Hello</b> &amp; bye"
    await anna.says("next")
    await world.api("editMessageText", chat_id=anna.id, message_id=sent["result"]["message_id"], text="Step two")
    seen = await anna.sees("Step two")
    assert seen["edited"]


async def test_newest_messages_are_read_without_the_rest(world: World, anna: Person) -> None:
    for number in range(4):
        await anna.says(f"n{number}")
    seen = await world.ask("GET", f"/chats/{anna.id}/messages", limit=2)
    assert [message["text"] for message in seen["messages"]] == ["n2", "n3"]


async def test_sees_ignores_what_was_there_before_the_last_step(world: World, anna: Person) -> None:
    await world.api("sendMessage", chat_id=anna.id, text="Old news")
    await anna.says("anything")
    with pytest.raises(AssertionError, match=r"(?s)did not see 'Old news'.*Old news"):
        await anna.sees("Old news", within=0.05)


async def test_press_by_caption_is_delivered_and_its_answer_is_seen(world: World, anna: Person) -> None:
    keyboard = {"inline_keyboard": [[{"text": "Взять лид", "callback_data": "take:1"}]]}
    await world.api("sendMessage", chat_id=anna.id, text="Lead", reply_markup=keyboard)
    tap = await anna.taps("Взять")
    [update] = await updates(world)
    query = update["callback_query"]
    assert (query["data"], query["from"]["id"], query["message"]["text"]) == ("take:1", anna.id, "Lead")
    await world.api("answerCallbackQuery", callback_query_id=query["id"], text="Ваш", show_alert=True)
    answer = await tap.answered()
    assert (answer["text"], answer["alert"]) == ("Ваш", True)


async def test_absent_button_is_reported_with_what_is_on_the_screen(world: World, anna: Person) -> None:
    keyboard = {"inline_keyboard": [[{"text": "Yes", "callback_data": "y"}]]}
    await world.api("sendMessage", chat_id=anna.id, text="Sure?", reply_markup=keyboard)
    with pytest.raises(AssertionError, match=r"(?s)no button 'No'.*Sure\? \[Yes\]"):
        await anna.taps("No", within=0.05)


async def test_forged_press_carries_any_data(world: World, anna: Person) -> None:
    await anna.taps_data(424242, "forged")
    [update] = await updates(world)
    assert update["callback_query"]["data"] == "forged"
    assert update["callback_query"]["message"]["date"] == 0


async def test_block_and_return_tell_the_bot(world: World, anna: Person) -> None:
    await anna.blocks()
    refused = await world.api("sendMessage", chat_id=anna.id, text="hello?")
    assert (refused["error_code"], refused["description"]) == (403, "Forbidden: bot was blocked by the user")
    await anna.starts()
    blocked, unblocked, started = await updates(world)
    assert blocked["my_chat_member"]["new_chat_member"]["status"] == "kicked"
    assert unblocked["my_chat_member"]["new_chat_member"]["status"] == "member"
    assert started["message"]["text"] == "/start"


async def test_inline_query_is_answered_once(world: World, anna: Person) -> None:
    await anna.does("inline", query="course")
    [update] = await updates(world)
    query_id = update["inline_query"]["id"]
    twins = await world.api("answerInlineQuery", inline_query_id=query_id, results=[{"id": "1"}, {"id": "1"}])
    assert twins["description"] == "Bad Request: RESULT_ID_DUPLICATE"
    assert (await world.api("answerInlineQuery", inline_query_id=query_id, results=[]))["result"] is True
    again = await world.api("answerInlineQuery", inline_query_id=query_id, results=[])
    assert "query is too old" in again["description"]


async def test_worlds_of_two_bots_do_not_meet(sandbox, world: World, anna: Person) -> None:
    other = sandbox.world("990001:AAE-token_of_another_world_0123456789abcd")
    refused = await other.api("sendMessage", chat_id=anna.id, text="hi")
    assert refused["description"] == "Bad Request: chat not found"
    with pytest.raises(Refused, match="no person"):
        await other.ask("POST", f"/people/{anna.id}/say", {"text": "hi"})
