"""Whatever comes, there is exactly one helpful answer: never silence, never two."""

import asyncio
from collections.abc import Awaitable, Callable
from typing import Any

import pytest

from tests.support.house import Running
from tests.support.reading import readable
from tests.support.steps import presses
from tests.support.telegram import Person, World


async def answers_to(bot: Running, person: Person, deed: dict[str, Any]) -> list[dict[str, Any]]:
    """New messages of the bot once the deed is worked off."""
    await bot.handled(deed, within=15)
    return [m for m in await person.dialogue() if m["from_bot"] and m["change"] > deed["change"]]


@pytest.mark.parametrize(
    "kind",
    ["sticker", "voice", "photo", "location", "video", "video_note", "document", "audio", "animation", "poll", "dice"],
)
async def test_what_is_not_words_gets_one_helpful_answer(bot: Running, kind: str) -> None:
    anna = await bot.world.person("Анна")
    answers = await answers_to(bot, anna, await anna.sends(kind))
    assert len(answers) == 1
    assert "словами" in answers[0]["text"]
    assert "Задать вопрос" in await anna.buttons()


@pytest.mark.parametrize("text", ["а?", "я" * 4096, "/nonsense", "👍", "<b>&", "\u202eabc", "\u200b"])
async def test_words_out_of_place_get_one_helpful_answer(bot: Running, text: str) -> None:
    anna = await bot.world.person("Анна")
    answers = await answers_to(bot, anna, await anna.says(text))
    assert len(answers) == 1
    assert {"Задать вопрос", "Передать человеку"} & set(await anna.buttons())


@pytest.mark.parametrize("text", ["", "   ", "\n\t"])
async def test_empty_text_gets_one_helpful_answer(bot: Running, text: str) -> None:
    anna = await bot.world.person("Анна")
    message = {
        "message_id": 900,
        "date": 1_795_000_000,
        "chat": {"id": anna.id, "type": "private", "first_name": "Анна"},
        "from": {"id": anna.id, "is_bot": False, "first_name": "Анна", "language_code": "ru"},
        "text": text,
    }
    await anna.starts()
    await anna.sees("Здравствуйте")
    answers = await answers_to(bot, anna, await anna.does("raw", update={"message": message}))
    assert len(answers) == 1


async def test_a_forwarded_message_gets_one_helpful_answer(bot: Running) -> None:
    anna = await bot.world.person("Анна")
    await anna.starts()
    await anna.sees("Здравствуйте")
    origin = {"type": "hidden_user", "sender_user_name": "Кто-то", "date": 1_794_000_000}
    message = {
        "message_id": 900,
        "date": 1_795_000_000,
        "chat": {"id": anna.id, "type": "private", "first_name": "Анна"},
        "from": {"id": anna.id, "is_bot": False, "first_name": "Анна", "language_code": "ru"},
        "forward_origin": origin,
        "text": "посмотри, какой курс",
    }
    answers = await answers_to(bot, anna, await anna.does("raw", update={"message": message}))
    assert len(answers) == 1


async def nowhere(anna: Person) -> None:
    return None


async def in_the_quiz(anna: Person) -> None:
    await anna.starts()
    await presses(anna, "Начать тест")
    await anna.sees("Я предпочитаю")


async def with_a_question(anna: Person) -> None:
    await anna.says("/help")
    await presses(anna, "Задать вопрос")
    await anna.sees("Спрашивайте")


async def at_the_phone(anna: Person) -> None:
    await anna.says("/help")
    await presses(anna, "Поговорить с человеком")
    await presses(anna, "Позвоните мне")
    await presses(anna, "Да, разрешаю")
    await anna.sees("согласие записано")


async def with_a_lead(anna: Person) -> None:
    await anna.says("/help")
    await presses(anna, "Поговорить с человеком")
    await presses(anna, "Напишите мне здесь")
    await anna.sees("Напишем вам")


@pytest.mark.parametrize("state", [nowhere, in_the_quiz, with_a_question, at_the_phone, with_a_lead])
async def test_every_command_works_from_every_state_with_one_answer(
    bot: Running, state: Callable[[Person], Awaitable[None]]
) -> None:
    anna = await bot.world.person("Анна")
    await state(anna)
    for command, words in (
        ("/help", "Чем могу помочь"),
        ("/language", "Выберите язык"),
        ("/privacy", "Что мы о вас храним"),
        ("/products", "Все курсы"),
        ("/mydata", "всё, что мы о вас храним"),
        ("/stop", "Больше не пишем"),
        ("/forget", "Удалить всё о вас?"),
        ("/quiz", "Я предпочитаю"),
    ):
        answers = await answers_to(bot, anna, await anna.says(command))
        assert len(answers) == 1, command
        assert words in readable(answers[0])


