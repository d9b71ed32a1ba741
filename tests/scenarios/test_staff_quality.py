"""/quality: what an admin sees of how people take the quiz, and who else does not."""

import csv

from tests.support.house import Running
from tests.support.sales_floor import Floor, hire, settled, time_passes
from tests.support.steps import presses, takes_quiz
from tests.support.telegram import Person

PERIODS = ["7 дн.", "• 30 дн.", "90 дн.", "Всё"]


async def opens(olga: Person) -> str:
    await olga.says("/quality")
    return str((await olga.sees("Качество теста"))["text"])


async def stops_after_two(bot: Running, name: str) -> None:
    person = await bot.world.person(name)
    await person.starts()
    await presses(person, "Начать тест")
    await presses(person, "работать в команде")
    await presses(person, "Пропустить")


async def test_before_anybody_took_it_the_report_says_so(floor: Floor) -> None:
    assert "Пока никто не начинал" in await opens(floor.olga)
    assert await floor.olga.buttons() == PERIODS


async def test_the_report_leads_from_page_to_page_and_back(floor: Floor) -> None:
    await takes_quiz(await floor.bot.world.person("Анна"))
    await stops_after_two(floor.bot, "Борис")
    await settled(floor.bot)
    text = await opens(floor.olga)
    assert "Начали 2, закончили 1 (50%)" in text
    assert "проходят сейчас 1" in text
    await presses(floor.olga, "Вопросы")
    questions = (await floor.olga.sees("медиана времени"))["text"]
    assert "К вечеру приятнее всего" in questions
    assert "Уточняющие вопросы" in questions
    await presses(floor.olga, "Варианты")
    await floor.olga.sees("Варианты")
    await presses(floor.olga, "Оценки")
    await floor.olga.sees("Оценок пока нет")
    await presses(floor.olga, "Назад")
    await floor.olga.sees("Начали 2")
    assert len([m for m in await floor.olga.dialogue() if "Качество теста" in (m.get("text") or "")]) == 1


async def test_a_day_later_who_stopped_counts_as_lost_at_that_question(floor: Floor) -> None:
    await stops_after_two(floor.bot, "Борис")
    await time_passes(floor.bot, days=1)
    assert "Остановились 1" in await opens(floor.olga)
    await presses(floor.olga, "Вопросы")
    lines = (await floor.olga.sees("медиана времени"))["text"].split("\n")
    lost = next(i for i, line in enumerate(lines) if line.startswith("В новом коллективе"))
    assert lines[lost + 1].startswith("100%")


async def test_the_period_is_a_button(floor: Floor) -> None:
    await stops_after_two(floor.bot, "Борис")
    await time_passes(floor.bot, days=40)
    assert "Пока никто не начинал" in await opens(floor.olga)
    await presses(floor.olga, "90 дн.")
    await floor.olga.sees("Начали 1")
    assert "• 90 дн." in await floor.olga.buttons()


async def test_every_figure_comes_as_a_file(floor: Floor) -> None:
    await takes_quiz(await floor.bot.world.person("Анна"))
    await settled(floor.bot)
    await opens(floor.olga)
    await presses(floor.olga, "Файл CSV")
    message = await floor.olga.sees("Все цифры о качестве теста")
    assert message["document"]["file_name"] == "quality-30.csv"
    address = f"{floor.bot.world.sandbox.url}/sandbox/{floor.bot.world.bot_id}/files/{message['document']['file_id']}"
    async with floor.bot.world.sandbox.session.get(address) as answer:
        rows = list(csv.reader((await answer.text()).splitlines(), delimiter=";"))
    assert ["attempts", "", "", "finished", "1"] in rows
    assert ["attempts", "", "", "careless", "1"] in rows, "a test answers within milliseconds"
    assert ["questions", "evening", "", "reached", "1"] in rows


async def test_only_admins_see_it(floor: Floor) -> None:
    boris = await hire(floor.bot, floor.olga, "Борис")
    anna = await floor.bot.world.person("Анна")
    await floor.bot.handled(await anna.starts())
    page = await opens(floor.olga)
    assert page
    shown = await floor.olga.last()
    for person in (boris, anna):
        await floor.bot.handled(await person.says("/quality"))
        own = await person.last()
        tap = await person.taps_data(own["message_id"], shown["reply_markup"]["inline_keyboard"][0][0]["callback_data"])
        await tap.answered(within=5)
        assert not [m for m in await person.dialogue() if "Качество теста" in (m.get("text") or "")]
