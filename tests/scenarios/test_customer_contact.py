"""Talk to a person: consent first, then a number that is really theirs, or no number at all."""

import pytest

from tests.support.house import Running
from tests.support.reading import captions
from tests.support.steps import opens_product, presses
from tests.support.telegram import Person, World


async def wants_a_call(person: Person) -> None:
    await opens_product(person)
    await presses(person, "Поговорить с человеком")
    await person.sees("Как вам удобнее")
    await presses(person, "Позвоните мне")


async def agrees(person: Person) -> None:
    await wants_a_call(person)
    await person.sees("Сначала ваше согласие")
    await presses(person, "Да, разрешаю")
    await person.sees("согласие записано")


async def test_consent_is_a_screen_of_its_own_with_the_full_text(bot: Running) -> None:
    anna = await bot.world.person("Анна")
    await wants_a_call(anna)
    shown = await anna.sees("Сначала ваше согласие")
    words = bot.app.house.playbook.consents[0].text.in_("ru")
    assert words in shown["text"]
    assert captions(shown) == ["Да, разрешаю", "Нет", "Как мы храним данные"]
    assert await anna.keyboard() == []
    assert await bot.rows("SELECT * FROM consents") == []


async def test_consent_is_stored_with_version_language_and_time_before_any_phone(bot: Running) -> None:
    anna = await bot.world.person("Анна")
    await agrees(anna)
    consent = (await bot.rows("SELECT * FROM consents"))[0]
    assert (consent["kind"], consent["version"], consent["language"]) == ("data", "2026-11", "ru")
    assert (await bot.rows("SELECT phone FROM people"))[0]["phone"] == ""
    await anna.shares_contact()
    await anna.sees("Позвоним")
    person = (await bot.rows("SELECT * FROM people"))[0]
    assert consent["given_at"] <= person["phone_at"]


async def test_ones_own_contact_makes_a_lead_and_the_keyboard_goes(bot: Running) -> None:
    anna = await bot.world.person("Анна", phone="79161234567")
    await agrees(anna)
    assert await anna.keyboard() == ["Поделиться номером"]
    await anna.shares_contact()
    thanks = await anna.sees("номер записан")
    await anna.sees("Позвоним по номеру +79161234567")
    assert await anna.keyboard() == []
    lead = (await bot.rows("SELECT * FROM leads"))[0]
    assert (lead["wish"], lead["stage"], lead["closed_at"]) == ("call", "new", None)
    assert lead["product"] is not None
    assert lead["result"] is not None
    assert "left_phone" in lead["reasons"]
    assert thanks["message_id"] < (await anna.last())["message_id"]


async def test_someone_elses_contact_is_not_taken(bot: Running) -> None:
    anna = await bot.world.person("Анна")
    boris = await bot.world.person("Борис", phone="79169999999")
    await agrees(anna)
    await anna.shares_contact(of=boris)
    await anna.sees("номер другого человека")
    assert await bot.rows("SELECT * FROM leads") == []
    assert (await bot.rows("SELECT phone FROM people"))[0]["phone"] == ""
    await anna.shares_contact()
    await anna.sees("Позвоним")


async def test_a_contact_card_without_an_account_is_not_taken(bot: Running) -> None:
    anna = await bot.world.person("Анна")
    await agrees(anna)
    message = {
        "message_id": 900,
        "date": 1_795_000_000,
        "chat": {"id": anna.id, "type": "private", "first_name": "Анна"},
        "from": {"id": anna.id, "is_bot": False, "first_name": "Анна", "language_code": "ru"},
        "contact": {"phone_number": "+79161112233", "first_name": "Такси"},
    }
    await anna.does("raw", update={"message": message})
    await anna.sees("номер другого человека")
    assert await bot.rows("SELECT * FROM leads") == []


async def test_a_contact_nobody_asked_for_is_not_stored_without_consent(bot: Running) -> None:
    anna = await bot.world.person("Анна")
    await anna.starts()
    await anna.sees("Здравствуйте")
    await anna.shares_contact()
    await anna.sees("Сначала ваше согласие")
    assert (await bot.rows("SELECT phone FROM people"))[0]["phone"] == ""
    assert await bot.rows("SELECT * FROM leads") == []


@pytest.mark.parametrize(
    "typed", ["+7 916 123-45-67", "8 (916) 123 45 67", "мой 89161234567, звоните вечером", "9161234567"]
)
async def test_a_typed_number_is_taken_and_repeated_back(bot: Running, typed: str) -> None:
    anna = await bot.world.person("Анна")
    await agrees(anna)
    await anna.says(typed)
    await anna.sees("с ваших слов: +79161234567")
    await anna.sees("Позвоним по номеру +79161234567")
    assert await anna.keyboard() == []


async def test_a_foreign_number_keeps_its_country(bot: Running) -> None:
    anna = await bot.world.person("Анна")
    await agrees(anna)
    await anna.says("+49 30 901820")
    await anna.sees("Позвоним по номеру +4930901820")


@pytest.mark.parametrize("typed", ["12345", "не хочу", "+7 916 123", "9" * 300, "☎" * 50])
async def test_what_is_no_number_is_explained_and_the_number_still_awaited(bot: Running, typed: str) -> None:
    anna = await bot.world.person("Анна")
    await agrees(anna)
    await anna.says(typed)
    await anna.sees("не хватает цифр")
    assert await bot.rows("SELECT * FROM leads") == []
    await anna.says("+7 916 123-45-67")
    await anna.sees("Позвоним")