async def test_an_album_gets_exactly_one_answer(bot: Running) -> None:
    anna = await bot.world.person("Анна")
    answers = await answers_to(bot, anna, await anna.sends("album", count=5))
    assert len(answers) == 1
    again = await answers_to(bot, anna, await anna.sends("album", count=3))
    assert len(again) == 1


async def test_an_edited_message_gets_one_answer(bot: Running) -> None:
    anna = await bot.world.person("Анна")
    said = await anna.says("здраствуйте")
    await bot.handled(said)
    answers = await answers_to(bot, anna, await anna.edits(said["message"]["message_id"], "здравствуйте"))
    assert len(answers) == 1
    assert "исправили" in answers[0]["text"]


async def test_words_while_a_quiz_button_is_expected_bring_the_question_again(bot: Running) -> None:
    anna = await bot.world.person("Анна")
    await anna.starts()
    await presses(anna, "Начать тест")
    await presses(anna, "работать в команде")
    await anna.sees("К вечеру")
    answers = await answers_to(bot, anna, await anna.says("не знаю, что выбрать"))
    assert len(answers) == 1
    assert "достаточно нажать кнопку" in answers[0]["text"]
    assert "К вечеру" in answers[0]["text"]
    await presses(anna, "← Назад")
    await anna.sees("Я предпочитаю")


async def test_a_photo_while_a_quiz_button_is_expected_brings_the_question_again(bot: Running) -> None:
    anna = await bot.world.person("Анна")
    await anna.starts()
    await presses(anna, "Начать тест")
    await anna.sees("0%")
    answers = await answers_to(bot, anna, await anna.sends("photo"))
    assert len(answers) == 1
    assert "Я предпочитаю" in answers[0]["text"]


async def test_words_days_after_the_quiz_was_left_are_not_taken_for_an_answer(bot: Running) -> None:
    anna = await bot.world.person("Анна")
    await anna.starts()
    await presses(anna, "Начать тест")
    await anna.sees("0%")
    await bot.world.forward(hours=3)
    await asyncio.sleep(0.5)
    await anna.says("добрый день")
    await anna.sees("нет готового ответа")
    assert "Продолжить тест" in await anna.buttons()


async def test_groups_are_left_in_peace(bot: Running) -> None:
    anna = await bot.world.person("Анна")
    boris = await bot.world.person("Борис")
    group = await bot.world.group("Болталка", anna, boris)
    for deed in (
        await anna.says("привет", chat=group),
        await anna.says("/start", chat=group),
        await anna.says("/help", chat=group),
        await anna.says("/forget", chat=group),
        await anna.sends("photo", chat=group),
    ):
        await bot.handled(deed, within=15)
    assert [m for m in await group.messages() if m["from_bot"]] == []


async def test_a_customers_button_pressed_in_a_group_shows_nothing_there(bot: Running) -> None:
    anna = await bot.world.person("Анна")
    group = await bot.world.group("Болталка", anna)
    said = await bot.world.api("sendMessage", chat_id=group.id, text="hello")
    for data in ("qv1", "pc1:qa-engineer", "cw1:chat:qa-engineer", "fg1:1", "hm1"):
        tap = await anna.taps_data(said["result"]["message_id"], data, chat=group)
        assert (await tap.answered())["alert"]
    assert [m["text"] for m in await group.messages() if m["from_bot"]] == ["hello"]
    assert await bot.rows("SELECT * FROM leads") == []


async def test_a_strange_name_is_shown_as_it_is(world: World) -> None:
    odd = await world.person("<b>{{ 7*7 }}</b>")
    await odd.starts()
    await odd.sees("Здравствуйте, <b>{{ 7*7 }}</b>!")


async def test_a_command_that_names_the_bot_is_obeyed_and_one_that_names_another_is_not(bot: Running) -> None:
    anna = await bot.world.person("Анна")
    username = bot.app.house.desk.bot_username
    await bot.handled(await anna.says(f"/help@{username}"))
    await anna.sees("Чем могу помочь")
    answers = await answers_to(bot, anna, await anna.says("/help@another_bot"))
    assert len(answers) == 1
    assert "Чем могу помочь" not in answers[0]["text"]
