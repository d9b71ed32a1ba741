"""After the last answer: the result, its picture, what is behind its buttons, and what is taken away from it."""

from urllib.parse import parse_qs, urlparse

import pytest

from tests.support.house import Running
from tests.support.reading import captions, data_of, readable
from tests.support.steps import RATING, answers_quiz, presses, skips_quiz, takes_quiz
from tests.support.telegram import Json, Person


async def finishes_calmly(bot: Running, name: str = "Анна", **fields: str) -> Person:
    person = await bot.world.person(name, **fields)
    await person.starts()
    await presses(person, "Start the quiz" if fields else "Начать тест")
    await answers_quiz(person, calmly=bot)
    await person.sees("Does it speak" if fields else RATING)
    return person


async def the(person: Person, words: str) -> Json:
    """The newest message that says so."""
    return next(m for m in reversed(await person.dialogue()) if m["from_bot"] and words in readable(m))


def share_of(card: Json) -> dict[str, list[str]]:
    rows = card["reply_markup"]["inline_keyboard"]
    address = urlparse(next(button["url"] for row in rows for button in row if "url" in button))
    assert (address.netloc, address.path) == ("t.me", "/share/url")
    return parse_qs(address.query)


async def test_the_result_is_read_in_ten_seconds_and_leads_on(bot: Running) -> None:
    anna = await finishes_calmly(bot)
    result = await the(anna, "что подсказали ваши ответы")
    assert result["text"].count("%") == 3
    assert "Вы выбрали «" in result["text"]
    assert "Честно о трудном" in result["text"]
    assert len(result["text"]) < 650
    assert "Что мне подойдёт" in captions(result)


async def test_the_picture_comes_with_words_that_stand_alone_and_a_link_to_share(bot: Running) -> None:
    anna = await finishes_calmly(bot)
    card = await the(anna, "ближе всего вам")
    assert "photo" in card
    assert "Интернет-маркетолог" in card["caption"]
    share = share_of(card)
    assert share["url"][0].startswith("https://t.me/")
    assert "Интернет-маркетолог" in share["text"][0]


async def test_a_friend_who_comes_by_the_link_is_known_as_recommended(bot: Running) -> None:
    anna = await finishes_calmly(bot)
    code = share_of(await the(anna, "ближе всего вам"))["url"][0].split("?start=")[1]
    assert len(code) >= 16
    await presses(anna, "Мои результаты")
    await presses(anna, "Карточка для друга")
    assert share_of(await anna.sees("ближе всего вам"))["url"][0].endswith(code), "one code, ever after"
    boris = await bot.world.person("Борис")
    await boris.starts(code)
    await boris.sees("Здравствуйте")
    await anna.starts(code)
    await anna.sees("С возвращением")
    touches = await bot.rows("SELECT t.code, p.first_name FROM touches t JOIN people p ON p.id = t.person_id")
    assert [(row["code"], row["first_name"]) for row in touches] == [(code, "Борис")], "her own click does not count"
    links = await bot.rows("SELECT source FROM links WHERE created_by IS NOT NULL")
    assert [row["source"] for row in links] == ["referral"]


SIDES = {
    "Почему так?": "Меньше всего подходит",
    "Каково на деле?": "Радует",
    "Мои результаты": "Считается последний",
}


@pytest.mark.parametrize(("button", "words"), SIDES.items())
async def test_what_is_longer_is_behind_a_button_and_leads_back(bot: Running, button: str, words: str) -> None:
    anna = await finishes_calmly(bot)
    await presses(anna, button)
    await anna.sees(words)
    await presses(anna, "← К результату")
    await anna.sees("что подсказали ваши ответы")


async def test_how_the_quiz_works_is_open_to_everybody(bot: Running) -> None:
    anna = await bot.world.person("Анна")
    await anna.says("/privacy")
    await presses(anna, "Как устроен тест")
    shown = await anna.sees("примерно в половине случаев")
    assert "O*NET" in shown["text"]
    await presses(anna, "На главную")
    await anna.sees("Здравствуйте")


