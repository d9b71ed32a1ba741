"""The course card as the hub: prices by the month, two courses side by side, a lesson to try."""

import re

from tests.support.house import Running
from tests.support.steps import presses
from tests.support.walks import opens_card


async def signals(bot: Running) -> set[str]:
    return {row["key"] for row in await bot.rows("SELECT key FROM signals")}


async def test_the_card_leads_everywhere_in_few_rows(bot: Running) -> None:
    anna = await bot.world.person("Анна")
    await opens_card(anna)
    card = await anna.sees("129 900 ₽, или от 5 420 ₽ в месяц")
    assert "по 8–10 ч в неделю" in card["text"]
    assert "Кому подойдёт: тем, кто любит разбираться" in card["text"]
    assert len(card["text"]) < 400
    rows = card["reply_markup"]["inline_keyboard"]
    assert len(rows) <= 5
    captions = [button["text"] for row in rows for button in row]
    for wanted in ("Рассчитать платёж", "Пробный урок, 5 мин", "Сравнить", "Задать вопрос", "Поговорить с человеком"):
        assert wanted in captions


async def test_plans_stand_side_by_side_and_one_of_them_month_by_month(bot: Running) -> None:
    anna = await bot.world.person("Анна")
    await opens_card(anna)
    card = await anna.sees("или от 5 420 ₽")
    await presses(anna, "Рассчитать платёж")
    table = await anna.sees("сколько это по месяцам")
    assert "12   10 830 ₽    129 960 ₽" in table["text"]
    await presses(anna, "12 мес.")
    shown = await anna.sees("12 платежей")
    assert shown["message_id"] == card["message_id"]
    for words in ("Первый: 10 830 ₽", "ещё 11", "Всего 129 960 ₽", "на 60 ₽ больше цены"):
        assert words in shown["text"]
    begins = re.search(r"Начало: (.+)", shown["text"])
    await presses(anna, "Начать месяцем позже")
    later = await anna.sees("Начало:")
    assert begins is not None
    assert begins.group(1) not in later["text"]
    assert {"saw_price", "saw_instalments"} <= await signals(bot)


async def test_a_comfortable_payment_finds_the_plan_or_other_courses(bot: Running) -> None:
    anna = await bot.world.person("Анна")
    await opens_card(anna)
    await presses(anna, "Рассчитать платёж")
    await presses(anna, "Какой платёж мне удобен?")
    asked = await anna.sees("спокойный")
    await anna.taps_data(asked["message_id"], "pb1:python-developer:6000")
    fits = await anna.sees("укладывается")
    assert "24 платежа по 5 420 ₽" in fits["text"]
    await anna.taps_data(asked["message_id"], "pb1:python-developer:4000")
    lacks = await anna.sees("не укладывается")
    assert "самый лёгкий платёж 5 420 ₽" in lacks["text"]
    assert "Подойдут по сумме" in lacks["text"]
    await anna.taps_data(asked["message_id"], "pb1:python-developer:1")
    await anna.sees("Курсов с таким платежом пока нет")
    assert "Поговорить с человеком" in await anna.buttons()


async def test_two_courses_are_compared_in_a_table_that_fits_a_phone(bot: Running) -> None:
    anna = await bot.world.person("Анна")
    await opens_card(anna)
    await presses(anna, "Сравнить")
    await anna.sees("С чем сравнить «Разработчик на Python»?")
    await presses(anna, "Тестировщик")
    table = await anna.sees("дороже на 50 000 ₽")
    lines = table["text"].split("\n")
    columns = [line for line in lines if line.startswith(("цена", "в месяц", "срок", "ч/нед"))]
    assert len(columns) == 4
    assert all(len(line) <= 34 for line in columns)
    assert "Трудное: " in table["text"]
    assert "compared" in await signals(bot)
    await presses(anna, "2. Тестировщик")
    await anna.sees("79 900 ₽")


async def test_a_lesson_is_read_tried_and_leads_on(bot: Running) -> None:
    anna = await bot.world.person("Анна")
    await opens_card(anna)
    await presses(anna, "Пробный урок")
    await anna.sees("Пробный урок: Программа как рецепт")
    await presses(anna, "Начать")
    await anna.sees("1 из 2")
    await presses(anna, "Дальше →")
    await anna.sees("2 из 2")
    assert "took_lesson" not in await signals(bot)
    await presses(anna, "Проверить себя →")
    await anna.sees("Где ошибка в программе магазина?")
    await presses(anna, "Порог 1000 слишком большой")
    await anna.sees("Не совсем")
    await presses(anna, "Попробовать ещё раз")
    await presses(anna, "Цену надо прибавлять к сумме")
    await anna.sees("Верно")
    assert "took_lesson" in await signals(bot)
    assert {"Рассчитать платёж", "Задать вопрос", "Поговорить с человеком"} <= set(await anna.buttons())


async def test_every_course_has_a_lesson_that_can_be_gone_through(bot: Running) -> None:
    anna = await bot.world.person("Анна")
    await opens_card(anna)
    message = await anna.last()
    for product in bot.app.house.playbook.products:
        lesson = bot.app.house.playbook.lesson_of(product)
        assert lesson is not None
        assert lesson.practice is not None
        tap = await anna.taps_data(message["message_id"], f"le1:{product.code}:{len(lesson.steps) + 1}")
        assert not (await tap.answered()).get("alert")
        await anna.sees(lesson.practice.question.in_("ru"))


async def test_in_english_all_of_it_is_english(bot: Running) -> None:
    kate = await bot.world.person("Kate", language_code="en")
    await opens_card(kate, "Python developer")
    await presses(kate, "Work out the payment")
    await kate.sees("what it costs by the month")
    await presses(kate, "12 months")
    seen = await kate.sees("RUB60 above the price")
    assert not re.search("[а-яё]", seen["text"], re.IGNORECASE)
    await presses(kate, "← Back to the course")
    await presses(kate, "Compare")
    await presses(kate, "QA engineer")
    seen = await kate.sees("costs RUB50,000 more")
    assert not re.search("[а-яё]", seen["text"], re.IGNORECASE)
    await presses(kate, "1. Python developer")
    await presses(kate, "Trial lesson")
    await presses(kate, "Begin")
    await presses(kate, "Next →")
    await presses(kate, "Try it yourself →")
    await presses(kate, "The limit of 1000 is too high")
    seen = await kate.sees("Not quite")
    assert not re.search("[а-яё]", seen["text"], re.IGNORECASE)


async def test_forged_presses_are_outdated_and_record_nothing(bot: Running) -> None:
    anna = await bot.world.person("Анна")
    await opens_card(anna)
    message = await anna.last()
    before = await signals(bot)
    for data in (
        "pi1:no-such:m12:0",
        "pi1:python-developer:m99:0",
        "pi1:python-developer:m12:-1",
        "pb1:no-such:5000",
        "pb1:python-developer:99999999999",
        "px1:no-such:",
        "px1:python-developer:no-such",
        "le1:no-such:0",
        "le1:python-developer:-1",
        "lo1:python-developer:no-such",
        "lo1:python-developer:",
    ):
        tap = await anna.taps_data(message["message_id"], data)
        assert (await tap.answered())["alert"], data
    assert await signals(bot) == before
    for data in ("px1:python-developer:python-developer", "le1:python-developer:20", "pi1:python-developer:m12:6"):
        tap = await anna.taps_data(message["message_id"], data)
        assert not (await tap.answered()).get("alert"), data
