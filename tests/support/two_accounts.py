"""People who come twice: leads with a phone of one's choice."""

from tests.support.house import Running
from tests.support.sales_floor import settled
from tests.support.telegram import Json, Person

PHONE = "+79161234567"


async def asks_for_a_call(bot: Running, person: Person, phone: str = PHONE, *, course: str = "тестировщик") -> None:
    """Leaves this phone by typing it."""
    await wants_a_call(bot, person, course)
    await bot.handled(await person.says(phone))
    await settled(bot)


async def wants_a_call(bot: Running, person: Person, course: str = "тестировщик") -> None:
    """Up to the question for the phone; nothing is left yet."""
    await bot.handled(await person.starts())
    await bot.handled(await person.says("/products"))
    words = {"тестировщик": "Тестировщик", "разработчик": "Разработчик на Python"}
    await person.taps(words[course], within=5)
    await person.taps("Поговорить с человеком", within=5)
    await person.taps("Позвоните мне", within=5)
    await person.taps("Да, разрешаю", within=5)
    await person.sees("номер")
    await settled(bot)


async def leads(bot: Running) -> list[Json]:
    return [dict(row) for row in await bot.rows("SELECT * FROM leads ORDER BY id")]


async def forged(person: Person, data: str) -> str:
    """What a press with such data is answered, under the bot's first message: later ones are still needed."""
    first = next(message["message_id"] for message in await person.dialogue() if message["from_bot"])
    tap = await person.taps_data(first, data)
    return str((await tap.answered())["text"])
