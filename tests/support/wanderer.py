"""People who press anything in any order, old buttons and new, write what comes to mind, and judge what they get."""

import asyncio
import random
import time
from dataclasses import dataclass, field
from typing import Any

from tests.support.hostile import HOSTILE
from tests.support.house import Running
from tests.support.reading import readable, transcript
from tests.support.telegram import Json, Person

SEEN = 30
"""Messages back that a wanderer still finds buttons in."""
PATIENCE = 30.0
"""Seconds of a busy machine until a silent bot counts as dead."""
COMMANDS = (
    "/start", "/quiz", "/products", "/help", "/privacy", "/language", "/stop", "/mydata", "/forget",
    "/leads", "/tasks", "/team", "/links", "/status", "/quality", "/score", "/answers", "/duty", "/nonsense",
)  # fmt: skip
QUESTIONS = (
    "Сколько стоит обучение?",
    "А можно в рассрочку?",
    "дорого",
    "Подойдёт ли мне без опыта",
    "How long does it take?",
    "Перезвоните мне",
    "да",
    "не знаю",
)


@dataclass
class Wanderer:
    """One person's random walk. `presses` and `words` count what was done; `log` remembers it for a failure."""

    person: Person
    dice: random.Random
    presses: int = 0
    words: int = 0
    log: list[str] = field(default_factory=list)

    async def wanders(self, steps: int, *, check_every: int = 25) -> None:
        await self._says("/start")
        for number in range(steps):
            await self._step()
            if number % check_every == check_every - 1:
                await self.finds_a_way()

    async def _step(self) -> None:
        roll = self.dice.random()
        if roll < 0.85:
            await self._presses_something(newest=roll < 0.6)
        elif roll < 0.90:
            await self._says(self.dice.choice(COMMANDS))
        elif roll < 0.95:
            await self._says(self.dice.choice(QUESTIONS))
        elif roll < 0.975:
            await self._says(self.dice.choice(HOSTILE))
        elif roll < 0.99:
            await self._does("contact")
        else:
            await self._does("send", kind=self.dice.choice(("photo", "voice", "sticker", "document", "location")))

    async def _presses_something(self, *, newest: bool) -> None:
        choices, _ = await self._buttons(newest=newest)
        if not choices:
            await asyncio.sleep(0.1)  # nothing came yet
            return
        await self._presses(*self.dice.choice(choices))

    async def _buttons(self, *, newest: bool) -> tuple[list[tuple[Json, Json]], int]:
        """Buttons that press (not those that open a link), of the newest message with any or of all in sight; and how
        many changes the world had seen by then."""
        dialogue, change = await self.person._look(None, limit=SEEN)
        found: list[tuple[Json, Json]] = []
        for message in reversed(dialogue):
            found += [(message, button) for button in pressable(message)]
            if newest and found:
                break
        return found, change

    async def _presses(self, message: Json, button: Json) -> None:
        """By its data: the screen may have changed between the eye and the finger."""
        words = button["text"]
        self.presses += 1
        self.log.append(f"#{message['message_id']} [{words}] {button['callback_data']}")
        deed = await self.person.does("tap", message_id=message["message_id"], data=button["callback_data"])
        end = time.monotonic() + PATIENCE
        while not (answer := await self.person.world.ask("GET", f"/callbacks/{deed['callback_query_id']}"))["answered"]:
            assert time.monotonic() < end, await self._complaint(f"the press of [{words}] was never answered")
            await asyncio.sleep(0.02)
        self.log[-1] += f" -> {answer['text'] or ''}"

    async def _says(self, text: str) -> None:
        if not text.strip() or any("\ud800" <= sign <= "\udfff" for sign in text):
            return
        self.words += 1
        self.log.append(repr(text[:60]))
        await self._does("say", text=text[:4096])

    async def _does(self, deed: str, **wanted: Any) -> None:
        await self.person.does(deed, **wanted)
        await asyncio.sleep(0)

    async def finds_a_way(self) -> None:
        """From wherever this is, the newest screen must have a button that leads on."""
        end = time.monotonic() + PATIENCE
        choices, before = await self._buttons(newest=True)
        while not choices:
            if await self.person.keyboard():
                return
            assert time.monotonic() < end, await self._complaint("nothing to press")
            await self.person.world.changed(before, 1)
            choices, before = await self._buttons(newest=True)
        for message, button in choices:
            await self._presses(message, button)
            if await self._hears(since=before, within=5):
                return
        raise AssertionError(await self._complaint("nothing here leads on"))

    async def _hears(self, *, since: int, within: float) -> bool:
        end = time.monotonic() + within
        while True:
            dialogue, change = await self.person._look(None, limit=SEEN)
            if any(message["from_bot"] and message["change"] > since for message in dialogue):
                return True
            if (left := end - time.monotonic()) <= 0:
                return False
            await self.person.world.changed(change, left)

    async def _complaint(self, what: str) -> str:
        dialogue, _ = await self.person._look(None, limit=6)
        last = "\n".join(self.log[-8:])
        return f"{self.person.name}: {what}\nlast steps:\n{last}\nscreen:\n{transcript(dialogue)}"


def pressable(message: Json) -> list[Json]:
    rows = message.get("reply_markup", {}).get("inline_keyboard", [])
    return [button for row in rows for button in row if "callback_data" in button]


async def wander_all(wanderers: list[Wanderer], steps: int, *, at_once: int = 40) -> None:
    """All walk, so many at a time; the first complaint ends it."""
    seats = asyncio.Semaphore(at_once)

    async def walk(wanderer: Wanderer) -> None:
        async with seats:
            await wanderer.wanders(steps)

    async with asyncio.TaskGroup() as group:
        for wanderer in wanderers:
            group.create_task(walk(wanderer))


HARMLESS = (
    "message is not modified",
    "message to delete not found",
    "message to edit not found",
    "query is too old",
    "there is no text in the message to edit",  # pressed before it became a picture: what follows replaces it
)
"""What Telegram says when two presses race each other; the bot is made to live with it."""


SORRY = ("у нас что-то сломалось", "omething broke")


async def assert_clean(bot: Running) -> None:
    """Telegram's log and the bot's own books after it: nothing refused, nothing given up, nobody met an error."""
    calls = await bot.world.log(kind="call")
    refused = [
        (call["method"], call.get("description", call.get("error", "")), str(call.get("params", ""))[:300])
        for call in calls
        if call["accepted"] is False and not any(words in str(call).lower() for words in HARMLESS)
    ]
    assert not refused, refused[:5]
    hurt = await bot.rows("SELECT body, error, attempts FROM inbox WHERE attempts > 1 OR state = 'dead'")
    assert not hurt, [(row["error"], str(row["body"])[:300]) for row in hurt][:5]
    failed = await bot.rows("SELECT method, template, reason FROM outbox WHERE state IN ('failed', 'unknown')")
    assert not failed, failed[:5]
    rang = await bot.rows("SELECT kind, reason FROM timers WHERE reason LIKE 'failed%' OR attempts > 0")
    assert not rang, rang[:5]
    apologies = [call for call in calls if any(words in readable(call.get("params", {})) for words in SORRY)]
    assert not apologies, apologies[:3]
