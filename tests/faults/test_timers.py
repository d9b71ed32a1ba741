"""Time plays tricks: days down, clocks that jump. Each reminder comes once or not at all, and never early."""

import asyncio
import random
import time
from collections import Counter
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import datetime, timedelta
from pathlib import Path

import orjson
import pytest

from bot.app import App
from bot.running import build_app
from sales.quiz import start
from storage.times import to_ms
from storage.transaction import Tx
from tests.support.house import Running, move_to, until
from tests.support.oracle import by_chat, said
from tests.support.telegram import Person, Sandbox

STRANGERS = 9_700
GUESTS = 300
TIMERS_EACH = 10


class Heartbeat:
    """How long the event loop stood still, without the time the machine gave to other programs."""

    def __init__(self) -> None:
        self.longest = 0.0

    async def beat(self) -> None:
        while True:
            before, waited = time.monotonic(), _waited_for_cpu()
            await asyncio.sleep(0.005)
            late = time.monotonic() - before - 0.005
            if late > self.longest:
                self.longest = max(self.longest, late - (_waited_for_cpu() - waited))


def _waited_for_cpu() -> float:
    """Seconds that threads of this process were ready to run while another program had the CPU."""
    total = 0
    for task in Path("/proc/self/task").iterdir():
        try:
            total += int((task / "schedstat").read_text().split()[1])
        except (FileNotFoundError, ProcessLookupError):
            continue
    return total / 1e9


@asynccontextmanager
async def heartbeat() -> AsyncIterator[Heartbeat]:
    heart = Heartbeat()
    beating = asyncio.create_task(heart.beat())
    try:
        yield heart
    finally:
        beating.cancel()


@pytest.fixture
async def bot(sandbox: Sandbox, tmp_path: Path, clock_file: Path, sqlite_url: str) -> AsyncIterator[Running]:
    running = Running(sandbox, tmp_path, clock_file=clock_file, database_url=sqlite_url)
    await move_to(running.world, 12)
    async with running:
        yield running


async def test_a_hundred_thousand_overdue_timers_are_one_message_each_and_no_standstill(bot: Running) -> None:
    guests = [await bot.world.person(f"Гость{n}й") for n in range(GUESTS)]
    deeds = await asyncio.gather(*(guest.starts() for guest in guests))
    await bot.handled({"update_ids": [max(max(deed["update_ids"]) for deed in deeds)]}, within=30)
    await bot.app.stop()
    before = len(await said(bot.world))

    bot.app = await rebuilt(bot)
    planned = await bot.database.write(lambda tx: overdue(tx, bot, [guest.id for guest in guests]))
    assert planned == (STRANGERS + GUESTS) * TIMERS_EACH == 100_000
    async with heartbeat() as heart:
        await bot.app.start()
        await until(lambda: something_is_due(bot), within=100)
    nudges = by_chat((await said(bot.world))[before:])
    assert set(nudges) == {guest.id for guest in guests}, "whose reminder is not too late gets it, nobody else does"
    assert {len(calls) for calls in nudges.values()} == {1}, "at most one message per person"
    states = await bot.rows(
        "SELECT state, reason, COUNT(*) AS total FROM timers WHERE dedupe_key LIKE 'overdue:%' GROUP BY state, reason"
    )
    ends = {(row["state"], row["reason"]): row["total"] for row in states}
    assert ends.pop(("done", None)) == GUESTS
    assert {state for state, _ in ends} == {"skipped"}
    assert all(reason for _, reason in ends), "a skipped timer says why"
    assert sum(ends.values()) == planned - GUESTS
    assert heart.longest <= 0.1, f"the event loop stood still for {heart.longest:.3f} s"


async def rebuilt(bot: Running) -> App:
    """The same bot, connected but not working yet."""
    app = await build_app(bot.app.settings, clock_file=bot._clock_file)
    bot.database = app.house.database
    return app


async def something_is_due(bot: Running) -> bool:
    now = to_ms(bot.app.house.clock.now())
    rows = await bot.rows(
        "SELECT (SELECT COUNT(*) FROM timers WHERE state = 'open' AND due_at <= :now)"
        " + (SELECT COUNT(*) FROM outbox WHERE state IN ('pending', 'calling')) AS total",
        now=now,
    )
    return bool(rows[0]["total"])


