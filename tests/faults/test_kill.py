"""kill -9, a hundred times, at named and at random points of an update's and a message's life."""

import asyncio
import random
import time
from pathlib import Path

import pytest

from tests.faults.crowd import Customer, all_quiet, assert_nothing_lost_nothing_twice, crowd
from tests.faults.reaper import Reaper
from tests.support.bot_process import BotLauncher
from tests.support.oracle import Books
from tests.support.telegram import World

POINTS = (
    "in Intake",  # the batch is written, not committed: Telegram must bring it again
    "after Intake",  # committed, the offset has not moved: Telegram brings it again, and nothing may happen twice
    "in Worker._claim",
    "after_claim",
    "in Step",  # state changed, answer written, timer planned: all of it must vanish together
    "after Step",  # done, and the callback was not answered
    "before_calling_commit",
    "in Sender._dispatch",
    "after_calling_commit",  # marked as on the wire, surely not sent
    "after_http_before_record",  # sent, and nobody wrote it down
    "in Recorder",
    "after_record",
)


@pytest.mark.timeout(240)
async def test_a_hundred_kills_lose_no_update_and_repeat_no_effect(
    launcher: BotLauncher, world: World, sqlite_url: str, tmp_path: Path
) -> None:
    plan = [point for point in POINTS for _ in range(6)] + [None] * 28
    await survive(plan, Reaper(launcher, world, sqlite_url, tmp_path / "bot.log", random.Random(20261123)))


@pytest.mark.postgres
@pytest.mark.timeout(240)
async def test_kills_lose_nothing_on_postgresql_either(
    launcher: BotLauncher, world: World, postgres_url: str, tmp_path: Path
) -> None:
    plan = [*POINTS, None, None]
    await survive(plan, Reaper(launcher, world, postgres_url, tmp_path / "bot.log", random.Random(5)))


@pytest.mark.slow
@pytest.mark.timeout(3600)
@pytest.mark.parametrize("round", range(10))
async def test_a_thousand_kills_lose_no_update_and_repeat_no_effect(
    launcher: BotLauncher, world: World, database_url: str, tmp_path: Path, round: int
) -> None:
    plan = [point for point in POINTS for _ in range(6)] + [None] * 28
    await survive(plan, Reaper(launcher, world, database_url, tmp_path / "bot.log", random.Random(round)), within=600)


async def survive(plan: list[str | None], reaper: Reaper, within: float = 180) -> None:
    """Kill by the plan while customers keep coming; in the end everyone must have got exactly what they are due."""
    dice, deadline = reaper.dice, time.monotonic() + within
    books = Books(reaper.url)
    dice.shuffle(plan)
    customers: list[Customer] = []
    walks: list[asyncio.Task[None]] = []
    olga = await reaper.world.person("Ольга")
    reaper.env["ADMIN_IDS"] = str(olga.id)
    await olga.starts()
    try:
        for number, point in enumerate(plan):
            if number % 10 == 0:
                fresh = await crowd(reaper.world, 8, dice)
                customers += fresh
                walks += [asyncio.create_task(customer.lives(deadline)) for customer in fresh]
            await (reaper.dies_some_time() if point is None else reaper.dies_at(point))
        survivor = await (await reaper.life()).ready()
        await asyncio.gather(*walks)
        await all_quiet(books)
        assert await survivor.terminate() == 0
    finally:
        for walk in walks:
            walk.cancel()
    assert sum(reaper.deaths.values()) == len(plan)
    assert reaper.deaths["waited in vain"] <= len(plan) // 8, f"the kills missed their points: {reaper.deaths}"
    await assert_nothing_lost_nothing_twice(reaper.world, customers, books, olga)
