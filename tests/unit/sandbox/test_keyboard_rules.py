"""Keyboards, presses and their answers: the shapes Telegram takes and the ones it refuses."""

import pytest

from tests.support.telegram import Person, World


async def answer_to(world: World, person: Person, button: dict) -> dict:
    return await world.api("sendMessage", chat_id=person.id, text="x", reply_markup={"inline_keyboard": [[button]]})


@pytest.mark.parametrize("data", ["x", "x" * 64, "\u044f" * 32])
async def test_callback_data_of_up_to_64_bytes_is_taken(world: World, anna: Person, data: str) -> None:
    assert (await answer_to(world, anna, {"text": "A", "callback_data": data}))["ok"]


@pytest.mark.parametrize("data", ["x" * 65, "\u044f" * 33, ""])
async def test_callback_data_outside_1_to_64_bytes_is_refused(world: World, anna: Person, data: str) -> None:
    answer = await answer_to(world, anna, {"text": "A", "callback_data": data})
    assert answer["description"] == "Bad Request: BUTTON_DATA_INVALID"


@pytest.mark.parametrize(
    ("button", "sentence"),
    [
        ({"text": "A"}, "can't parse inline keyboard button: Text buttons are unallowed in the inline keyboard"),
        ({"callback_data": "a"}, 'can\'t parse inline keyboard button: Field "text" must be of type String'),
        ({"text": " ", "callback_data": "a"}, "inline keyboard button text must be non-empty"),
        ({"text": "A", "url": "not a url"}, "inline keyboard button URL 'not a url' is invalid: Wrong HTTP URL"),
        ({"text": "A", "pay": True}, "BUTTON_TYPE_INVALID"),
    ],
)
async def test_wrong_buttons_are_refused(world: World, anna: Person, button: dict, sentence: str) -> None:
    assert (await answer_to(world, anna, button))["description"] == f"Bad Request: {sentence}"


async def test_keyboard_that_is_not_json_or_too_large_is_refused(world: World, anna: Person) -> None:
    answer = await world.api("sendMessage", chat_id=anna.id, text="x", reply_markup="{oops")
    assert answer["description"] == "Bad Request: can't parse reply keyboard markup JSON object"
    rows = [[{"text": "A", "callback_data": str(n)}] for n in range(101)]
    answer = await world.api("sendMessage", chat_id=anna.id, text="x", reply_markup={"inline_keyboard": rows})
    assert answer["description"] == "Bad Request: reply markup is too long"


async def test_contact_is_requested_in_private_chats_only(world: World, anna: Person) -> None:
    keyboard = {"keyboard": [[{"text": "My number", "request_contact": True}]]}
    assert (await world.api("sendMessage", chat_id=anna.id, text="x", reply_markup=keyboard))["ok"]
    assert await anna.keyboard() == ["My number"]
    group = await world.group("Staff", anna)
    answer = await world.api("sendMessage", chat_id=group.id, text="x", reply_markup=keyboard)
    assert answer["description"] == "Bad Request: phone number can be requested in private chats only"


async def test_reply_keyboard_goes_when_the_bot_removes_it(world: World, anna: Person) -> None:
    await world.api("sendMessage", chat_id=anna.id, text="x", reply_markup={"keyboard": [["Short form"]]})
    assert await anna.keyboard() == ["Short form"]
    await world.api("sendMessage", chat_id=anna.id, text="y", reply_markup={"remove_keyboard": True})
    assert await anna.keyboard() == []


async def test_press_is_answered_once(world: World, anna: Person) -> None:
    await answer_to(world, anna, {"text": "A", "callback_data": "a"})
    tap = await anna.taps("A")
    assert (await world.api("answerCallbackQuery", callback_query_id=tap.id))["result"] is True
    again = await world.api("answerCallbackQuery", callback_query_id=tap.id)
    assert again["error_code"] == 400
    assert again["description"].endswith("query is too old and response timeout expired or query ID is invalid")
    unknown = await world.api("answerCallbackQuery", callback_query_id="1")
    assert unknown["description"] == again["description"]


async def test_answer_of_more_than_200_characters_is_refused_and_may_be_repeated(world: World, anna: Person) -> None:
    await answer_to(world, anna, {"text": "A", "callback_data": "a"})
    tap = await anna.taps("A")
    long = await world.api("answerCallbackQuery", callback_query_id=tap.id, text="x" * 201)
    assert long["description"] == "Bad Request: MESSAGE_TOO_LONG"
    assert (await world.api("answerCallbackQuery", callback_query_id=tap.id, text="x" * 200))["ok"]


async def test_commands_are_seen_by_scope_and_language(world: World, anna: Person) -> None:
    def menu(name: str) -> list[dict[str, str]]:
        return [{"command": name, "description": name}]

    await world.api("setMyCommands", commands=menu("start"))
    await world.api("setMyCommands", commands=menu("begin"), language_code="en")
    await world.api("setMyCommands", commands=menu("admin"), scope={"type": "chat", "chat_id": anna.id})
    boris = await world.person("Boris", language_code="en")

    async def seen_by(person: Person, chat_id: int | None = None) -> list[str]:
        view = await world.ask("GET", f"/chats/{chat_id or person.id}/messages", viewer=person.id)
        return [item["command"] for item in view["commands"]]

    assert await seen_by(anna) == ["admin"]
    assert await seen_by(boris) == ["begin"]
    group = await world.group("Staff", anna, boris)
    await world.api("setMyCommands", commands=menu("owners"), scope={"type": "all_chat_administrators"})
    await world.api("setMyCommands", commands=menu("members"), scope={"type": "all_group_chats"})
    assert await seen_by(anna, group.id) == ["owners"]
    assert await seen_by(boris, group.id) == ["members"]
    wrong = await world.api("setMyCommands", commands=menu("Not-A-Command"))
    assert wrong["description"] == "Bad Request: BOT_COMMAND_INVALID"
