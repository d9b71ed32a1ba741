"""The quiz step side by side, the pace under half the load, and the memory many people take."""

import asyncio
import statistics
from contextlib import AsyncExitStack
from dataclasses import dataclass, field
from pathlib import Path

from bench.contestants import OURS, Contestant, started
from bench.paces import introduce, pass_by, stroll, walk
from bench.people import Person

IN_FLIGHT = 32
WALKERS = range(2_000_000, 2_000_000 + IN_FLIGHT)
STROLLERS = range(3_000_000, 3_000_000 + 400)
PASSERS = 5_000_000


@dataclass(slots=True)
class Runs:
    """One contestant's runs: CPU milliseconds a step, steps a second, delays in milliseconds."""

    cpu: list[float] = field(default_factory=list)
    speed: list[float] = field(default_factory=list)
    p50: list[float] = field(default_factory=list)
    p95: list[float] = field(default_factory=list)

    @property
    def cpu_ms(self) -> float:
        return statistics.median(self.cpu)


async def race(names: tuple[str, ...], folder: Path, *, rounds: int, steps: int, warm_up: int) -> dict[str, Runs]:
    """Everybody is started once and runs in turns, so that noise of the machine falls on all alike."""
    results = {name: Runs() for name in names}
    async with AsyncExitStack() as stack:
        bots = [await stack.enter_async_context(started(name, folder)) for name in names]
        for bot in bots:
            await introduce(bot.crowd, WALKERS)
            await walk(bot.crowd, _people(bot, WALKERS), warm_up)
        for _ in range(rounds):
            for bot in bots:
                await _lap(bot, results[bot.name], steps)
    return results


async def _lap(bot: Contestant, runs: Runs, steps: int) -> None:
    before = bot.cpu()
    seconds = await walk(bot.crowd, _people(bot, WALKERS), steps)
    runs.cpu.append((bot.cpu() - before) / steps * 1000)
    runs.speed.append(steps / seconds)
    p50, p95 = _percentiles(bot.crowd.delays)
    runs.p50.append(p50)
    runs.p95.append(p95)


def _people(bot: Contestant, ids: range) -> list[Person]:
    return [bot.crowd.people[id] for id in ids]


def _percentiles(delays: list[float]) -> tuple[float, float]:
    cuts = statistics.quantiles(delays, n=20)
    return cuts[9] * 1000, cuts[18] * 1000


async def half_load(folder: Path, *, seconds: float, rounds: int) -> tuple[float, list[float], list[float]]:
    """Our highest rate, then the p50 and p95 of each round at half of it, in milliseconds."""
    p50s, p95s = [], []
    async with started(OURS, folder) as bot:
        await introduce(bot.crowd, STROLLERS)
        people = _people(bot, STROLLERS)
        await walk(bot.crowd, people[:IN_FLIGHT], 1000)
        highest = 0.0
        for _ in range(3):
            highest = max(highest, 2000 / await walk(bot.crowd, people[:IN_FLIGHT], 2000))
        for _ in range(rounds):
            p50, p95 = _percentiles(await stroll(bot.crowd, people, highest / 2, seconds))
            p50s.append(p50)
            p95s.append(p95)
    return highest, p50s, p95s


async def memory(folder: Path, *, few: int, many: int) -> tuple[float, float, float]:
    """Resident megabytes after start, after `few` and after `many` different people."""
    async with started(OURS, folder) as bot:
        at_start = bot.memory()
        await pass_by(bot.crowd, range(PASSERS, PASSERS + few))
        await asyncio.sleep(1.0)
        after_few = bot.memory()
        await pass_by(bot.crowd, range(PASSERS + few, PASSERS + many))
        await asyncio.sleep(1.0)
        return at_start, after_few, bot.memory()
