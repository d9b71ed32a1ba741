"""A million follow-ups stored: what a tick costs when a hundred are due, and when none is."""

import statistics
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import orjson

from bot.app import House
from bot.renderer import Renderer
from bot.ringing import Ringing
from bot.ticks import Ticks
from playbook import load
from sales.ports import Desk
from sales.quiz import start
from sales.timers import Timer
from storage.database import open_database
from storage.migrations import migrate
from storage.timers import Timers
from storage.transaction import Tx

TICKS = 20
DUE = 100
PAGE = 50_000
NOON = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)  # a Monday noon in Moscow: nobody's quiet hours


class Calendar:
    """The clock of this measure: it stands still until told."""

    def __init__(self) -> None:
        self.at = NOON

    def now(self) -> datetime:
        return self.at


async def ticking(folder: Path, *, stored: int) -> tuple[float, float, float]:
    """Milliseconds: a tick that ends 100 due timers, one that nudges 100 people by message, one with nothing due."""
    url = f"sqlite:///{folder}/timers.db"
    migrate(url)
    database = await open_database(url)
    calendar, book = Calendar(), load(Path("playbook"))
    house = House(
        database=database,
        renderer=Renderer(),
        clock=calendar,
        desk=Desk(staff_chat=None, bot_username="bench_bot", timezone="Europe/Moscow"),
        playbook=book,
        default_language="ru",
        admin_ids=frozenset(),
    )
    try:
        for first in range(0, stored, PAGE):
            await database.write(lambda tx, first=first: _fill(tx, book, first, min(PAGE, stored - first)))
        closing = await _median(Ticks(database, calendar, _close, is_leader=lambda: True), calendar)
        nudging = await _median(Ticks(database, calendar, Ringing(house).ring, is_leader=lambda: True), calendar)
        idle = await _idle(Ticks(database, calendar, _close, is_leader=lambda: True))
    finally:
        await database.close()
    return closing, nudging, idle


def _close(tx: Tx, timer: Timer, now: datetime) -> None:
    Timers(tx).close(timer.id, now=now)


async def _median(ticks: Ticks, calendar: Calendar) -> float:
    """Each tick finds the next hundred due: they were planned a hundred to a minute."""
    taken = []
    for _ in range(TICKS):
        calendar.at += timedelta(minutes=1)
        before = time.perf_counter()
        rung = await ticks.tick()
        taken.append(time.perf_counter() - before)
        assert rung == DUE, rung
    return statistics.median(taken) * 1000


async def _idle(ticks: Ticks) -> float:
    taken = []
    for _ in range(TICKS * 5):
        before = time.perf_counter()
        await ticks.tick()
        taken.append(time.perf_counter() - before)
    return statistics.median(taken) * 1000


def _fill(tx: Tx, book: Any, first: int, count: int) -> None:
    """People with a quiz left unfinished yesterday, each with a nudge planned: a hundred to a minute from noon on."""
    then = _ms(NOON - timedelta(days=1))
    body = orjson.dumps(start(book.design, "a" * 16, "seed").to_json()).decode()
    numbers = range(first + 1, first + count + 1)
    raw = _raw(tx)
    raw(
        "INSERT INTO people (id, telegram_id, first_name, language, created_at, seen_at) VALUES (?, ?, ?, ?, ?, ?)",
        ((n, n, "A", "ru", then, then) for n in numbers),
    )
    raw(
        "INSERT INTO quiz_attempts (id, token, person_id, status, body, asked_at, started_at)"
        " VALUES (?, ?, ?, 'running', ?, ?, ?)",
        ((n, f"token-{n:010}", n, body, then, then) for n in numbers),
    )
    raw(
        "INSERT INTO timers (id, kind, subject, person_id, params, due_at, dedupe_key, created_at)"
        " VALUES (?, 'quiz_nudge', ?, ?, ?, ?, ?, ?)",
        (
            (n, f"quiz:{n}", n, f'{{"attempt":{n},"step":0}}', _due(n), f"quiz_nudge:{n}:0", then)
            for n in numbers
        ),
    )  # fmt: skip


def _due(number: int) -> int:
    return _ms(NOON) + (1 + (number - 1) // DUE) * 60_000


def _ms(moment: datetime) -> int:
    return int(moment.timestamp() * 1000)


def _raw(tx: Tx) -> Callable[..., Any]:
    """Past the named queries: only a bulk load needs it."""
    many: Callable[..., Any] = tx.sql._connection.executemany
    return many