async def test_no_consent_leads_to_writing_here(bot: Running) -> None:
    anna = await bot.world.person("Анна")
    await wants_a_call(anna)
    await presses(anna, "Нет")
    await anna.sees("номер не нужен")
    assert await bot.rows("SELECT * FROM consents") == []
    await presses(anna, "Напишите мне здесь")
    await anna.sees("Напишем вам в этот чат")
    assert (await bot.rows("SELECT wish FROM leads"))[0]["wish"] == "chat"


async def test_a_changed_mind_after_yes_withdraws_the_consent(bot: Running) -> None:
    anna = await bot.world.person("Анна")
    await agrees(anna)
    await presses(anna, "Нет")
    await anna.sees("номер не нужен")
    assert (await bot.rows("SELECT withdrawn_at FROM consents"))[0]["withdrawn_at"] is not None
    await anna.shares_contact()
    await anna.sees("Сначала ваше согласие")
    assert (await bot.rows("SELECT phone FROM people"))[0]["phone"] == ""


async def test_writing_here_needs_no_phone_and_no_consent(bot: Running) -> None:
    anna = await bot.world.person("Анна")
    await opens_product(anna)
    await presses(anna, "Поговорить с человеком")
    await presses(anna, "Напишите мне здесь")
    await anna.sees("Напишем вам в этот чат")
    assert await bot.rows("SELECT * FROM consents") == []
    lead = (await bot.rows("SELECT * FROM leads"))[0]
    assert (lead["wish"], lead["stage"]) == ("chat", "new")


async def test_writing_here_instead_of_a_number_takes_the_keyboard_away(world: World) -> None:
    anna = await world.person("Анна")
    await agrees(anna)
    await anna.says("не хочу оставлять номер")
    await anna.sees("не хватает цифр")
    await presses(anna, "Напишите мне здесь")
    await anna.sees("обойдёмся без номера")
    await anna.sees("Напишем вам в этот чат")
    assert await anna.keyboard() == []


async def test_start_while_a_number_is_awaited_takes_the_keyboard_away(world: World) -> None:
    anna = await world.person("Анна")
    await agrees(anna)
    await anna.starts()
    await anna.sees("С возвращением")
    assert await anna.keyboard() == []


async def test_a_second_wish_updates_the_one_lead(bot: Running) -> None:
    anna = await bot.world.person("Анна", phone="79161234567")
    await opens_product(anna)
    await presses(anna, "Поговорить с человеком")
    await presses(anna, "Напишите мне здесь")
    await anna.sees("Напишем вам")
    before = (await bot.rows("SELECT * FROM leads"))[0]
    await anna.says("/help")
    await anna.sees("Чем могу помочь")
    await presses(anna, "Поговорить с человеком")
    await presses(anna, "Позвоните мне")
    await presses(anna, "Да, разрешаю")
    await anna.sees("согласие записано")
    await anna.shares_contact()
    await anna.sees("Ваша заявка у нас, позвоним по номеру +79161234567")
    leads = await bot.rows("SELECT * FROM leads")
    assert len(leads) == 1
    assert leads[0]["wish"] == "call"
    assert leads[0]["score"] > before["score"]
    assert leads[0]["product"] == before["product"]


async def test_a_known_number_is_not_asked_for_again(bot: Running) -> None:
    anna = await bot.world.person("Анна", phone="79161234567")
    await agrees(anna)
    await anna.shares_contact()
    await anna.sees("Позвоним")
    await anna.says("/help")
    await anna.sees("Чем могу помочь")
    await presses(anna, "Поговорить с человеком")
    await presses(anna, "Позвоните мне")
    await anna.sees("Ваша заявка у нас, позвоним по номеру +79161234567")
    assert len(await bot.rows("SELECT * FROM leads")) == 1


async def test_agreeing_to_an_old_text_shows_the_new_one(bot: Running) -> None:
    anna = await bot.world.person("Анна")
    await wants_a_call(anna)
    shown = await anna.sees("Сначала ваше согласие")
    data = shown["reply_markup"]["inline_keyboard"][0][0]["callback_data"].replace("2026-11", "2025-01")
    tap = await anna.taps_data(shown["message_id"], data)
    await tap.answered()
    assert await bot.rows("SELECT * FROM consents") == []


async def test_twenty_presses_on_one_wish_make_one_lead(bot: Running) -> None:
    anna = await bot.world.person("Анна")
    await opens_product(anna)
    await presses(anna, "Поговорить с человеком")
    shown = await anna.sees("Как вам удобнее")
    data = shown["reply_markup"]["inline_keyboard"][1][0]["callback_data"]
    taps = [await anna.taps_data(shown["message_id"], data) for _ in range(20)]
    for tap in taps:
        await tap.answered(within=5)
    assert len(await bot.rows("SELECT * FROM leads")) == 1
    verbs = await bot.rows("SELECT verb FROM activity WHERE verb IN ('lead_created', 'lead_noticed')")
    assert sorted(row["verb"] for row in verbs) == ["lead_created", "lead_noticed"]


async def test_hours_are_told_honestly_at_night(closed: Running) -> None:
    async with closed as bot:
        await bot.world.forward(hours=11)
        anna = await bot.world.person("Анна")
        await opens_product(anna)
        await presses(anna, "Поговорить с человеком")
        await presses(anna, "Напишите мне здесь")
        seen = await anna.sees("Напишем вам")
        assert "ответим после 10:00 по Москве" in seen["text"]
