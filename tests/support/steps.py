"""Ways that many dialogues go: to the result, to a lead."""

from tests.support.telegram import Person

RESULT = "Что мне подойдёт"


async def presses(person: Person, caption: str) -> None:
    """A press that is waited for: the bot answered it and showed what came of it."""
    tap = await person.taps(caption, within=5)
    await tap.answered()


async def takes_quiz(person: Person, *, choose: int = 0) -> None:
    """From the first screen to the result, always pressing the answer in this place."""
    await person.starts()
    await person.sees("Здравствуйте")
    await presses(person, "Начать тест")
    while True:
        message = await person.sees("%", within=5)
        captions = [b for row in message["reply_markup"]["inline_keyboard"] for b in row]
        if RESULT in [button["text"] for button in captions]:
            return
        tap = await person.taps_data(message["message_id"], captions[choose]["callback_data"])
        await tap.answered()


async def opens_product(person: Person) -> None:
    await takes_quiz(person)
    await presses(person, RESULT)
    await person.sees("Что внутри")
