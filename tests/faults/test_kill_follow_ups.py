"""kill -9 while reminders ring: a follow-up is never doubled, and whoever missed one is listed by name."""

import random
from pathlib import Path

from tests.faults.crowd import all_quiet
from tests.faults.reaper import Reaper
from tests.support.bot_process import BotLauncher
from tests.support.house import move_to, until
from tests.support.oracle import Books, by_chat, said
from tests.support.telegram import Person, World

POINTS = (
    "in Ticks",  # rung and written, nothing of it committed
    "after Ticks",
    "before_calling_commit",
    "in Sender._dispatch",
    "after_calling_commit",
    "after_http_before_record",
    "in Recorder",
    "after_record",
)
REMINDER = "вы остановились на середине теста"


async def test_follow_ups_are_never_doubled_and_missing_ones_are_listed(
    launcher: BotLauncher, world: World, sqlite_url: str, clock_file: Path, tmp_path: Path
) -> None:
    dice = random.Random(6)
    await move_to(world, 12)
    reaper = Reaper(launcher, world, sqlite_url, tmp_path / "bot.log", dice, order={"clock_file": str(clock_file)})
    guests = [await world.person(f"Гость{n}й") for n in range(100)]
    await all_begin_the_quiz(reaper, guests)
    await world.forward(hours=1)
    reaper.env["MESSAGES_PER_SECOND"] = "40"  # slowly, so that every life finds somebody left to remind
    for point in [*POINTS, *POINTS]:
        await reaper.dies_at(point, among=4)
    life = await (await reaper.life()).ready()
    books = Books(sqlite_url)

    async def somebody_is_due() -> bool:
        return books.count("timers", "open") > len(await reminded(world, guests)) + len(books.unknown())

    await until(somebody_is_due, within=20)
    await all_quiet(books)
    assert await life.terminate() == 0
    heard = await reminded(world, guests)
    listed = {row.chat_id for row in books.unknown() if row.when_unknown == "leave"}
    assert listed, f"some calls were cut off: {reaper.deaths}"
    for guest in guests:
        times = heard.get(guest.id, 0)
        assert times <= 1, f"{guest.name} was reminded {times} times"
        assert times == 1 or guest.id in listed, f"{guest.name} was not reminded, and nobody knows"


async def all_begin_the_quiz(reaper: Reaper, guests: list[Person]) -> None:
    life = await (await reaper.life()).ready()
    for guest in guests:
        await guest.starts()
    for guest in guests:
        await guest.taps("Начать тест", within=10)
    for guest in guests:
        await guest.sees("0%", within=10)
    assert await life.terminate() == 0


async def reminded(world: World, guests: list[Person]) -> dict[int, int]:
    heard = by_chat(await said(world))
    counts = {guest.id: sum(REMINDER in call.text for call in heard.get(guest.id, [])) for guest in guests}
    return {chat: times for chat, times in counts.items() if times}
