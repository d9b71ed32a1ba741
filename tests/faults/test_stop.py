"""SIGTERM in the middle of the day: a clean stop, and nobody notices."""

import asyncio
import random
import time
from pathlib import Path

from storage.database import sqlite_path
from tests.faults.crowd import all_quiet, assert_nothing_lost_nothing_twice, crowd
from tests.support.bot_process import BotLauncher, RealBot, environment
from tests.support.house import until
from tests.support.oracle import Books
from tests.support.telegram import World


async def test_the_operators_command_stops_cleanly_under_load(world: World, sqlite_url: str, tmp_path: Path) -> None:
    env, log, books = environment(world, sqlite_url), tmp_path / "bot.log", Books(sqlite_url)
    await world.fault("accept_slow", seconds=0.3, methods=["sendMessage", "editMessageText"], probability=0.3)
    customers = await crowd(world, 10, random.Random(4))
    deadline = time.monotonic() + 60
    walks = [asyncio.create_task(customer.lives(deadline)) for customer in customers]
    bot = await RealBot.start(env, log)

    async def nobody_in_the_middle() -> bool:
        return not any(customer.presses > 3 for customer in customers)

    try:
        await until(nobody_in_the_middle, within=30)
        began = time.monotonic()
        assert await bot.terminate() == 0
        assert time.monotonic() - began < 10
        assert books.count("outbox", "calling") == 0
        assert books.unknown() == []
        bot = await RealBot.start(env, log)
        await asyncio.gather(*walks)
        await all_quiet(books)
        assert await bot.terminate() == 0
    finally:
        for walk in walks:
            walk.cancel()
        await bot.kill()
    assert books.unknown() == []
    await assert_nothing_lost_nothing_twice(world, customers, books)


async def test_rolling_restarts_lose_nothing_double_nothing_and_leave_nothing_unknown(
    launcher: BotLauncher, world: World, database_url: str, tmp_path: Path
) -> None:
    books, dice = Books(database_url), random.Random(3)
    await world.fault("accept_slow", seconds=0.2, methods=["sendMessage", "editMessageText"], probability=0.2)
    customers = await crowd(world, 12, dice)
    deadline = time.monotonic() + 60
    walks = [asyncio.create_task(customer.lives(deadline)) for customer in customers]
    try:
        for _ in range(20 if sqlite_path(database_url) else 6):
            life = await launcher.start(environment(world, database_url), tmp_path / "bot.log", lease=1)
            await life.ready()
            await asyncio.sleep(dice.uniform(0, 0.4))
            assert await life.terminate(10) == 0
            assert books.count("outbox", "calling") == 0
        life = await launcher.start(environment(world, database_url), tmp_path / "bot.log", lease=1)
        await life.ready()
        await asyncio.gather(*walks)
        await all_quiet(books)
        assert await life.terminate(10) == 0
    finally:
        for walk in walks:
            walk.cancel()
    assert books.unknown() == []
    await assert_nothing_lost_nothing_twice(world, customers, books)


async def test_a_stop_does_not_wait_for_an_answer_that_never_comes(
    launcher: BotLauncher, world: World, sqlite_url: str, tmp_path: Path
) -> None:
    """The call on the wire ends as unknown, listed by name; the stop takes its ten seconds at most."""
    life = await launcher.start(environment(world, sqlite_url), tmp_path / "bot.log")
    await life.ready()
    await world.fault("accept_timeout", methods=["sendMessage"])
    anna = await world.person("Анна")
    await anna.starts()
    await anna.sees("Здравствуйте")
    began = time.monotonic()
    assert await life.terminate(11) == 0
    assert time.monotonic() - began < 10
    books = Books(sqlite_url)
    assert [row.chat_id for row in books.unknown()] == [anna.id]
    assert books.count("outbox", "calling") == 0
