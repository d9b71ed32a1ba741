"""Saying what one thinks of a result, and finding one's own where the quiz gives no verdict."""

import json

import pytest

from tests.support.house import Running
from tests.support.reading import captions, data_of, readable
from tests.support.steps import RATING, answers_quiz, presses, skips_quiz, takes_quiz
from tests.support.telegram import Json, Person


async def rated_calmly(bot: Running) -> Person:
    anna = await bot.world.person("Анна")
    await anna.starts()
    await presses(anna, "Начать тест")
    await answers_quiz(anna, calmly=bot)
    await anna.sees(RATING)
    return anna


async def thumbs(person: Person) -> Json:
    return next(m for m in reversed(await person.dialogue()) if RATING in readable(m))


def thumb(message: Json, profession: str, *, up: bool) -> str:
    """What the thumb of this profession sends."""
    return next(data for data in data_of(message) if data.split(":")[2:] == [profession, str(int(up))])


async def verdicts(bot: Running) -> dict[str, tuple[int, int]]:
    rows = await bot.rows("SELECT profession, rank, liked FROM quiz_verdicts ORDER BY rank")
    return {row["profession"]: (row["rank"], row["liked"]) for row in rows}


async def rates(person: Person, profession: str, *, up: bool) -> None:
    shown = await thumbs(person)
    await (await person.taps_data(shown["message_id"], thumb(shown, profession, up=up))).answered(within=5)


async def test_four_professions_are_asked_about_and_nothing_marks_the_decoy(bot: Running) -> None:
    anna = await rated_calmly(bot)
    shown = await thumbs(anna)
    assert captions(shown) == [*(f"{n} {thumb}" for n in range(1, 5) for thumb in "👍👎"), "Сразу к курсам →"]
    for data in [data for data in data_of(shown) if data.endswith(":1")]:
        await (await anna.taps_data(shown["message_id"], data)).answered(within=5)
    ranks = [row["rank"] for row in await bot.rows("SELECT rank FROM quiz_verdicts ORDER BY rank")]
    assert ranks[:3] == [1, 2, 3]
    assert 7 <= ranks[3] <= 12
    decoys = await bot.rows("SELECT rank FROM quiz_verdicts WHERE is_decoy = 1")
    assert [row["rank"] for row in decoys] == ranks[3:]


async def test_twenty_quick_thumbs_are_one_verdict_one_signal_and_one_message(bot: Running) -> None:
    anna = await rated_calmly(bot)
    shown = await thumbs(anna)
    data = thumb(shown, "mkt", up=True)
    for tap in [await anna.taps_data(shown["message_id"], data) for _ in range(20)]:
        await tap.answered(within=5)
    assert await verdicts(bot) == {"mkt": (1, 1)}
    assert [row["count"] for row in await bot.rows("SELECT count FROM signals WHERE key = 'liked_match'")] == [1]
    assert len(await bot.rows("SELECT * FROM activity WHERE verb = 'match_rated'")) == 1
    assert len([m for m in await anna.dialogue() if RATING in readable(m)]) == 1


async def test_a_changed_mind_counts_and_takes_the_signal_back(bot: Running) -> None:
    anna = await rated_calmly(bot)
    await rates(anna, "mkt", up=True)
    await rates(anna, "mkt", up=False)
    assert await verdicts(bot) == {"mkt": (1, 0)}
    assert await bot.rows("SELECT * FROM signals WHERE key = 'liked_match'") == []


async def test_what_is_liked_leads_to_its_course(bot: Running) -> None:
    anna = await rated_calmly(bot)
    await rates(anna, "mkt", up=True)
    await presses(anna, "Готово →")
    await anna.sees("Вам отзывается: Интернет-маркетолог")
    await presses(anna, "Интернет-маркетолог")
    await anna.sees("Совпадение с вашим результатом")


async def test_where_nothing_is_liked_another_way_is_offered(bot: Running) -> None:
    anna = await rated_calmly(bot)
    await rates(anna, "mkt", up=False)
    await presses(anna, "Готово →")
    await anna.sees("тест промахнулся")
    await presses(anna, "Вычеркнуть лишнее")
    await anna.sees("Чего точно не хотите")


