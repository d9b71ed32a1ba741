"""/stop, /privacy, /mydata, /forget: from every state, and they do what they say."""

import json

from storage.people import Staff
from tests.support.house import Running
from tests.support.steps import opens_product, presses, takes_quiz
from tests.support.telegram import Person, World


async def leaves_phone(person: Person) -> None:
    await opens_product(person)
    await presses(person, "Поговорить с человеком")
    await presses(person, "Позвоните мне")
    await presses(person, "Да, разрешаю")
    await person.sees("согласие записано")
    await person.shares_contact()
    await person.sees("Позвоним")


async def test_stop_cancels_what_was_planned_and_says_what_stays(bot: Running) -> None:
    anna = await bot.world.person("Анна")
    await anna.starts()
    await presses(anna, "Начать тест")
    await anna.sees("0%")
    assert len(await bot.rows("SELECT * FROM timers WHERE state = 'open'")) == 1
    await anna.says("/stop")
    seen = await anna.sees("Больше не пишем вам первыми")
    assert "/forget" in seen["text"]
    assert await bot.rows("SELECT * FROM timers WHERE state = 'open'") == []
    await bot.world.forward(days=4)
    await anna.quiet(1.5)


async def test_after_stop_people_are_still_answered(world: World) -> None:
    anna = await world.person("Анна")
    await anna.says("/stop")
    await anna.sees("Больше не пишем")
    await anna.says("/stop")
    await anna.sees("уже просили тишины")
    await anna.says("/help")
    await anna.sees("Чем могу помочь")


async def test_a_button_lifts_the_stop(bot: Running) -> None:
    anna = await bot.world.person("Анна")
    await anna.says("/stop")
    await anna.sees("Больше не пишем")
    await presses(anna, "Снова пишите мне")
    await anna.sees("снова можем вам писать")
    assert (await bot.rows("SELECT stopped_at FROM people"))[0]["stopped_at"] is None


async def test_stop_with_an_open_lead_keeps_the_lead(bot: Running) -> None:
    anna = await bot.world.person("Анна")
    await leaves_phone(anna)
    await anna.says("/stop")
    await anna.sees("Ваша заявка осталась: на неё ответят, когда возьмут")
    assert (await bot.rows("SELECT closed_at FROM leads"))[0]["closed_at"] is None


async def test_privacy_names_every_way_out(world: World) -> None:
    anna = await world.person("Анна")
    await anna.says("/privacy")
    seen = await anna.sees("Что мы о вас храним")
    for command in ("/mydata", "/forget", "/stop"):
        assert command in seen["text"]
    assert "Удалить мои данные" in await anna.buttons()


async def test_asides_work_while_a_number_is_awaited_and_leave_it_awaited(world: World) -> None:
    anna = await world.person("Анна")
    await opens_product(anna)
    await presses(anna, "Поговорить с человеком")
    await presses(anna, "Позвоните мне")
    await presses(anna, "Да, разрешаю")
    await anna.sees("согласие записано")
    for command, words in (
        ("/help", "Чем могу помочь"),
        ("/privacy", "Что мы о вас храним"),
        ("/language", "Выберите язык"),
        ("/stop", "Больше не пишем"),
    ):
        await anna.says(command)
        await anna.sees(words)
    await anna.says("+7 916 123-45-67")
    await anna.sees("Позвоним по номеру +79161234567")


async def test_my_data_is_a_file_with_everything(bot: Running) -> None:
    anna = await bot.world.person("Анна", phone="79161234567", username="anna_k")
    await leaves_phone(anna)
    await anna.says("/mydata")
    seen = await anna.sees("всё, что мы о вас храним")
    assert seen["document"]["file_name"] == "my-data.json"
    async with bot.world.sandbox.session.get(
        f"{bot.world.sandbox.url}/sandbox/{bot.world.bot_id}/files/{seen['document']['file_id']}"
    ) as answer:
        data = json.loads(await answer.read())
    assert data["profile"]["first_name"] == "Анна"
    assert data["profile"]["username"] == "anna_k"
    assert data["profile"]["phone"] == "+79161234567"
    assert data["consents"][0]["version"] == "2026-11"
    assert len(data["quiz_attempts"][0]["answers"]["answers"]) >= 10
    assert data["quiz_attempts"][0]["result"]["ranking"]
    assert data["leads"][0]["wish"] == "call"
    assert data["activity"][0]["verb"] == "started"
    assert {"sources", "signals", "orders", "check_ins"} <= data.keys()


