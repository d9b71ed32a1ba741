"""The sale and what comes after it: thanks, one-tap questions, and a person when the answer is bad."""

from tests.support.house import move_to
from tests.support.sales_floor import Floor, becomes_lead, hire, settled, texts, time_passes
from tests.support.telegram import Person


async def sold(floor: Floor, seller: Person, name: str = "Анна") -> Person:
    anna = await becomes_lead(floor.bot, name)
    await seller.sees(f"Новая заявка: {name}")
    await seller.taps("Беру")
    await seller.sees("Ваша заявка")
    await seller.taps("Продано")
    await seller.sees("129 900 ₽")
    await seller.taps("Да, продано")
    await seller.sees("Поздравляю с продажей")
    await anna.sees("Вы с нами!")
    return anna


async def test_a_sale_is_an_order_and_ends_everything_that_was_planned(floor: Floor) -> None:
    anna = await sold(floor, floor.olga)
    (order,) = await floor.bot.rows("SELECT product, amount, currency FROM orders")
    assert dict(order) == {"product": "python-developer", "amount": 12_990_000, "currency": "RUB"}
    (lead,) = await floor.bot.rows("SELECT stage, closed_at FROM leads")
    assert lead["stage"] == "won"
    assert lead["closed_at"]
    assert await floor.bot.rows("SELECT * FROM tasks WHERE status = 'open'") == []
    kinds = await floor.bot.rows("SELECT kind FROM timers WHERE state = 'open'")
    assert [row["kind"] for row in kinds] == ["check_in"] * 3
    assert "Ольга на связи" in (await texts(anna))[-1]


async def test_the_sold_course_may_be_another_one(floor: Floor) -> None:
    await becomes_lead(floor.bot, "Анна")
    await floor.olga.sees("Новая заявка")
    await floor.olga.taps("Беру")
    await floor.olga.sees("Ваша заявка")
    await floor.olga.taps("Продано")
    await floor.olga.taps("Другой курс", within=5)
    await floor.olga.taps("Тестировщик", within=5)
    await floor.olga.sees("79 900 ₽")
    await floor.olga.taps("Назад")
    await floor.olga.sees("Ваша заявка")
    assert await floor.bot.rows("SELECT * FROM orders") == []
    await floor.olga.taps("Продано")
    await floor.olga.taps("Другой курс", within=5)
    await floor.olga.taps("Тестировщик", within=5)
    await floor.olga.taps("Да, продано", within=5)
    await floor.olga.sees("Поздравляю с продажей")
    (order,) = await floor.bot.rows("SELECT product FROM orders")
    assert order["product"] == "qa-engineer"


async def test_a_second_press_sells_nothing_twice(floor: Floor) -> None:
    anna = await sold(floor, floor.olga)
    (lead,) = await floor.bot.rows("SELECT token FROM leads")
    under = (await floor.olga.last())["message_id"]
    for data in (f"lwc1:{lead['token']}:python-developer", f"llc1:{lead['token']}:price", f"lx1:{lead['token']}"):
        tap = await floor.olga.taps_data(under, data)
        assert "устарела" in (await tap.answered())["text"]
    assert len(await floor.bot.rows("SELECT * FROM orders")) == 1
    await settled(floor.bot)
    assert sum("Вы с нами" in text for text in await texts(anna)) == 1


async def test_the_customer_is_asked_after_a_day_a_week_and_a_month(floor: Floor) -> None:
    anna = await sold(floor, floor.olga)
    await time_passes(floor.bot, hours=23)
    assert "Вы с нами" in (await texts(anna))[-1]
    await time_passes(floor.bot, hours=1.1)
    assert "Насколько легко было войти" in (await texts(anna))[-1]
    await anna.taps("Очень легко")
    thanks = await anna.sees("Ваш ответ: Очень легко")
    assert "Спасибо!" in thanks["text"]
    told = await floor.olga.sees("отвечает на вопрос о курсе")
    assert "Очень легко" in told["text"]
    await time_passes(floor.bot, days=6)
    assert "Прошла неделя" in (await texts(anna))[-1]
    await time_passes(floor.bot, days=23)
    assert await anna.buttons() == [str(number) for number in range(11)]
    await anna.taps("10")
    await anna.sees("Ваш ответ: 10")
    assert await floor.bot.rows("SELECT * FROM tasks WHERE status = 'open'") == []


