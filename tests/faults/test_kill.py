"""kill -9, a hundred times, at named and at random points of an update's and a message's life."""

import asyncio
import random
import time
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path

from tests.faults.crowd import Customer, count_kinds, crowd, free_answers
from tests.support.bot_process import BotLauncher, environment
from tests.support.oracle import Books, assert_answers, assert_walk, by_chat, said
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


@dataclass
class Reaper:
    """Starts the bot again and again and sees to it that it dies."""

    launcher: BotLauncher
    world: World
    folder: Path
    dice: random.Random
    deaths: Counter[str] = field(default_factory=Counter)

    @property
    def database(self) -> Path:
        return self.folder / "sales.db"

    async def life(self, **order: object):
        env = environment(self.world, f"sqlite:///{self.database}")
        return await self.launcher.start(env, self.folder / "bot.log", **order)

    async def dies_at(self, point: str) -> None:
        """At the named point, or some time later when life does not come by there."""
        life = await self.life(crash=[point, self.dice.randint(1, 12)])
        try:
            await asyncio.wait_for(life.ended.wait(), 2.0)
        except TimeoutError:
            await life.kill()
            self.deaths["waited in vain"] += 1
        else:
            assert life.exit_code == -9, f"ended by itself with {life.exit_code}, see {self.folder / 'bot.log'}"
            self.deaths[point] += 1

    async def dies_some_time(self) -> None:
        life = await self.life()
        await life.ready()
        await asyncio.sleep(self.dice.uniform(0.0, 0.4))
        await life.kill()
        self.deaths["random"] += 1


async def test_a_hundred_kills_lose_no_update_and_repeat_no_effect(
    launcher: BotLauncher, world: World, tmp_path: Path
) -> None:
    dice = random.Random(20261123)
    reaper = Reaper(launcher, world, tmp_path, dice)
    deadline = time.monotonic() + 100
    plan = [point for point in POINTS for _ in range(6)] + [None] * 28
    dice.shuffle(plan)
    customers: list[Customer] = []
    walks: list[asyncio.Task[None]] = []
    try:
        for number, point in enumerate(plan):
            if number % 10 == 0:
                fresh = await crowd(world, 8, dice)
                customers += fresh
                walks += [asyncio.create_task(customer.lives(deadline)) for customer in fresh]
            await (reaper.dies_some_time() if point is None else reaper.dies_at(point))
        survivor = await (await reaper.life()).ready()
        await asyncio.gather(*walks)
        assert await survivor.terminate() == 0
    finally:
        for walk in walks:
            walk.cancel()
    assert sum(reaper.deaths.values()) == 100
    assert reaper.deaths["waited in vain"] <= 10, f"the kills missed their points: {reaper.deaths}"
    await assert_nothing_lost_nothing_twice(world, customers, Books(reaper.database))


async def assert_nothing_lost_nothing_twice(world: World, customers: list[Customer], books: Books) -> None:
    assert books.is_sound()
    assert books.count("inbox", "dead") == 0, "an innocent update was given up"
    unknown = by_chat(books.unknown())
    heard = by_chat(await said(world))
    for customer in customers:
        assert customer.is_done, f"{customer.person.name} never came to the end"
        person = customer.person.id
        listed = count_kinds([row.payload for row in unknown.get(person, [])])
        answers = free_answers([call.text for call in heard[person]])
        assert_answers(customer.answers_due, answers, listed, customer.person.name)
        assert_walk(heard[person], customer.presses, customer.person.name)
