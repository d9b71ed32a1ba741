"""Short ways that need no quiz: to a course card, to a question about it."""

from tests.support.steps import presses
from tests.support.telegram import Person

COURSE = "Разработчик на Python"


async def opens_card(person: Person, course: str = COURSE) -> None:
    await person.says("/products")
    await presses(person, course)


async def asks_about_a_course(person: Person, question: str) -> None:
    await opens_card(person)
    await presses(person, "Задать вопрос")
    await person.sees("Спрашивайте о курсе")
    await person.says(question)
