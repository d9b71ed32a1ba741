"""Talking through the bot: what reaches a customer, and what never does."""

import pytest

from tests.support.house import Running
from tests.support.sales_floor import Floor, becomes_lead, hire, settled, texts, time_passes
from tests.support.telegram import Person

SECRET = "маржа тут большая, можно дожимать"


@pytest.fixture
async def anna(floor: Floor) -> Person:
    """Anna's lead is Olga's."""
    anna = await becomes_lead(floor.bot, "Анна")
    await floor.olga.sees("Новая заявка")
    await floor.olga.taps("Беру")
    await floor.olga.sees("Ваша заявка")
    await anna.sees("Вам ответит Ольга")
    return anna


async def hears(bot: Running, person: Person) -> str:
    await settled(bot)
    return "\n".join(await texts(person))


async def test_words_of_the_customer_come_with_a_reply_button_and_the_answer_goes_back(
    floor: Floor, anna: Person
) -> None:
    await anna.says("А есть рассрочка?")
    await floor.olga.sees("А есть рассрочка?")
    await anna.sees("вам ответит Ольга")
    await floor.olga.taps("Ответить")
    await floor.olga.sees("Напишите ответ, Анна")
    await floor.olga.says("Да, на 12 месяцев. <b>Подойдёт?</b>")
    message = await anna.sees("Да, на 12 месяцев. <b>Подойдёт?</b>")
    assert "Ольга, «Новый курс»" in message["text"]
    assert "Ответить можно прямо здесь" in message["text"]
    await floor.olga.sees("Отправлено: Анна")


async def test_nothing_typed_without_reply_ever_reaches_the_customer(floor: Floor, anna: Person) -> None:
    await anna.says("Сколько это стоит?")
    await floor.olga.sees("Сколько это стоит?")
    await floor.olga.says(SECRET)
    await floor.olga.sees("никуда не ушло")
    await floor.olga.sends("voice")
    await floor.olga.sends("photo")
    assert SECRET not in await hears(floor.bot, anna)


async def test_one_press_of_reply_is_one_message(floor: Floor, anna: Person) -> None:
    await floor.olga.taps("Ответить в чат")
    await floor.olga.sees("Напишите ответ")
    await floor.olga.says("Здравствуйте!")
    await floor.olga.sees("Отправлено")
    await floor.olga.says(SECRET)
    await floor.olga.sees("никуда не ушло")
    heard = await hears(floor.bot, anna)
    assert "Здравствуйте!" in heard
    assert SECRET not in heard


@pytest.mark.parametrize("way_out", ["Не писать", "/leads"])
async def test_whoever_changes_their_mind_sends_nothing(floor: Floor, anna: Person, way_out: str) -> None:
    await floor.olga.taps("Ответить в чат")
    await floor.olga.sees("Напишите ответ")
    if way_out.startswith("/"):
        await floor.bot.handled(await floor.olga.says(way_out))
    else:
        tap = await floor.olga.taps(way_out)
        await tap.answered()
    await floor.olga.says(SECRET)
    await floor.olga.sees("никуда не ушло")
    assert SECRET not in await hears(floor.bot, anna)


async def test_quoting_the_customers_words_is_a_reply(floor: Floor, anna: Person) -> None:
    await anna.says("А сертификат дают?")
    mirrored = await floor.olga.sees("А сертификат дают?")
    await floor.olga.says("Да, в конце курса", reply_to=mirrored["message_id"])
    await anna.sees("Да, в конце курса")


async def test_quoting_anything_else_goes_nowhere(floor: Floor, anna: Person) -> None:
    card = next(m for m in await floor.olga.dialogue() if "Ваша заявка" in (m.get("text") or ""))
    await floor.olga.says(SECRET, reply_to=card["message_id"])
    await floor.olga.sees("никому этого не отправил")
    assert SECRET not in await hears(floor.bot, anna)


async def test_a_voice_in_place_of_a_reply_is_explained_and_reply_stays_open(floor: Floor, anna: Person) -> None:
    await floor.olga.taps("Ответить в чат")
    await floor.olga.sees("Напишите ответ")
    await floor.olga.sends("voice")
    await floor.olga.sees("только текст")
    await floor.olga.says("Тогда словами")
    await anna.sees("Тогда словами")


async def test_too_long_a_reply_is_not_cut_but_given_back(floor: Floor, anna: Person) -> None:
    await floor.olga.taps("Ответить в чат")
    await floor.olga.sees("Напишите ответ")
    await floor.olga.says("ж" * 3501)
    await floor.olga.sees("3501 знаков")
    await floor.olga.says("Короче")
    await anna.sees("Короче")


async def test_a_lead_lost_while_i_was_typing_gets_no_reply(floor: Floor) -> None:
    oleg = await hire(floor.bot, floor.olga, "Олег")
    anna = await becomes_lead(floor.bot, "Анна")
    await oleg.sees("Новая заявка")
    await oleg.taps("Беру")
    await oleg.sees("Ваша заявка")
    await oleg.taps("Ответить в чат")
    await oleg.sees("Напишите ответ")
    await settled(floor.bot)
    (lead,) = await floor.bot.rows("SELECT token FROM leads")
    under = (await floor.olga.last())["message_id"]
    await floor.olga.taps_data(under, f"lx1:{lead['token']}")
    await floor.olga.sees("снова в общем списке")
    await floor.olga.taps("Беру", within=5)
    await floor.olga.sees("Ваша заявка")
    await oleg.says(SECRET)
    await oleg.sees("Ничего не отправлено")
    assert SECRET not in await hears(floor.bot, anna)


async def test_a_customer_who_blocked_the_bot_cannot_be_written_to_and_the_card_says_so(
    floor: Floor, anna: Person
) -> None:
    await floor.bot.handled(await anna.blocks())
    tap = await floor.olga.taps("Ответить в чат")
    assert "нельзя написать" in (await tap.answered())["text"]


async def test_words_of_the_customer_take_the_near_attempts_away_and_leave_a_next_step(
    floor: Floor, anna: Person
) -> None:
    before = await floor.bot.rows("SELECT key FROM tasks WHERE status = 'open' ORDER BY due_at")
    await anna.says("Я тут подумала")
    mirrored = await floor.olga.sees("Я тут подумала")
    assert "ближайшие задачи сняты: 1" in mirrored["text"]
    left = await floor.bot.rows("SELECT key FROM tasks WHERE status = 'open' ORDER BY due_at")
    assert left == before[1:] != []
    await floor.olga.taps("Карточка")
    card = await floor.olga.sees("Что было")
    assert "снято задач: 1" in card["text"]
    await time_passes(floor.bot, days=1.2)
    assert not any("Написать и познакомиться" in text for text in (await texts(floor.olga))[-2:])


async def test_a_customer_who_asks_for_silence_is_left_alone_and_the_salesperson_knows(
    floor: Floor, anna: Person
) -> None:
    await anna.says("/stop")
    await floor.olga.sees("просит больше не писать")
    assert await floor.bot.rows("SELECT * FROM tasks WHERE status = 'open'") == []
