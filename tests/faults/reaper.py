"""Starts the bot again and again and sees to it that it dies."""

import asyncio
import random
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from tests.support.bot_process import BotLauncher, Life, environment
from tests.support.telegram import World


@dataclass
class Reaper:
    launcher: BotLauncher
    world: World
    url: str
    log: Path
    dice: random.Random
    order: dict[str, Any] = field(default_factory=dict)
    deaths: Counter[str] = field(default_factory=Counter)

    def __post_init__(self) -> None:
        self.env = environment(self.world, self.url)

    async def life(self, **order: Any) -> Life:
        return await self.launcher.start(self.env, self.log, lease=1, **self.order, **order)

    async def dies_at(self, point: str, among: int = 12) -> None:
        """At one of the first `among` passes of the named point, or later when life does not come by there."""
        life = await self.life(crash=[point, self.dice.randint(1, among)])
        try:
            await asyncio.wait_for(life.ended.wait(), 2.0)
        except TimeoutError:
            await life.kill()
            self.deaths["waited in vain"] += 1
        else:
            assert life.exit_code == -9, f"ended by itself with {life.exit_code}, see {self.log}"
            self.deaths[point] += 1

    async def dies_some_time(self) -> None:
        life = await self.life()
        await life.ready()
        await asyncio.sleep(self.dice.uniform(0.0, 0.4))
        await life.kill()
        self.deaths["random"] += 1
