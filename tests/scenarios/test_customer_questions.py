"""A question in one's own words, and the short dialog after it."""

from tests.support.house import Running
from tests.support.steps import opens_product, presses
from tests.support.telegram import Person, World


async def asks(person: Person, question: str) -> None:
    await opens_product(person)
    await presses(person, "Задать вопрос")
    await person.sees("Спрашивайте о курсе")
    await person.says(question)


async def test_a_question_makes_a_lead_and_promises_a_person(bot: Running) -> None:
    anna = await bot.world.person("Анна")
    await asks(anna, "Пустите ли на занятия с котом?")
    seen = await anna.sees("Вопрос передан человеку")
    assert "с 10:00 до 20:00 по Москве" in seen["text"]
    lead = (await bot.rows("SELECT * FROM leads"))[0]
    assert lead["wish"] == "question"
    assert "asked_question" in lead["reasons"]
    asked = (await bot.rows("SELECT facts FROM activity WHERE verb = 'asked'"))[0]
    assert "с котом" in asked["facts"]


async def test_a_question_of_4096_characters_arrives_whole(bot: Running) -> None:
    anna = await bot.world.person("Анна")
    await asks(anna, "я" * 4096)
    await anna.sees("Вопрос передан")
    asked = (await bot.rows("SELECT facts FROM activity WHERE verb = 'asked'"))[0]
    assert "я" * 4096 in asked["facts"]


async def test_markup_in_a_question_is_only_words(bot: Running) -> None:
    anna = await bot.world.person("Анна")
    await asks(anna, "<b>{{ 7 * 7 }}</b> <a href='x'>")
    await anna.sees("Вопрос передан")


async def test_a_sticker_instead_of_the_question_is_explained_and_the_question_still_awaited(bot: Running) -> None:
    anna = await bot.world.person("Анна")
    await opens_product(anna)
    await presses(anna, "Задать вопрос")
    await anna.sees("Спрашивайте")
    await anna.sends("sticker")
    await anna.sees("словами")
    await anna.says("Пустите ли на занятия с котом?")
    await anna.sees("Вопрос передан")


async def test_help_in_between_does_not_lose_the_question(bot: Running) -> None:
    anna = await bot.world.person("Анна")
    await opens_product(anna)
    await presses(anna, "Задать вопрос")
    await anna.sees("Спрашивайте")
    await anna.says("/help")
    await anna.sees("Чем могу помочь")
    await anna.says("Пустите ли на занятия с котом?")
    await anna.sees("Вопрос передан")


async def test_what_is_written_after_the_wish_joins_the_lead(bot: Running) -> None:
    anna = await bot.world.person("Анна")
    await asks(anna, "Пустите ли на занятия с котом?")
    await anna.sees("Вопрос передан")
    await anna.says("А попугая?")
    await anna.sees("Добавили к вашей заявке")
    assert len(await bot.rows("SELECT * FROM leads")) == 1
    assert len(await bot.rows("SELECT * FROM activity WHERE verb = 'asked'")) == 2


async def test_the_lead_is_known_before_any_of_the_questions(bot: Running) -> None:
    anna = await bot.world.person("Анна")
    await asks(anna, "Пустите ли на занятия с котом?")
    await anna.sees("1 из 5")
    verbs = [row["verb"] for row in await bot.rows("SELECT verb FROM activity ORDER BY id")]
    assert "lead_noticed" in verbs


async def test_each_answer_rescores_the_lead_in_one_message(bot: Running) -> None:
    anna = await bot.world.person("Анна")
    await asks(anna, "Пустите ли на занятия с котом?")
    first = await anna.sees("1 из 5")
    scores = [(await bot.rows("SELECT score FROM leads"))[0]["score"]]
    for caption, after in (
        ("Сменить работу", "2 из 5"),
        ("В ближайшие две недели", "3 из 5"),
        ("Решаю самостоятельно", "4 из 5"),
        ("Больше десяти часов", "5 из 5"),
        ("Частями, по месяцам", "больше вопросов нет"),
    ):
        await presses(anna, caption)
        shown = await anna.sees(after)
        assert shown["message_id"] == first["message_id"]
        scores.append((await bot.rows("SELECT score FROM leads"))[0]["score"])
    assert scores == sorted(set(scores))
    lead = (await bot.rows("SELECT * FROM leads"))[0]
    assert lead["temperature"] == "hot"
    assert len(await bot.rows("SELECT * FROM activity WHERE verb = 'lead_noticed'")) == 1


async def test_the_questions_can_be_left_at_any_point(bot: Running) -> None:
    anna = await bot.world.person("Анна")
    await asks(anna, "Пустите ли на занятия с котом?")
    await anna.sees("1 из 5")
    await presses(anna, "Сменить работу")
    await anna.sees("2 из 5")
    await presses(anna, "Хватит вопросов")
    await anna.sees("больше вопросов нет")
    await anna.says("А попугая?")
    await anna.sees("2 из 5")


async def test_whose_parents_decide_is_told_so(bot: Running) -> None:
    anna = await bot.world.person("Анна")
    await asks(anna, "Пустите ли на занятия с котом?")
    await anna.sees("1 из 5")
    await presses(anna, "Для себя")
    await presses(anna, "Пока просто смотрю")
    await presses(anna, "Родители")
    await anna.sees("4 из 5")
    await presses(anna, "Хватит вопросов")
    await anna.sees("заключают родители")


async def test_a_forged_answer_changes_nothing(bot: Running, world: World) -> None:
    anna = await world.person("Анна")
    await asks(anna, "Пустите ли на занятия с котом?")
    shown = await anna.sees("1 из 5")
    before = (await bot.rows("SELECT score FROM leads"))[0]["score"]
    for data in ("ql1:goal:millions", "ql1:left_phone:1", "ql1:nothing:x"):
        tap = await anna.taps_data(shown["message_id"], data)
        assert (await tap.answered())["alert"]
    assert (await bot.rows("SELECT score FROM leads"))[0]["score"] == before
