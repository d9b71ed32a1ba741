"""Customers who behave like people: they press what they see, write in between, and wait for the bot however long."""

import asyncio
import random
import time
from collections import Counter
from dataclasses import dataclass, field
from itertools import count, islice

from tests.support.oracle import ENDS, Books, assert_answers, assert_walk, by_chat, said
from tests.support.reading import captions, data_of
from tests.support.telegram import Json, Person, World

_numbers = count(1)

WELCOME = "Здравствуйте"
HELP = "Чем могу помочь"
PRIVACY = "Что мы о вас храним"
ASIDES = (("/help", HELP), ("/privacy", PRIVACY))
HASTY = "Показать как есть"
TO_A_LEAD = ("Поговорить с человеком", "Напишите мне здесь")


@dataclass
class Customer:
    """Starts, walks through the quiz to its end, and asks a few things in between that want an answer of their own.

    Whoever wants a person becomes a lead in the end.
    """

    person: Person
    dice: random.Random
    answers_due: list[str] = field(default_factory=list)
    wants_a_person: bool = False
    presses: int = 0
    is_done: bool = False

    async def lives(self, until: float) -> None:
        await self.person.starts()
        self.answers_due.append(WELCOME)
        await self._presses("Начать тест", until)
        last = ""
        while (question := await self._question(after=last, until=until)) is not None:
            if self.dice.random() < 0.15:
                await self._asks_something_else()
            data = next(d for d in data_of(question) if d.startswith("qa1:"))
            last = data.split(":")[2]
            await self.person.taps_data(question["message_id"], data)
            self.presses += 1
        if any(HASTY in captions(message) for message in await self.person.dialogue()):
            await self._presses(HASTY, until)
        for caption in TO_A_LEAD if self.wants_a_person else ():
            await self._presses(caption, until)
        self.is_done = True

    async def _asks_something_else(self) -> None:
        command, answer = self.dice.choice(ASIDES)
        await self.person.says(command)
        self.answers_due.append(answer)

    async def _presses(self, caption: str, until: float) -> None:
        while True:
            for message in reversed(await self.person.dialogue()):
                if found := next((words for words in captions(message) if caption in words), None):
                    await self.person.does("tap", message_id=message["message_id"], text=found)
                    return
            await self._pause(until)

    async def _question(self, after: str, until: float) -> Json | None:
        """The question shown now, when it is another than `after`; None when the result is."""
        while True:
            shown = [m for m in await self.person.dialogue() if _is_of_quiz(m)]
            data = data_of(shown[-1]) if shown else []
            asked = next((d.split(":")[2] for d in data if d.startswith("qa1:")), None) if shown else after
            if asked is None:
                return None
            if asked != after:
                return shown[-1]
            await self._pause(until)

    async def _pause(self, until: float) -> None:
        assert time.monotonic() < until, f"{self.person.name} still waits after {self.presses} answers"
        await asyncio.sleep(self.dice.uniform(0.02, 0.08))


def _is_of_quiz(message: Json) -> bool:
    return any(data.startswith("qa1:") or data in ENDS for data in data_of(message))


async def crowd(world: World, size: int, dice: random.Random) -> list[Customer]:
    """Every second of them wants to talk to a person."""
    return [
        Customer(await world.person(f"Гость{number}й"), random.Random(dice.random()), wants_a_person=number % 2 == 1)
        for number in islice(_numbers, size)
    ]


async def all_quiet(books: Books, within: float = 20) -> None:
    """Waits until everything is handled and said, at least as far as one can know."""
    end = time.monotonic() + within
    while not await asyncio.to_thread(books.is_quiet):
        assert time.monotonic() < end, f"still something to do after {within} s"
        await asyncio.sleep(0.05)


async def assert_nothing_lost_nothing_twice(
    world: World, customers: list[Customer], books: Books, salesperson: Person | None = None
) -> None:
    assert books.is_sound()
    assert books.count("inbox", "dead") == 0, "an innocent update was given up"
    unknown = by_chat(books.unknown())
    heard = by_chat(await said(world))
    for customer in customers:
        assert customer.is_done, f"{customer.person.name} never came to the end"
        person = customer.person.id
        listed = Counter(free_answers([row.payload or "" for row in unknown.get(person, [])]))
        answers = free_answers([call.text for call in heard[person]])
        assert_answers(customer.answers_due, answers, listed, customer.person.name)
        assert_walk(heard[person], customer.presses, customer.person.name)
    if salesperson is not None:
        notices = [call.text for call in heard[salesperson.id] if "Новая заявка" in call.text]
        repeats = [row for row in unknown.get(salesperson.id, []) if row.template == "lead/notice"]
        wanted = [customer for customer in customers if customer.wants_a_person]
        for customer in wanted:
            told = sum(f"Новая заявка: {customer.person.name}<" in text for text in notices)
            assert told, f"nobody was told of {customer.person.name}"
            assert told <= 1 + len([row for row in repeats if f'"{customer.person.name}"' in row.params])
        assert len(notices) <= len(wanted) + len(repeats)


def free_answers(texts: list[str]) -> list[str]:
    """Which of the answers each text is; quiz screens and the rest are left out."""
    kinds = (WELCOME, HELP, PRIVACY)
    return [kind for text in texts for kind in kinds if kind in text]