async def test_forget_asks_first_and_no_changes_nothing(bot: Running) -> None:
    anna = await bot.world.person("Анна")
    await takes_quiz(anna)
    await anna.says("/forget")
    await anna.sees("Удалить всё о вас?")
    await presses(anna, "Нет, оставить")
    await anna.sees("С возвращением")
    assert (await bot.rows("SELECT first_name FROM people"))[0]["first_name"] == "Анна"


async def test_forget_erases_name_phone_result_and_lead(bot: Running) -> None:
    anna = await bot.world.person("Аннушка", phone="79161234567", username="annushka_k")
    await leaves_phone(anna)
    await anna.says("Мой тайный вопрос")
    await anna.sees("Добавили")
    await anna.says("/forget")
    await anna.sees("Удалить всё о вас?")
    await presses(anna, "Да, удалить")
    await anna.sees("мы вас не помним")
    lead = (await bot.rows("SELECT * FROM leads"))[0]
    assert lead["stage"] == "lost"
    assert lead["closed_at"] is not None
    assert await bot.rows("SELECT * FROM timers WHERE state = 'open'") == []
    assert await bot.rows("SELECT * FROM signals") == []
    assert await bot.rows("SELECT * FROM consents WHERE withdrawn_at IS NULL") == []
    kept = [
        str(await bot.rows(f"SELECT * FROM {table}"))
        for table in ("people", "leads", "activity", "signals", "consents", "outbox", "inbox", "timers", "touches")
    ]
    for secret in ("Аннушка", "annushka_k", "79161234567", "тайный вопрос"):
        assert [secret for words in kept if secret in words] == []
    assert str(anna.id) not in "".join(kept[:4])


async def test_after_forget_start_greets_a_new_person(bot: Running) -> None:
    anna = await bot.world.person("Анна")
    await takes_quiz(anna)
    await anna.says("/forget")
    await presses(anna, "Да, удалить")
    await anna.sees("мы вас не помним")
    await anna.starts()
    await anna.sees("Здравствуйте, Анна")
    assert await anna.buttons() == ["Начать тест"]


async def test_a_button_from_before_forget_does_nothing(bot: Running) -> None:
    anna = await bot.world.person("Анна")
    await anna.starts()
    await presses(anna, "Начать тест")
    shown = await anna.sees("0%")
    data = shown["reply_markup"]["inline_keyboard"][0][0]["callback_data"]
    await anna.says("/forget")
    await presses(anna, "Да, удалить")
    await anna.sees("мы вас не помним")
    tap = await anna.taps_data(shown["message_id"], data)
    assert (await tap.answered())["alert"]


async def test_twice_yes_to_forget_is_harmless(bot: Running) -> None:
    anna = await bot.world.person("Анна")
    await takes_quiz(anna)
    await anna.says("/forget")
    asked = await anna.sees("Удалить всё о вас?")
    data = asked["reply_markup"]["inline_keyboard"][0][0]["callback_data"]
    taps = [await anna.taps_data(asked["message_id"], data) for _ in range(3)]
    for tap in taps:
        await tap.answered(within=5)
    await anna.starts()
    await anna.sees("Здравствуйте, Анна")


async def test_who_works_here_is_sent_to_an_admin_first(closed: Running) -> None:
    olga = await closed.world.person("Ольга")
    async with closed.opened(admin_ids=(olga.id,)) as bot:
        await bot.handled(await olga.says("/help"))
        assert await bot.rows("SELECT * FROM staff"), "the admin is on the team"
        await olga.says("/forget")
        await olga.sees("Вы в команде")
        assert len(await bot.database.read(lambda tx: Staff(tx).all())) == 1


async def test_who_works_here_goes_off_duty_instead_of_stopping(closed: Running) -> None:
    olga = await closed.world.person("Ольга")
    async with closed.opened(admin_ids=(olga.id,)) as bot:
        await bot.handled(await olga.starts())
        await olga.says("/stop")
        await olga.sees("уйдите со смены: /duty")
        assert [row["stopped_at"] for row in await bot.rows("SELECT stopped_at FROM people")] == [None]


async def test_blocking_the_bot_ends_what_was_planned(bot: Running) -> None:
    anna = await bot.world.person("Анна")
    await anna.starts()
    await presses(anna, "Начать тест")
    await anna.sees("0%")
    await bot.handled(await anna.blocks())
    assert await bot.rows("SELECT * FROM timers WHERE state = 'open'") == []
    assert (await bot.rows("SELECT unreachable_at FROM people"))[0]["unreachable_at"] is not None
    await anna.starts()
    await anna.sees("С возвращением")
    assert (await bot.rows("SELECT unreachable_at FROM people"))[0]["unreachable_at"] is None
