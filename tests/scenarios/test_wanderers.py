"""Any order of any buttons, old and new, and any words: no error, no dead end, every press answered."""

import random

import pytest

from tests.support.sales_floor import Floor, hire, settled, time_passes
from tests.support.wanderer import Wanderer, assert_clean, wander_all


async def wander(floor: Floor, customers: int, steps: int, seed: int) -> None:
    dice = random.Random(seed)
    bot = floor.bot
    boris = await hire(bot, floor.olga, "Борис")
    people = [
        await bot.world.person(f"Гость{number}", language_code=dice.choice(("ru", "ru", "ru", "en")))
        for number in range(customers)
    ]
    wanderers = [Wanderer(person, random.Random(dice.random())) for person in (*people, boris, floor.olga)]
    await wander_all(wanderers, steps // 2)
    await settled(bot)
    await time_passes(bot, hours=26)
    await wander_all(wanderers, steps - steps // 2)
    await settled(bot)
    await assert_clean(bot)
    assert sum(wanderer.presses for wanderer in wanderers) > customers * steps // 2


async def test_forty_people_wander_two_hundred_steps_each(floor: Floor) -> None:
    await wander(floor, 40, 200, seed=20261123)


@pytest.mark.slow
async def test_a_thousand_people_wander_two_hundred_steps_each(floor: Floor) -> None:
    await wander(floor, 1000, 200, seed=1)
