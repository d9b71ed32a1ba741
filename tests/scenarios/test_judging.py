"""A lead worth calling: what it is worth, who hears of it and when, and what nobody has to hear twice."""

from collections.abc import Mapping
from typing import Any

from tests.support.reading import captions
from tests.support.sales_floor import Floor, becomes_lead, hire, rows_become, settled, texts, time_passes
from tests.support.steps import presses, takes_quiz
from tests.support.telegram import Person

ANSWERS = ("Сменить работу", "В ближайшие две недели", "Решаю самостоятельно", "Больше десяти часов", "Частями")


async def lead_of(floor: Floor) -> Mapping[str, Any]:
    await settled(floor.bot)
    (lead,) = await floor.bot.rows("SELECT * FROM leads")
    return lead


async def told(person: Person, words: str) -> int:
    return sum(words in text for text in await texts(person))


async def test_the_card_shows_both_numbers_why_and_what_to_do_next(floor: Floor) -> None:
    anna = await becomes_lead(floor.bot, "Анна", phone=True)
    for answer in ANSWERS:
        await presses(anna, answer)
    await floor.olga.sees("заявка теперь горячая")
    await presses(floor.olga, "Беру")
    card = (await floor.olga.sees("Ваша заявка"))["text"]
    assert "👉 Позвонить сейчас: хочет начать в ближайшие две недели, хочет сменить работу или доход" in card
    assert "подходит 60/60, интерес 14/40" in card
    assert "+20 хочет начать в ближайшие две недели" in card
    assert "Ещё: " in card
    assert len(card.splitlines()) < 30


async def test_the_list_has_the_hot_on_top_with_both_numbers(floor: Floor) -> None:
    await becomes_lead(floor.bot, "Борис")
    await rows_become(floor.bot, "SELECT * FROM leads", 1)
    anna = await becomes_lead(floor.bot, "Анна", phone=True)
    for answer in ANSWERS:
        await presses(anna, answer)
    await settled(floor.bot)
    await floor.olga.says("/leads")
    await presses(floor.olga, "Свободные")
    shown = await floor.olga.sees("Свободные заявки: 2")
    assert captions(shown)[:2] == ["🔥 60 + 14 · Анна", "❄️ 0 + 6 · Борис"]


async def test_every_question_may_be_skipped_and_is_not_asked_again_in_this_round(floor: Floor) -> None:
    anna = await becomes_lead(floor.bot, "Анна")
    for number in range(1, 5):
        await anna.sees(f"{number} из 5")
        await presses(anna, "Пропустить")
    await anna.sees("5 из 5")
    await presses(anna, "Частями, по месяцам")
    await anna.sees("больше вопросов нет")
    assert (await lead_of(floor))["fit"] == 10


async def test_a_plan_needs_no_wish_and_its_answers_are_known_when_a_wish_comes(floor: Floor) -> None:
    anna = await floor.bot.world.person("Анна")
    await takes_quiz(anna)
    shown = await anna.sees("Отзывается?")
    tap = await anna.taps_data(shown["message_id"], "pn1")
    await tap.answered()
    await anna.sees("Соберём ваш план: 5 коротких вопросов")
    for answer in ANSWERS:
        await presses(anna, answer)
    plan = (await anna.sees("Ваш план: "))["text"]
    assert "Когда начать: В ближайшие две недели" in plan
    assert await floor.bot.rows("SELECT * FROM leads") == []
    await presses(anna, "Поговорить с человеком")
    await presses(anna, "Напишите мне здесь")
    taken = await anna.sees("Напишем вам в этот чат")
    assert "из 5" not in taken["text"]
    assert (await lead_of(floor))["fit"] == 60


async def test_the_plan_of_somebody_under_age_asks_for_no_money_and_sends_to_the_parents(floor: Floor) -> None:
    anna = await floor.bot.world.person("Анна")
    await takes_quiz(anna)
    shown = await anna.sees("Отзывается?")
    await (await anna.taps_data(shown["message_id"], "pn1")).answered()
    for answer in ("Для себя", "Пока просто смотрю", "Родители", "До пяти часов"):
        await presses(anna, answer)
    assert "заключают родители" in (await anna.sees("Ваш план"))["text"]


async def test_turning_hot_hours_later_is_told_to_the_owner_once(floor: Floor) -> None:
    anna = await becomes_lead(floor.bot, "Анна")
    oleg = await hire(floor.bot, floor.olga, "Олег")
    await presses(floor.olga, "Беру")
    await floor.olga.sees("Ваша заявка")
    await time_passes(floor.bot, hours=3)
    for answer in ANSWERS:
        await presses(anna, answer)
    assert (await lead_of(floor))["temperature"] == "hot"
    await floor.olga.sees("заявка теперь горячая")
    assert await told(oleg, "заявка теперь") == 0, "somebody works it already"
    await time_passes(floor.bot, days=20)
    assert (await lead_of(floor))["temperature"] != "hot"
    await anna.says("/products")
    await presses(anna, "Разработчик на Python")
    await settled(floor.bot)
    assert await told(floor.olga, "заявка теперь горячая") == 1, "once a heat, and cooling is not told"