def overdue(tx: Tx, bot: Running, guests: list[int]) -> int:
    """Ten timers each for ten thousand people with an unfinished quiz; only each guest's last one is not too late."""
    now, design = bot.app.house.clock.now(), bot.app.house.playbook.design
    connection = tx.sql._connection
    connection.executemany(
        "INSERT INTO people (telegram_id, first_name, language, created_at, seen_at) VALUES (?, 'x', 'ru', 0, 0)",
        [(10_000_000 + n,) for n in range(STRANGERS)],
    )
    people = connection.execute("SELECT id, telegram_id FROM people ORDER BY id").fetchall()
    body = orjson.dumps(start(design, "token", "seed").to_json()).decode()
    long_ago = to_ms(now - timedelta(days=4))
    connection.executemany(
        "INSERT INTO quiz_attempts (id, token, person_id, status, body, asked_at, started_at)"
        " VALUES (?, ?, ?, 'running', ?, ?, ?)",
        [(id, f"token{id}", id, body, long_ago, long_ago) for id, _ in people],
    )
    known = set(guests)
    rows = [
        (id, orjson.dumps({"attempt": id, "step": 0}).decode(), to_ms(due(now, place, telegram_id in known)), id, place)
        for id, telegram_id in people
        for place in range(TIMERS_EACH)
    ]
    connection.executemany(
        "INSERT INTO timers (kind, subject, person_id, params, due_at, dedupe_key, created_at)"
        " VALUES ('quiz_nudge', 'quiz:' || ?1, ?1, ?2, ?3, 'overdue:' || ?4 || ':' || ?5, 0)",
        rows,
    )
    return len(rows)


def due(now: datetime, place: int, is_guest: bool) -> datetime:
    if is_guest and place == TIMERS_EACH - 1:
        return now - timedelta(hours=1)
    return now - timedelta(days=3) + timedelta(hours=place * 5)


async def test_clock_jumps_bring_no_reminder_early_and_none_twice(bot: Running) -> None:
    dice = random.Random(11)
    guests = [await bot.world.person(f"Гость{n}й") for n in range(12)]
    for guest in guests:
        await guest.starts()
        await (await guest.taps("Начать тест", within=5)).answered()
    shown = {chat: calls[-1].clock for chat, calls in by_chat(await said(bot.world)).items()}
    jumps = [timedelta(minutes=10), timedelta(hours=1), -timedelta(hours=1), timedelta(hours=1), -timedelta(minutes=50)]
    jumps += [timedelta(hours=1), timedelta(hours=22), -timedelta(hours=1), timedelta(hours=2), timedelta(days=3)]
    jumps += [timedelta(hours=dice.choice([-1, 1, 5])) for _ in range(6)]
    for jump in jumps:
        await bot.world.forward(seconds=jump.total_seconds())
        await asyncio.sleep(0.5)
    steps = bot.app.house.playbook.cadences.quiz_nudge
    texts = [await nudge_text(bot, step.key) for step in steps]
    heard = by_chat(await said(bot.world))
    counted: Counter[int] = Counter()
    for guest in guests:
        for place, text in enumerate(texts):
            nudges = [call for call in heard[guest.id] if text in call.text]
            assert len(nudges) <= 1, f"{guest.name} was reminded twice"
            counted[place] += len(nudges)
            for nudge in nudges:
                early = steps[place].after.total_seconds() - (nudge.clock - shown[guest.id])
                assert early <= 2, f"{early:.0f} s early"
    assert counted[0] == len(guests), "the first reminder came to everybody"


async def nudge_text(bot: Running, key: str) -> str:
    """A line of the reminder that names nobody."""
    rendered = bot.app.house.renderer.render("ru", f"nudges/{key}", {"name": "NAME", "answered": 0})
    return max(rendered.text.split("NAME"), key=len).strip()


async def test_whoever_goes_on_by_themselves_is_not_reminded(bot: Running) -> None:
    anna = await bot.world.person("Анна")
    await anna.starts()
    await (await anna.taps("Начать тест", within=5)).answered()
    await bot.world.forward(minutes=19)
    await asyncio.sleep(0.4)  # the bot looks at the shifted clock five times a second
    await answers_one(anna)
    await bot.world.forward(minutes=19)
    await anna.quiet(1.5)


async def answers_one(person: Person) -> None:
    first = (await person.last())["reply_markup"]["inline_keyboard"][0][0]["callback_data"]
    await (await person.taps_data((await person.last())["message_id"], first)).answered()
