"""The quiz as a dialogue: one message, forwards and back, left and found again."""

import asyncio

from tests.support.house import Running, move_to
from tests.support.reading import data_of
from tests.support.steps import answers_quiz, presses, takes_quiz
from tests.support.telegram import World


async def test_the_seed_question_comes_first_at_zero_percent(world: World) -> None:
    anna = await world.person("Анна")
    await anna.starts()
    await presses(anna, "Начать тест")
    seen = await anna.sees("Я предпочитаю")
    assert " 0%" in seen["text"]
    assert len(await anna.buttons()) == 4
    assert "Пропустить" in await anna.buttons()


async def test_the_whole_quiz_is_one_message(bot: Running) -> None:
    anna = await bot.world.person("Анна")
    await anna.starts()
    await presses(anna, "Начать тест")
    await answers_quiz(anna)
    assert len([m for m in await anna.dialogue() if m["from_bot"]]) == 1


async def test_back_shows_the_question_before_and_its_progress(world: World) -> None:
    anna = await world.person("Анна")
    await anna.starts()
    await presses(anna, "Начать тест")
    await presses(anna, "работать в команде")
    second = await anna.sees("К вечеру")
    assert " 0%" not in second["text"]
    await presses(anna, "← Назад")
    first = await anna.sees("Я предпочитаю")
    assert " 0%" in first["text"]
    assert "← Назад" not in await anna.buttons()


async def test_restart_asks_before_answers_are_lost(bot: Running) -> None:
    anna = await bot.world.person("Анна")
    await takes_quiz(anna)
    await presses(anna, "Мои результаты")
    await presses(anna, "Пройти тест заново")
    await anna.sees("Начать тест заново?")
    await presses(anna, "Да, начать заново")
    await anna.sees("Я предпочитаю")
    statuses = [row["status"] for row in await bot.rows("SELECT status FROM quiz_attempts ORDER BY id")]
    assert statuses == ["finished", "running"]


async def test_twenty_presses_on_one_answer_count_once(bot: Running) -> None:
    anna = await bot.world.person("Анна")
    await anna.starts()
    await presses(anna, "Начать тест")
    shown = await anna.sees("Я предпочитаю")
    data = shown["reply_markup"]["inline_keyboard"][0][0]["callback_data"]
    taps = [await anna.taps_data(shown["message_id"], data) for _ in range(20)]
    answers = [await tap.answered(within=5) for tap in taps]
    assert sum("уже позади" in (answer["text"] or "") for answer in answers) == 19
    assert len(await bot.rows("SELECT * FROM activity WHERE verb = 'quiz_answered'")) == 1


async def test_anothers_quiz_cannot_be_answered(bot: Running) -> None:
    anna, boris = await bot.world.person("Анна"), await bot.world.person("Борис")
    await anna.starts()
    await presses(anna, "Начать тест")
    shown = await anna.sees("Я предпочитаю")
    data = shown["reply_markup"]["inline_keyboard"][0][0]["callback_data"]
    await boris.starts()
    own = await boris.sees("Здравствуйте")
    tap = await boris.taps_data(own["message_id"], data)
    assert (await tap.answered())["alert"]
    assert await bot.rows("SELECT * FROM activity WHERE verb = 'quiz_answered'") == []


async def test_an_unfinished_quiz_is_nudged_and_goes_on_from_the_nudge(world: World) -> None:
    anna = await world.person("Анна")
    await anna.starts()
    await presses(anna, "Начать тест")
    await presses(anna, "работать в команде")
    await presses(anna, "1")
    await anna.sees("В новом коллективе")
    await world.forward(minutes=21)
    await anna.sees("остановились на середине теста: есть уже 1 ответ")
    await presses(anna, "Продолжить тест")
    await anna.sees("В новом коллективе")


async def test_the_last_nudge_is_the_last(world: World) -> None:
    anna = await world.person("Анна")
    await anna.starts()
    await presses(anna, "Начать тест")
    await anna.sees("0%")
    await world.forward(minutes=21)
    await anna.sees("остановились на середине")
    await world.forward(hours=24)
    await anna.sees("Закончите тест, когда будет удобно")
    await world.forward(days=2)
    await anna.sees("больше о тесте не напомним")
    await world.forward(days=7)
    await anna.quiet(1.5)


async def test_a_finished_quiz_is_not_nudged(world: World) -> None:
    anna = await world.person("Анна")
    await takes_quiz(anna)
    await world.forward(minutes=30)
    await anna.quiet(1.5)


async def test_nobody_is_nudged_at_night(closed: Running) -> None:
    async with closed as bot:
        await move_to(bot.world, 20, 50)
        await asyncio.sleep(0.4)
        anna = await bot.world.person("Анна")
        await anna.starts()
        await presses(anna, "Начать тест")
        await anna.sees("0%")
        await bot.world.forward(minutes=30)
        await anna.quiet(1.5)
        await bot.world.forward(hours=13)
        await anna.sees("остановились на середине")


async def test_whoever_comes_back_days_later_finds_the_question_they_left(bot: Running) -> None:
    anna = await bot.world.person("Анна")
    await anna.starts()
    await presses(anna, "Начать тест")
    await presses(anna, "работать в команде")
    await presses(anna, "1")
    await anna.sees("В новом коллективе")
    await bot.world.forward(days=3)
    bot.app.house.clock.refresh()
    await anna.says("/quiz")
    shown = await anna.sees("В новом коллективе")
    assert "1 ответ на месте, продолжаем" in shown["text"]


async def test_a_restart_of_what_has_not_begun_makes_no_second_attempt(bot: Running) -> None:
    anna = await bot.world.person("Анна")
    await anna.starts()
    shown = await anna.sees("Здравствуйте")
    taps = [await anna.taps_data(shown["message_id"], "qr1:1") for _ in range(5)]
    for tap in taps:
        await tap.answered(within=5)
    assert len(await bot.rows("SELECT * FROM quiz_attempts")) == 1


async def test_buttons_of_an_attempt_that_is_over_lead_to_its_result(bot: Running) -> None:
    anna = await bot.world.person("Анна")
    await anna.starts()
    await presses(anna, "Начать тест")
    first = await anna.sees("Я предпочитаю")
    data = data_of(first)[0]
    await answers_quiz(anna)
    tap = await anna.taps_data(first["message_id"], data)
    assert "уже позади" in (await tap.answered())["text"]
    await anna.taps("Показать как есть")
