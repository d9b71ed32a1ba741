"""Ways that many dialogues go: to the result, to a lead."""

from tests.support.house import Running
from tests.support.reading import data_of
from tests.support.telegram import Json, Person

RESULT = "Что мне подойдёт"
HASTY = "Показать как есть"
RATING = "Отзывается?"

INCLINED = ("pro", "dat", "txt", "vis", "cod", "org", "fin", "sys", "ppl", "srv", "chk")
"""Facets in the order of a born marketer: whoever answers by it gets a verdict, and the same one every time."""


async def presses(person: Person, caption: str) -> None:
    """A press that is waited for: the bot answered it and showed what came of it."""
    tap = await person.taps(caption, within=5)
    await tap.answered()


def inclined_answer(message: Json) -> str | None:
    """The data of the button a born marketer would press; None where nothing is asked."""
    answers = [data for data in data_of(message) if data.startswith("qa1:")]
    return min(answers, key=lambda data: _inclination(data.rsplit(":", 1)[1]), default=None)


def _inclination(option: str) -> int:
    return INCLINED.index(option) if option in INCLINED else len(INCLINED)


async def answers_quiz(person: Person, *, calmly: Running | None = None) -> Json:
    """From the question shown now to what comes after the last: the result, or the offer of another try.

    `calmly`: the bot whose clock shows three seconds for each question, as a person would take.
    """
    while True:
        message = await person.sees("", within=5)
        data = inclined_answer(message)
        if data is None:
            return message
        if calmly is not None:
            await thinks(calmly)
        tap = await person.taps_data(message["message_id"], data)
        await tap.answered()


async def takes_quiz(person: Person) -> None:
    """From the first screen to the result with its card and its thumbs. A test answers hastily: that is said."""
    await person.starts()
    await person.sees("Здравствуйте")
    await presses(person, "Начать тест")
    await answers_quiz(person)
    await presses(person, HASTY)
    await person.sees(RATING)


async def thinks(bot: Running) -> None:
    """Three seconds pass by the bot's clock."""
    await bot.world.forward(seconds=3)
    bot.app.house.clock.refresh()  # now, not at its next look


async def skips_quiz(person: Person, bot: Running) -> Json:
    """Nothing but skips, without haste: no verdict can be given."""
    await person.starts()
    await presses(person, "Начать тест")
    while True:
        message = await person.sees("", within=5)
        skip = next((data for data in data_of(message) if data.startswith("qk1:")), None)
        if skip is None:
            return message
        await thinks(bot)
        tap = await person.taps_data(message["message_id"], skip)
        await tap.answered()


async def opens_product(person: Person) -> None:
    await takes_quiz(person)
    await presses(person, RESULT)
    await person.sees("Кому подойдёт")
