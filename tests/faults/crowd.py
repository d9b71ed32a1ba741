"""Customers who behave like people: they press what they see, write in between, and wait for the bot however long."""

import asyncio
import random
import time
from collections import Counter
from dataclasses import dataclass, field

from tests.support.reading import captions
from tests.support.telegram import Json, Person, World

ANSWER_TO_TEXT = "Я вас прочитал"
ANSWER_TO_STICKER = "Голосовые, фото и файлы"
WELCOME = "Здравствуйте"


@dataclass
class Customer:
    """Starts, walks through the quiz to its end, and writes a few things that want an answer of their own."""

    person: Person
    dice: random.Random
    answers_due: list[str] = field(default_factory=list)
    presses: int = 0
    is_done: bool = False

    async def lives(self, until: float) -> None:
        await self.person.starts()
        self.answers_due.append(WELCOME)
        await self._presses_when_shown("Начать тест", until)
        last = ""
        while True:
            question = await self._question(after=last, until=until)
            if question is None:
                break
            if self.dice.random() < 0.15:
                await self._writes()
            data = next(d for d in _data(question) if d.startswith("qa1:"))
            last = data.split(":")[2]
            await self.person.taps_data(question["message_id"], data)
            self.presses += 1
        self.is_done = True

    async def _writes(self) -> None:
        if self.dice.random() < 0.5:
            await self.person.says("а это точно бесплатно?")
            self.answers_due.append(ANSWER_TO_TEXT)
        else:
            await self.person.sends("sticker")
            self.answers_due.append(ANSWER_TO_STICKER)

    async def _presses_when_shown(self, caption: str, until: float) -> None:
        while True:
            for message in reversed(await self.person.dialogue()):
                if caption in captions(message):
                    await self.person.does("tap", message_id=message["message_id"], text=caption)
                    return
            await self._pause(until)

    async def _question(self, after: str, until: float) -> Json | None:
        """The question shown now, when it is another than `after`; None when the result is."""
        while True:
            for message in reversed(await self.person.dialogue()):
                data = _data(message)
                asked = next((d.split(":")[2] for d in data if d.startswith("qa1:")), None)
                if asked is not None and asked != after:
                    return message
                if asked is None and after and any(d.startswith("qr1:") for d in data):
                    return None
            await self._pause(until)

    async def _pause(self, until: float) -> None:
        assert time.monotonic() < until, (
            f"{self.person.name} ({self.person.id}) still waits after {self.presses} answers"
        )
        await asyncio.sleep(self.dice.uniform(0.02, 0.08))


async def crowd(world: World, size: int, dice: random.Random) -> list[Customer]:
    return [Customer(await world.person(f"Гость{n}"), random.Random(dice.random())) for n in range(size)]


def free_answers(texts: list[str]) -> list[str]:
    """Which of the answers each text is; quiz screens and the rest are left out."""
    kinds = (WELCOME, ANSWER_TO_TEXT, ANSWER_TO_STICKER)
    return [kind for text in texts for kind in kinds if kind in text]


def count_kinds(payloads: list[str]) -> Counter[str]:
    return Counter(free_answers(payloads))


def _data(message: Json) -> list[str]:
    rows = message.get("reply_markup", {}).get("inline_keyboard", [])
    return [button["callback_data"] for row in rows for button in row if "callback_data" in button]
