"""Questions answered at once, and what happens when the answer does not help."""

import json

from tests.scenarios.test_customer_and_owner import claimed
from tests.support.house import Running
from tests.support.sales_floor import Floor, settled
from tests.support.steps import presses
from tests.support.walks import asks_about_a_course, opens_card

HOSTILE = (
    '" OR 1=1 --',
    "цена* AND (NEAR OR",
    "stems:цена ^стоит",
    "'; DROP TABLE asked_questions; --",
    "цена' | 'стоит & !",
    "{{ 7 * 7 }} <b>сколько стоит</b>",
    "🙂🙂🙂",
    "ц" * 4096,
    "цена " * 800,
    "NOT",
    "сколько\u200bстоит",
    "\u202eтиотс окьлокс",
)


async def test_a_clear_question_is_answered_at_once_with_the_price_of_the_course(bot: Running) -> None:
    anna = await bot.world.person("Анна")
    await asks_about_a_course(anna, "Сколько стоит обучение?")
    seen = await anna.sees("Сколько стоит курс?")
    assert "129 900 ₽" in seen["text"]
    buttons = await anna.buttons()
    assert buttons[:2] == ["👍 Помогло", "👎 Не то"]
    assert "Рассчитать платёж" in buttons
    assert await bot.rows("SELECT * FROM leads") == []
    signals = {row["key"] for row in await bot.rows("SELECT key FROM signals")}
    assert {"asked_question", "saw_price"} <= signals
    asked = (await bot.rows("SELECT facts FROM activity WHERE verb = 'asked'"))[0]
    assert '"answer":"price"' in asked["facts"]


async def test_without_a_course_in_mind_the_range_of_prices_is_told(bot: Running) -> None:
    anna = await bot.world.person("Анна")
    await anna.says("какая цена?")
    seen = await anna.sees("Сколько стоит курс?")
    assert "от 39 900 ₽ до 129 900 ₽" in seen["text"]
    assert "Курсы и цены" in await anna.buttons()


async def test_an_answer_that_helped_leads_on_and_is_counted(bot: Running) -> None:
    anna = await bot.world.person("Анна")
    await asks_about_a_course(anna, "можно ли вернуть деньги")
    await anna.sees("Можно ли вернуть деньги?")
    await presses(anna, "👍 Помогло")
    await anna.sees("Хорошо, что помогло")
    assert await anna.buttons() == ["К курсу", "Ещё вопрос", "Поговорить с человеком"]
    assert [row["helped"] for row in await bot.rows("SELECT helped FROM asked_questions")] == [1]


async def test_an_answer_that_is_not_it_brings_the_very_question_to_a_person(floor: Floor) -> None:
    anna = await floor.bot.world.person("Анна")
    await asks_about_a_course(anna, "можно ли вернуть деньги, если я перееду в Перу?")
    await anna.sees("Можно ли вернуть деньги?")
    await presses(anna, "👎 Не то")
    await anna.sees("Вопрос передан человеку")
    await floor.olga.sees("если я перееду в Перу?")
    first = await floor.bot.rows("SELECT helped, handed_at FROM asked_questions")
    assert first[0]["helped"] == 0
    assert first[0]["handed_at"] is not None


async def test_a_second_press_on_not_it_does_not_bother_people_twice(floor: Floor) -> None:
    anna = await floor.bot.world.person("Анна")
    await asks_about_a_course(anna, "можно ли вернуть деньги")
    answer = await anna.sees("Можно ли вернуть деньги?")
    token = (await floor.bot.rows("SELECT token FROM asked_questions"))[0]["token"]
    await presses(anna, "👎 Не то")
    await anna.sees("Вопрос передан")
    tap = await anna.taps_data(answer["message_id"], f"aj1:{token}:0")
    assert "уже у человека" in (await tap.answered())["text"]
    assert len(await floor.bot.rows("SELECT id FROM activity WHERE verb = 'lead_noticed'")) == 1