async def test_thumbs_of_hasty_answers_are_marked_and_give_no_signal(bot: Running) -> None:
    anna = await bot.world.person("Анна")
    await takes_quiz(anna)
    await rates(anna, "mkt", up=True)
    marks = await bot.rows("SELECT is_careless, is_flat FROM quiz_verdicts")
    assert [(row["is_careless"], row["is_flat"]) for row in marks] == [(1, 0)]
    assert await bot.rows("SELECT * FROM signals WHERE key = 'liked_match'") == []


async def test_thumbs_without_a_verdict_are_marked_too(bot: Running) -> None:
    anna = await bot.world.person("Анна")
    await skips_quiz(anna, bot)
    await presses(anna, "Отметить, что по душе")
    await anna.sees(RATING)
    await presses(anna, "1 👍")
    assert "1 👍 ✓" in captions(await anna.sees(RATING))
    marks = await bot.rows("SELECT is_careless, is_flat FROM quiz_verdicts")
    assert [(row["is_careless"], row["is_flat"]) for row in marks] == [(0, 1)]


async def test_a_profession_that_was_not_asked_about_cannot_be_rated(bot: Running) -> None:
    anna = await rated_calmly(bot)
    shown = await thumbs(anna)
    token = data_of(shown)[0].split(":")[1]
    asked = {data.split(":")[2] for data in data_of(shown) if data.startswith("rm1:")}
    others = {"dev", "qa", "des", "da", "mkt", "smm", "sal", "pm", "hr", "fin", "ops", "cs", "pilot"} - asked
    for code in sorted(others):
        tap = await anna.taps_data(shown["message_id"], f"rm1:{token}:{code}:1")
        assert (await tap.answered())["alert"], code
    assert await verdicts(bot) == {}


async def test_thumbs_of_an_earlier_result_say_that_a_newer_one_counts(bot: Running) -> None:
    anna = await rated_calmly(bot)
    old = await thumbs(anna)
    await presses(anna, "Мои результаты")
    await presses(anna, "Пройти тест заново")
    await presses(anna, "Да, начать заново")
    await anna.sees("Я предпочитаю")
    await answers_quiz(anna, calmly=bot)
    await anna.sees(RATING)
    tap = await anna.taps_data(old["message_id"], data_of(old)[0])
    assert "прежнего результата" in (await tap.answered())["text"]
    assert await verdicts(bot) == {}


async def flat(bot: Running, **fields: str) -> Person:
    anna = await bot.world.person("Анна", **fields)
    await skips_quiz(anna, bot)
    return anna


async def test_three_tasks_of_three_groups_lead_to_a_course(bot: Running) -> None:
    anna = await flat(bot)
    await presses(anna, "Попробовать задачи")
    for number in (1, 2, 3):
        task = await anna.sees(f"Задача {number} из 3")
        await (await anna.taps_data(task["message_id"], data_of(task)[0])).answered()
        await anna.sees("Было интересно?")
        await presses(anna, "Интересно" if number == 2 else "Не моё")
    over = await anna.sees("Вам понравилось")
    tried = await bot.rows("SELECT profession, taste FROM tastes ORDER BY at")
    assert [row["taste"] for row in tried] == ["disliked", "liked", "disliked"]
    groups = {"dev": "tech", "qa": "tech", "ops": "tech", "da": "numbers", "fin": "numbers", "des": "art", "smm": "art"}
    assert len({groups.get(row["profession"], "other") for row in tried}) == 3
    assert "Ещё три задачи" in captions(over)
    assert len(await bot.rows("SELECT * FROM signals WHERE key = 'liked_task'")) == 1
    await (await anna.taps_data(over["message_id"], data_of(over)[0])).answered()
    await anna.sees("Кому подойдёт")