async def seconds_until(floor: Floor, words: str) -> float:
    """From the customer's step, as it reached the bot, to the message it brought about, as it reached Telegram."""
    calls = await floor.bot.world.log(kind="call", chat_id=floor.olga.id, accepted=True)
    said = next(call for call in calls if words in call["body"].get("text", ""))
    steps = [update["t"] for update in await floor.bot.world.log(kind="update") if update["t"] <= said["t"]]
    return float(said["t"] - max(steps))


async def test_a_wish_and_a_finished_quiz_reach_whoever_works_the_lead_within_a_second(floor: Floor) -> None:
    anna = await becomes_lead(floor.bot, "Анна")
    await floor.olga.sees("Новая заявка: Анна")
    await presses(floor.olga, "Беру")
    await floor.olga.sees("Ваша заявка")
    await takes_quiz(anna)
    told_olga = await floor.olga.sees("тест пройден, вот результат")
    assert "Тест: " in told_olga["text"]
    assert (await lead_of(floor))["result"] is not None
    for words in ("Новая заявка: ", "тест пройден, вот результат"):
        assert await seconds_until(floor, words) < 1.0


async def test_a_waiting_customer_who_writes_on_and_on_rings_once_in_a_while_and_nothing_is_lost(floor: Floor) -> None:
    anna = await becomes_lead(floor.bot, "Анна")
    await floor.olga.sees("Новая заявка: Анна")
    for animal in ("котом", "псом", "ежом", "попугаем", "хомяком"):
        await floor.bot.handled(await anna.says(f"Пустите ли на занятия с {animal}?"))
    assert await told(floor.olga, "Пустите ли") == 0
    await time_passes(floor.bot, minutes=4)
    news = (await floor.olga.sees("ждёт, заявка свободна"))["text"]
    assert "с хомяком" in news
    assert "И ещё 2 вопроса" in news
    assert await told(floor.olga, "ждёт, заявка свободна") == 1
    await presses(floor.olga, "Карточка")
    card = (await floor.olga.sees("Спрашивает"))["text"]
    for animal in ("котом", "псом", "ежом", "попугаем", "хомяком"):
        assert animal in card, animal


async def test_what_was_written_before_the_claim_is_on_the_card_and_rings_no_more(floor: Floor) -> None:
    anna = await becomes_lead(floor.bot, "Анна")
    await floor.olga.sees("Новая заявка: Анна")
    await floor.bot.handled(await anna.says("Пустите ли на занятия с котом?"))
    await presses(floor.olga, "Беру")
    assert "с котом" in (await floor.olga.sees("Ваша заявка"))["text"]
    await time_passes(floor.bot, minutes=10)
    assert await told(floor.olga, "ждёт, заявка свободна") == 0


async def test_who_asks_for_silence_is_not_hot_any_more(floor: Floor) -> None:
    anna = await becomes_lead(floor.bot, "Анна")
    for answer in ANSWERS:
        await presses(anna, answer)
    assert (await lead_of(floor))["temperature"] == "hot"
    await floor.bot.handled(await anna.says("/stop"))
    lead = await lead_of(floor)
    assert (lead["temperature"], lead["score"]) == ("cold", 0)
    await presses(anna, "Снова пишите мне")
    assert (await lead_of(floor))["temperature"] == "hot"


async def test_silence_after_our_word_is_seen_in_the_morning(floor: Floor) -> None:
    anna = await becomes_lead(floor.bot, "Анна")
    await presses(anna, "Сменить работу")
    await presses(floor.olga, "Беру")
    await floor.olga.sees("Ваша заявка")
    await presses(floor.olga, "Ответить в чат")
    await time_passes(floor.bot, minutes=5)
    await floor.bot.handled(await floor.olga.says("Добрый день! Когда вам удобно?"))
    await time_passes(floor.bot, days=4)
    await time_passes(floor.bot, minutes=1)
    assert "silent" in (await lead_of(floor))["reasons"]
    await floor.bot.handled(await anna.says("Завтра"))
    assert "silent" not in (await lead_of(floor))["reasons"]


async def test_a_lead_speaks_english_to_english_staff(floor: Floor) -> None:
    ben = await hire(floor.bot, floor.olga, "Ben")
    await ben.says("/language")
    await presses(ben, "English")
    anna = await becomes_lead(floor.bot, "Анна", phone=True)
    for answer in ANSWERS:
        await presses(anna, answer)
    told_ben = (await ben.sees("the lead is hot now and free"))["text"]
    assert "fit 60/60, interest 14/40" in told_ben
    assert "👉 Call now: ready to start within two weeks" in told_ben