async def test_nothing_fitting_goes_to_a_person_at_once(floor: Floor) -> None:
    anna = await floor.bot.world.person("Анна")
    await asks_about_a_course(anna, "Есть ли у вас общежитие для студентов?")
    await anna.sees("Вопрос передан человеку")
    await floor.olga.sees("Есть ли у вас общежитие")
    assert (await floor.bot.rows("SELECT answer FROM asked_questions"))[0]["answer"] is None


async def test_what_may_have_been_meant_is_offered_and_read_in_place(bot: Running) -> None:
    anna = await bot.world.person("Анна")
    await anna.says("вернуть сломанный телефон в магазин")
    shown = await anna.sees("Может быть, вы об этом?")
    assert "Передать человеку" in await anna.buttons()
    await presses(anna, "Какой нужен компьютер?")
    answer = await anna.sees("Хватит обычного ноутбука")
    assert answer["message_id"] == shown["message_id"]


async def test_words_nobody_understood_reach_a_person_by_one_press(floor: Floor) -> None:
    anna = await floor.bot.world.person("Анна")
    await anna.says("Мне нужен педагог для слабослышащих")
    await anna.sees("нет готового ответа")
    await presses(anna, "Передать человеку")
    await anna.sees("Вопрос передан человеку")
    await floor.olga.sees("педагог для слабослышащих")


async def test_a_follow_up_after_an_answer_is_a_question_too(floor: Floor) -> None:
    anna = await floor.bot.world.person("Анна")
    await asks_about_a_course(anna, "сколько длится курс")
    await anna.sees("Сколько длится курс?")
    await anna.says("А лысых берёте?")
    await anna.sees("Вопрос передан человеку")
    await floor.olga.sees("А лысых берёте?")


async def test_ones_own_salesperson_sees_the_question_and_the_answer(closed: Running) -> None:
    olga = await closed.world.person("Ольга")
    async with closed.opened(admin_ids=(olga.id,)) as bot:
        anna = await claimed(bot, olga)
        await asks_about_a_course(anna, "есть ли рассрочка?")
        seen = await anna.sees("рассрочка от школы")
        assert "Ольга тоже видит ваш вопрос" in seen["text"]
        told = await olga.sees("есть ли рассрочка?")
        assert "Бот уже ответил на это: «Есть ли рассрочка?»" in told["text"]


async def test_free_words_of_a_claimed_lead_are_never_answered_by_the_bot(closed: Running) -> None:
    olga = await closed.world.person("Ольга")
    async with closed.opened(admin_ids=(olga.id,)) as bot:
        anna = await claimed(bot, olga)
        await anna.says("есть ли рассрочка?")
        await anna.sees("Передали, вам ответит Ольга")
        await olga.sees("есть ли рассрочка?")
        assert await bot.rows("SELECT id FROM asked_questions") == []


async def test_frequent_questions_are_a_list_with_pages(bot: Running) -> None:
    anna = await bot.world.person("Анна")
    await opens_card(anna)
    await presses(anna, "Задать вопрос")
    await presses(anna, "Частые вопросы")
    await anna.sees("О чём спрашивают чаще всего")
    await presses(anna, "Ещё вопросы →")
    assert "←" in await anna.buttons()
    await presses(anna, "Какой документ выдаёте?")
    await anna.sees("сертификат школы")
    await presses(anna, "👎 Не то")
    await anna.sees("Спрашивайте о курсе")
    assert await bot.rows("SELECT id FROM activity WHERE verb = 'asked'") == []


async def test_a_doubt_is_remembered_as_the_main_one(bot: Running) -> None:
    anna = await bot.world.person("Анна")
    await anna.says("Дорого!")
    await anna.sees("Это дорого")
    (row,) = await bot.rows("SELECT answer, is_objection FROM asked_questions")
    assert (row["answer"], row["is_objection"]) == ("expensive", 1)


