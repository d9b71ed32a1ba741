"""An update that cannot be handled: five attempts, then everybody goes on."""

import asyncio
import time
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest

from sales.usecases.greet import Greet
from tests.support.bot_process import BotLauncher, environment
from tests.support.house import Running, until
from tests.support.oracle import Books, by_chat, said
from tests.support.telegram import Person, World

APOLOGY = "errors/internal"


@pytest.fixture
async def olga(world: World) -> Person:
    return await world.person("Ольга")


@pytest.fixture
async def bot(
    world: World, olga: Person, tmp_path: Path, database_url: str, monkeypatch: pytest.MonkeyPatch
) -> AsyncIterator[Running]:
    """`/start poison` raises, always; Olga is an admin who has started the bot."""
    greet = Greet.__call__

    def poisoned(self: Greet, person: Any, payload: str) -> Any:
        if payload == "poison":
            raise ZeroDivisionError("poisoned on purpose")
        return greet(self, person, payload)

    monkeypatch.setattr(Greet, "__call__", poisoned)
    closed = Running(world.sandbox, tmp_path, database_url=database_url, bot_token=world.token, admin_ids=(olga.id,))
    closed.world = world
    async with closed as running:
        await olga.starts()
        await olga.sees("Ольга", within=10)
        yield running


async def test_a_handler_that_always_raises_is_given_up_and_the_next_message_is_served(
    bot: Running, olga: Person, database_url: str
) -> None:
    anna, boris = await bot.world.person("Анна"), await bot.world.person("Борис")
    alarms_before = len(by_chat(await said(bot.world))[olga.id])
    began = time.monotonic()
    await anna.starts("poison")
    await anna.says("/help")
    await boris.starts()
    await boris.sees("Здравствуйте", within=2)
    await anna.sees("Чем могу помочь", within=5)
    assert time.monotonic() - began < 5
    dead = Books(database_url).rows("SELECT attempts, error FROM inbox WHERE state = 'dead'")
    assert dead == [(5, "ZeroDivisionError")]
    apology = bot.app.house.renderer.render("ru", APOLOGY, {}).text
    heard = by_chat(await said(bot.world))
    assert [call.text for call in heard[anna.id]].count(apology) == 1
    assert heard[anna.id][0].text == apology, "the apology comes before the answer to the next message"

    async def untold() -> bool:
        return len(by_chat(await said(bot.world))[olga.id]) == alarms_before

    await until(untold, within=5)
    assert "ZeroDivisionError" in by_chat(await said(bot.world))[olga.id][-1].text


async def test_a_handler_that_kills_the_process_is_given_up_and_takes_no_innocent_with_it(
    launcher: BotLauncher, world: World, sqlite_url: str, tmp_path: Path
) -> None:
    env, log = environment(world, sqlite_url), tmp_path / "bot.log"
    innocents = [await world.person(f"Гость{n}") for n in range(8)]
    for innocent in innocents[:4]:
        await innocent.starts()
    anna = await world.person("Анна")
    await anna.starts("deadly")
    for innocent in innocents[4:]:
        await innocent.starts()
    deaths = 0
    while True:
        life = await launcher.start(env, log, deadly="deadly")
        try:
            await asyncio.wait_for(life.ended.wait(), 2.5)
        except TimeoutError:
            break
        assert life.exit_code == -9
        deaths += 1
        assert deaths <= 5, "the process must not die of one update for ever"
    assert deaths == 5
    await anna.starts()
    await anna.sees("Здравствуйте", within=5)
    heard, books = by_chat(await said(world)), Books(sqlite_url)
    for innocent in innocents:
        welcomes = [call for call in heard.get(innocent.id, []) if innocent.name in call.text]
        listed = [row for row in books.unknown() if row.chat_id == innocent.id]
        assert 1 <= len(welcomes) <= 1 + len(listed), f"{innocent.name} was welcomed {len(welcomes)} times"
    assert books.count("inbox", "dead") == 1
    assert await life.terminate() == 0
