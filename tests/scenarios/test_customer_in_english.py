"""The same walk in English: not a word of Russian on the way."""

import re

from tests.support.house import Running
from tests.support.reading import captions, readable
from tests.support.steps import answers_quiz, presses
from tests.support.telegram import Json

CYRILLIC = re.compile("[а-яё]", re.IGNORECASE)
BOTH_LANGUAGES = ("Language / Язык", "Choose a language", "Русский", "language, язык")

FROM_RESULT_TO_REFUSAL = (
    ("All three directions", "Courses for your result"),
    ("All courses", "The ones in your result"),
    ("My result", "You chose"),
    ("What suits me", "For those who"),
    ("Details", "It takes"),
    ("Ask a question", "Ask away about"),
    ("Back to the course", "For those who"),
    ("Talk to a person", "What suits you better"),
    ("Call me", "Your consent first"),
    ("No", "no number is needed"),
)
ASIDES = (
    ("What about certificates?", "Do I get a certificate?"),
    ("/privacy", "What we keep"),
    ("/language", "Choose a language"),
    ("/mydata", "everything we keep"),
    ("/stop", "We will not write"),
    ("/forget", "Erase everything"),
)


def russian_in(message: Json) -> list[str]:
    words = [*readable(message).split("\n"), *captions(message)]
    return [line for line in words if CYRILLIC.search(line) and not any(known in line for known in BOTH_LANGUAGES)]


async def test_an_english_speaker_reads_english_all_the_way(bot: Running) -> None:
    john = await bot.world.person("John", language_code="en-GB", phone="+442079460958")
    seen: list[Json] = []

    async def sees(text: str) -> None:
        seen.append(await john.sees(text))

    await john.starts()
    await sees("Hello, John")
    await presses(john, "Start the quiz")
    await answers_quiz(john)
    await sees("in a hurry")
    await presses(john, "Show it as it is")
    await sees("Does it speak to you?")
    await sees("closest to you")
    await sees("You chose")
    for caption, words in FROM_RESULT_TO_REFUSAL:
        await presses(john, caption)
        await sees(words)
    await john.says("/help")
    await sees("How I can help")
    await presses(john, "Talk to a person")
    await presses(john, "Call me")
    await presses(john, "Yes, I agree")
    await sees("your consent is recorded")
    await john.says("no")
    await sees("no number here")
    await john.shares_contact()
    await sees("Thank you, your number")
    await sees("We will call +442079460958")
    for words in ("2 of 5", "3 of 5", "4 of 5", "5 of 5", "no more questions"):
        await presses(john, (await john.buttons())[0])
        await sees(words)
    for said, words in ASIDES:
        await john.says(said)
        await sees(words)
    await presses(john, "Yes, erase")
    await sees("we do not remember you")
    assert [line for message in seen for line in russian_in(message)] == []