async def test_all_twelve_tasks_can_be_tried_and_then_there_is_still_a_way_on(bot: Running) -> None:
    anna = await flat(bot)
    await presses(anna, "Попробовать задачи")
    for number in range(1, 13):
        task = await anna.sees("Задача ")
        await (await anna.taps_data(task["message_id"], data_of(task)[-2])).answered()
        await anna.sees("Было интересно?")
        await presses(anna, "Не моё")
        if number % 3 == 0:
            over = await anna.sees("ничего не зацепило")
            if number < 12:
                await presses(anna, "Ещё три задачи")
    assert "Ещё три задачи" not in captions(over)
    assert "Поговорить с человеком" in captions(over)


async def test_striking_out_leaves_what_is_left_in_the_order_of_the_answers(bot: Running) -> None:
    anna = await flat(bot)
    await presses(anna, "Вычеркнуть лишнее")
    await presses(anna, "Программы и техника")
    shown = await anna.sees("Осталось 9 из 12")
    assert "✗ Программы и техника" in captions(shown)
    await presses(anna, "По одной")
    await presses(anna, "Аналитик данных")
    await anna.sees("Осталось 8 из 12")
    await presses(anna, "✗ Тестировщик")
    await anna.sees("Осталось 9 из 12")
    await presses(anna, "Готово →")
    left = await anna.sees("Из того, что осталось")
    assert "Тестировщик" in left["text"]
    struck = {row["profession"] for row in await bot.rows("SELECT profession FROM tastes WHERE taste = 'struck'")}
    assert struck == {"dev", "ops", "da"}


async def test_whoever_strikes_out_everything_is_not_left_alone(bot: Running) -> None:
    anna = await flat(bot)
    await presses(anna, "Вычеркнуть лишнее")
    for group in ("Программы и техника", "Цифры и деньги", "Дизайн и тексты", "Продажи и проекты", "Люди и поддержка"):
        await presses(anna, group)
    await anna.sees("Вычеркнуто всё")
    await presses(anna, "К человеку")
    await anna.sees("Как вам удобнее")


async def test_a_strike_pressed_twice_counts_once_and_unknown_codes_are_refused(bot: Running) -> None:
    anna = await flat(bot)
    await presses(anna, "Вычеркнуть лишнее")
    shown = await anna.sees("Чего точно не хотите")
    for tap in [await anna.taps_data(shown["message_id"], "qx1:tech:groups:1") for _ in range(5)]:
        await tap.answered(within=5)
    assert len(await bot.rows("SELECT * FROM activity WHERE verb = 'struck_out'")) == 1
    for data in ("qx1:pilot:each:1", "qo1:dev:nothing", "qo1:pilot:read", "qy1:pilot:1"):
        assert (await (await anna.taps_data(shown["message_id"], data)).answered())["alert"], data


async def test_opinions_are_exported_and_erased(bot: Running) -> None:
    anna = await flat(bot)
    await presses(anna, "Вычеркнуть лишнее")
    await presses(anna, "Цифры и деньги")
    await anna.sees("Осталось 10")
    await anna.says("/mydata")
    sent = await anna.sees("всё, что мы о вас храним")
    sandbox = bot.world.sandbox
    address = f"{sandbox.url}/sandbox/{bot.world.bot_id}/files/{sent['document']['file_id']}"
    async with sandbox.session.get(address) as answer:
        assert json.loads(await answer.read())["tastes"] == {"da": "struck", "fin": "struck"}
    await anna.says("/forget")
    await presses(anna, "Да, удалить")
    await anna.sees("")
    assert await bot.rows("SELECT * FROM tastes") == []


@pytest.mark.parametrize("button", ["Try the tasks", "Strike things out", "Mark what I like", "Answer again"])
async def test_the_ways_on_without_a_verdict_in_english(bot: Running, button: str) -> None:
    ann = await bot.world.person("Ann", language_code="en")
    await ann.says("/quiz")
    await presses(ann, "Skip")
    for _ in range(9):
        await ann.sees("%")
        await presses(ann, "Skip")
        if "Show it as it is" in await ann.buttons():
            break
    while "Skip" in await ann.buttons():
        await presses(ann, "Skip")
    if "Show it as it is" in await ann.buttons():
        await presses(ann, "Show it as it is")
    await ann.sees("your profile is even")
    await presses(ann, button)
    shown = await ann.sees("")
    assert captions(shown)