async def test_the_quiz_can_be_gone_on_with_after_an_answer(bot: Running) -> None:
    anna = await bot.world.person("Анна")
    await anna.starts()
    await presses(anna, "Начать тест")
    await anna.says("а сколько стоит обучение?")
    await anna.sees("Курсы стоят от")
    await presses(anna, "Продолжить тест")
    await anna.sees("0%")


async def test_whatever_is_typed_as_a_question_gets_an_answer_with_a_way_on(bot: Running) -> None:
    anna = await bot.world.person("Анна")
    await asks_about_a_course(anna, "сколько стоит")
    await anna.sees("Сколько стоит курс?")
    for text in HOSTILE:
        deed = await anna.says(text)
        await bot.handled(deed, within=15)
        fresh = [m for m in await anna.dialogue() if m["from_bot"] and m["change"] > deed["change"]]
        assert fresh, text
        assert await anna.buttons()
    assert await bot.rows("SELECT * FROM inbox WHERE state = 'dead' OR error IS NOT NULL") == []


async def test_forged_presses_show_and_change_nothing(bot: Running) -> None:
    anna, boris = await bot.world.person("Анна"), await bot.world.person("Борис")
    await asks_about_a_course(boris, "сколько стоит")
    await boris.sees("Сколько стоит курс?")
    token = (await bot.rows("SELECT token FROM asked_questions"))[0]["token"]
    await opens_card(anna)
    message = await anna.last()
    for data in (
        f"aj1:{token}:1",
        f"ah1:{token}",
        f"ao1:refund:{token}",
        "ao1:refund:AAAAAAAAAAAAAAAA",
        "ar1:no-such-answer:",
        "ah1:short",
        "aj1:AAAAAAAAAAAAAAAA:1",
        "al1",
    ):
        tap = await anna.taps_data(message["message_id"], data)
        assert (await tap.answered())["alert"], data
    assert await bot.rows("SELECT id FROM asked_questions WHERE helped IS NOT NULL OR handed_at IS NOT NULL") == []
    assert await bot.rows("SELECT id FROM leads") == []


async def test_questions_are_exported_and_forgotten(bot: Running) -> None:
    anna = await bot.world.person("Анна")
    await anna.says("Мне нужен педагог для слабослышащих")
    await anna.sees("нет готового ответа")
    await anna.says("/mydata")
    file = (await anna.sees("всё, что мы о вас храним"))["document"]["file_id"]
    world = bot.world
    async with world.sandbox.session.get(f"{world.sandbox.url}/sandbox/{world.bot_id}/files/{file}") as answer:
        (kept,) = json.loads(await answer.read())["questions"]
    assert (kept["text"], kept["answer"], kept["helped"]) == ("Мне нужен педагог для слабослышащих", None, None)
    await anna.says("/forget")
    await presses(anna, "Да, удалить")
    await anna.sees("мы вас не помним")
    assert [row["text"] for row in await bot.rows("SELECT text FROM asked_questions")] == [""]


async def test_in_english_the_answer_is_english(bot: Running) -> None:
    kate = await bot.world.person("Kate", language_code="en")
    await kate.starts()
    await kate.says("Can I get a refund?")
    await kate.sees("You may leave at any moment")
    await presses(kate, "👎 Not it")
    await settled(bot)
    assert len(await bot.rows("SELECT id FROM leads")) == 1


async def test_admins_see_how_answers_do_and_what_was_not_answered(floor: Floor) -> None:
    anna = await floor.bot.world.person("Анна")
    await asks_about_a_course(anna, "сколько стоит")
    await anna.sees("Сколько стоит курс?")
    await presses(anna, "👍 Помогло")
    await anna.says("/help")
    await anna.says("Мне нужен педагог для слабослышащих")
    await anna.sees("нет готового ответа")
    await floor.olga.says("/answers")
    seen = await floor.olga.sees("Ответы бота")
    assert "Сколько стоит курс?: 1, помогло 100% (из 1)" in seen["text"]
    assert "педагог для слабослышащих" in seen["text"]