async def test_the_guide_comes_at_once_as_a_document_and_counts_as_a_signal(bot: Running) -> None:
    anna = await finishes_calmly(bot)
    await presses(anna, "Мой план (PDF)")
    guide = await anna.sees("Ваш план на неделю", within=10)
    assert guide["document"]["file_name"].endswith(".pdf")
    assert len(await bot.rows("SELECT * FROM signals WHERE key = 'took_guide'")) == 1


async def test_haste_is_offered_another_try_first_and_told_with_care_afterwards(bot: Running) -> None:
    anna = await bot.world.person("Анна")
    await anna.starts()
    await presses(anna, "Начать тест")
    offered = await answers_quiz(anna)
    assert captions(offered) == ["Ответить заново", "Показать как есть"]
    await presses(anna, "Показать как есть")
    result = await the(anna, "что подсказали ваши ответы")
    assert "верьте результату осторожно" in result["text"]
    assert "заметно впереди" not in result["text"]


async def test_haste_answered_anew_begins_from_the_first_question(bot: Running) -> None:
    anna = await bot.world.person("Анна")
    await anna.starts()
    await presses(anna, "Начать тест")
    await answers_quiz(anna)
    await presses(anna, "Ответить заново")
    await anna.sees("Я предпочитаю")
    await answers_quiz(anna, calmly=bot)
    await anna.sees(RATING)
    careless = await bot.rows("SELECT result FROM quiz_attempts ORDER BY id")
    assert ['"careless":true' in row["result"] for row in careless] == [True, False]


async def test_earlier_results_are_listed_with_what_changed(bot: Running) -> None:
    anna = await finishes_calmly(bot)
    for _ in range(2):
        await presses(anna, "Мои результаты")
        await presses(anna, "Пройти тест заново")
        await presses(anna, "Да, начать заново")
        await anna.sees("Я предпочитаю")
        await answers_quiz(anna, calmly=bot)
        await anna.sees(RATING)
    await presses(anna, "Мои результаты")
    shown = await anna.sees("Ваши результаты")
    assert shown["text"].count("Интернет-маркетолог") == 3
    assert shown["text"].count("первая та же") == 2


async def test_no_verdict_is_told_without_percents_and_with_ways_on(bot: Running) -> None:
    anna = await bot.world.person("Анна")
    flat = await skips_quiz(anna, bot)
    assert "ваш профиль ровный" in flat["text"]
    assert "%" not in flat["text"]
    assert {"Попробовать задачи", "Вычеркнуть лишнее", "Ответить заново"} <= set(captions(flat))
    assert len([m for m in await anna.dialogue() if m["from_bot"]]) == 1, "no card of a verdict that was not given"


async def test_before_a_result_its_buttons_say_that_there_is_none(bot: Running) -> None:
    anna = await bot.world.person("Анна")
    await anna.starts()
    shown = await anna.sees("Здравствуйте")
    for data in ("qv1", "qd1:why", "qh1", "qc1", "qg1", "ra1", "qt1", "qm1:each", "qx1:tech:each:1"):
        answer = await (await anna.taps_data(shown["message_id"], data)).answered()
        assert answer["alert"], data
        assert "пройдите тест" in answer["text"], data


async def test_the_result_in_english(bot: Running) -> None:
    ann = await finishes_calmly(bot, "Ann", language_code="en")
    result = await the(ann, "here is what your answers suggest")
    assert "Digital marketer" in result["text"]
    for button in ("Why these?", "What is it like?"):
        await presses(ann, button)
        await presses(ann, "← To the result")
    await presses(ann, "My plan (PDF)")
    assert "document" in await ann.sees("Your plan for a week", within=10)


async def test_anothers_result_cannot_be_opened(bot: Running) -> None:
    anna = await bot.world.person("Анна")
    await takes_quiz(anna)
    token = next(data for m in await anna.dialogue() for data in data_of(m) if data.startswith("rm1:")).split(":")[1]
    boris = await bot.world.person("Борис")
    await boris.starts()
    shown = await boris.sees("Здравствуйте")
    for data in (f"qw1:{token}", f"rm1:{token}:mkt:1", f"rl1:{token}"):
        assert (await (await boris.taps_data(shown["message_id"], data)).answered())["alert"]
    assert await bot.rows("SELECT * FROM quiz_verdicts") == []
