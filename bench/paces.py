"""How people come: one after another, in a closed loop, or whether or not the bot keeps up."""

import asyncio
import time
from collections.abc import Callable

from bench.people import Crowd, Person

_HOUR = 3600


async def introduce(crowd: Crowd, ids: range) -> None:
    """Everybody says /start and waits for the welcome."""
    await _each(crowd, ids, at_once=64, keep=True, act=crowd.write_start)


async def pass_by(crowd: Crowd, ids: range) -> None:
    """Everybody says /start, makes one step in the quiz, and is never seen again."""

    def greeted(person: Person, leave: Callable[[Person], None]) -> None:
        person.done = leave
        crowd.press(person)

    await _each(crowd, ids, at_once=64, keep=False, act=crowd.write_start, then=greeted)


async def _each(
    crowd: Crowd,
    ids: range,
    *,
    at_once: int,
    keep: bool,
    act: Callable[[Person], None],
    then: Callable[[Person, Callable[[Person], None]], None] | None = None,
) -> None:
    rest, left, over = iter(ids), len(ids), asyncio.Event()

    def enter() -> None:
        id = next(rest, None)
        if id is not None:
            person = crowd.people[id] = Person(id)
            person.done = leave if then is None else lambda p: then(p, leave)
            act(person)

    def leave(person: Person) -> None:
        nonlocal left
        if not keep:
            del crowd.people[person.id]
        left -= 1
        if not left:
            over.set()
        enter()

    for _ in range(at_once):
        enter()
    await asyncio.wait_for(over.wait(), _HOUR)
    crowd.delays.clear()


async def walk(crowd: Crowd, people: list[Person], steps: int) -> float:
    """Closed loop: each of `people` always has one press in the air, until `steps` are done. Seconds it took."""
    begun, finished, over = len(people), 0, asyncio.Event()

    def next_step(person: Person) -> None:
        nonlocal begun, finished
        finished += 1
        if begun < steps:
            begun += 1
            crowd.press(person)
        elif finished == begun:
            over.set()

    crowd.delays.clear()
    started = time.perf_counter()
    for person in people:
        person.done = next_step
        crowd.press(person)
    await asyncio.wait_for(over.wait(), 300)
    return time.perf_counter() - started


async def stroll(crowd: Crowd, people: list[Person], rate: float, seconds: float) -> list[float]:
    """Open loop: `rate` presses a second whether or not the bot keeps up.

    Seconds from the moment each press was due to the change of its message.
    """
    idle: list[Person] = list(people)
    delays: list[float] = []

    def arrived(person: Person) -> None:
        idle.append(person)
        if len(idle) == len(people):
            all_back.set()

    all_back = asyncio.Event()
    crowd.delays = delays
    started, made = time.perf_counter(), 0
    while (elapsed := time.perf_counter() - started) < seconds:
        while made < elapsed * rate and idle:
            person = idle.pop(0)
            person.done = arrived
            crowd.press(person)
            person.sent_at = started + made / rate
            made += 1
        await asyncio.sleep(0.001)
    all_back.clear()
    if len(idle) < len(people):
        await asyncio.wait_for(all_back.wait(), 60)
    return delays
