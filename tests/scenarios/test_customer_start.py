"""The first screen, however one comes to it."""

from sales.sources import Link
from storage.journeys import Links
from tests.support.house import Running
from tests.support.steps import opens_product, presses, takes_quiz
from tests.support.telegram import World


async def test_whoever_starts_is_greeted_by_name(world: World) -> None:
    anna = await world.person("Анна")
    await anna.starts()
    await anna.sees("Здравствуйте, Анна")
    assert await anna.buttons() == ["Начать тест"]


async def test_an_unknown_or_abusive_link_changes_nothing(bot: Running) -> None:
    for payload in ("nonsense", "x" * 64, "'; DROP TABLE people; --", "../../etc/passwd", "тест"):
        boris = await bot.world.person("Борис")
        await bot.handled(await boris.starts(payload))
        await boris.sees("Здравствуйте, Борис")
    assert await bot.rows("SELECT * FROM touches") == []


async def test_first_and_last_link_come_with_the_lead(bot: Running) -> None:
    now = bot.app.house.clock.now()
    for code, source in (("ours-1", "flyer"), ("ours-2", "channel")):
        link = Link(code=code, source=source)
        await bot.database.write(lambda tx, link=link: Links(tx).add(link, by=None, now=now))
    anna = await bot.world.person("Анна")
    for code in ("ours-1", "ours-2"):
        await anna.starts(code)
        await anna.sees("Здравствуйте")
    await opens_product(anna)
    await presses(anna, "Поговорить с человеком")
    await presses(anna, "Напишите мне здесь")
    await anna.sees("Напишем вам")
    assert (await bot.rows("SELECT source FROM leads"))[0]["source"] == "flyer → channel"


async def test_the_clients_language_is_spoken(world: World) -> None:
    john = await world.person("John", language_code="en")
    await john.starts()
    await john.sees("Hello, John")
    assert await john.buttons() == ["Start the quiz"]


async def test_whose_language_we_do_not_speak_is_offered_a_choice(world: World) -> None:
    pierre = await world.person("Pierre", language_code="fr")
    await pierre.starts()
    await pierre.sees("Здравствуйте, Pierre")
    await presses(pierre, "Language / Язык")
    await pierre.sees("Choose a language")
    await presses(pierre, "English")
    await pierre.sees("We speak English now")
    await pierre.starts()
    await pierre.sees("Hello, Pierre")
    assert await pierre.buttons() == ["Start the quiz"]


async def test_the_chosen_language_stays_whatever_the_client_speaks(world: World) -> None:
    anna = await world.person("Анна", language_code="ru")
    await anna.says("/language")
    await anna.sees("Выберите язык")
    await presses(anna, "English")
    await anna.sees("We speak English now")
    await anna.says("/help")
    await anna.sees("How I can help")


async def test_a_language_we_do_not_have_cannot_be_forged(bot: Running) -> None:
    anna = await bot.world.person("Анна")
    await anna.starts()
    shown = await anna.sees("Здравствуйте")
    tap = await anna.taps_data(shown["message_id"], "la1:xx")
    assert (await tap.answered())["alert"]
    assert (await bot.rows("SELECT language FROM people"))[0]["language"] == "ru"


async def test_who_comes_back_finds_the_result(world: World) -> None:
    anna = await world.person("Анна")
    await takes_quiz(anna)
    await anna.starts()
    await anna.sees("Ваш результат на месте")
    await presses(anna, "Мой результат")
    await anna.sees("Вы выбрали")


async def test_who_comes_back_in_the_middle_goes_on(world: World) -> None:
    anna = await world.person("Анна")
    await anna.starts()
    await presses(anna, "Начать тест")
    await presses(anna, "работать в команде")
    await anna.sees("К вечеру")
    await world.forward(days=5)
    await anna.starts()
    await anna.sees("Ваши ответы сохранены")
    await presses(anna, "Продолжить тест")
    await anna.sees("К вечеру")