async def test_a_bad_answer_is_an_urgent_task_for_whoever_sold(floor: Floor) -> None:
    oleg = await hire(floor.bot, floor.olga, "Олег")
    anna = await sold(floor, oleg)
    await time_passes(floor.bot, days=1)
    await anna.taps("Войти не получилось")
    thanks = await anna.sees("Спасибо, что сказали прямо")
    assert "Олег напишет вам" in thanks["text"]
    notice = await oleg.sees("Срочно, плохой отзыв: Анна")
    assert "Войти не получилось" in notice["text"]
    (task,) = await floor.bot.rows("SELECT key, urgent FROM tasks WHERE status = 'open'")
    assert dict(task) == {"key": "bad_check_in", "urgent": 1}
    assert not any("плохой отзыв" in text for text in await texts(floor.olga))
    await oleg.taps("Ответить в чат")
    await oleg.sees("Напишите ответ, Анна")
    await oleg.says("Сейчас поможем войти")
    await anna.sees("Сейчас поможем войти")
    await anna.says("Спасибо, жду")
    await oleg.sees("Спасибо, жду")
    await oleg.taps("Готово")
    await oleg.sees("Сделано: Связаться")


async def test_a_bad_answer_to_somebody_who_has_left_goes_to_the_admins(floor: Floor) -> None:
    oleg = await hire(floor.bot, floor.olga, "Олег")
    anna = await sold(floor, oleg)
    await floor.olga.says("/team")
    await floor.olga.taps("Убрать: Олег", within=5)
    await floor.olga.taps("Да, убрать", within=5)
    await floor.olga.sees("больше не в команде")
    await time_passes(floor.bot, days=1)
    before = await texts(oleg)
    await anna.taps("Трудно")
    notice = await floor.olga.sees("Срочно, плохой отзыв: Анна")
    assert "которого уже нет в команде: Олег" in notice["text"]
    assert await texts(oleg) == before


async def test_the_first_answer_stands(floor: Floor) -> None:
    anna = await sold(floor, floor.olga)
    await time_passes(floor.bot, days=1)
    question = await anna.last()
    (asked,) = await floor.bot.rows("SELECT token FROM check_ins WHERE asked_at IS NOT NULL")
    await anna.taps("Легко")
    await anna.sees("Ваш ответ")
    tap = await anna.taps_data(question["message_id"], f"ck1:{asked['token']}:1")
    assert "Вы уже ответили" in (await tap.answered())["text"]
    (kept,) = await floor.bot.rows("SELECT answer FROM check_ins WHERE answer IS NOT NULL")
    assert kept["answer"] in (4, 5)


async def test_a_stranger_an_unasked_one_and_a_wild_value_change_nothing(floor: Floor) -> None:
    anna = await sold(floor, floor.olga)
    await time_passes(floor.bot, days=1)
    (asked,) = await floor.bot.rows("SELECT token FROM check_ins WHERE asked_at IS NOT NULL")
    (unasked, *_) = await floor.bot.rows("SELECT token FROM check_ins WHERE asked_at IS NULL")
    for who, data in (
        (floor.olga, f"ck1:{asked['token']}:5"),
        (anna, f"ck1:{unasked['token']}:5"),
        (anna, f"ck1:{asked['token']}:77"),
        (anna, f"ck1:{asked['token']}:-1"),
    ):
        tap = await who.taps_data((await who.last())["message_id"], data)
        assert (await tap.answered())["text"]
    assert await floor.bot.rows("SELECT * FROM check_ins WHERE answer IS NOT NULL") == []


async def test_a_sale_in_the_evening_asks_the_next_question_inside_the_contact_window(floor: Floor) -> None:
    await move_to(floor.bot.world, 22)
    await time_passes(floor.bot, minutes=1)
    anna = await sold(floor, floor.olga)
    await time_passes(floor.bot, days=1)
    assert "Вы с нами" in (await texts(anna))[-1]
    await move_to(floor.bot.world, 10)
    await time_passes(floor.bot, minutes=1)
    assert "Насколько легко было войти" in (await texts(anna))[-1]


async def test_whoever_asked_for_silence_is_not_asked(floor: Floor) -> None:
    anna = await sold(floor, floor.olga)
    await floor.bot.handled(await anna.says("/stop"))
    before = await texts(anna)
    await time_passes(floor.bot, days=8)
    assert await texts(anna) == before
