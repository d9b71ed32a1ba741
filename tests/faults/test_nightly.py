"""Every night all open leads are judged anew: once per local date, whatever happens to the clock or to the program."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

import playbook
from bot import nightly
from bot.nightly import Nightly
from bot.renderer import Renderer
from sales.people import Profile
from sales.playbook import Playbook, Signal, Temperature
from sales.ports import Desk
from sales.usecases.judge_overnight import JudgeOvernight
from storage.database import Database
from storage.errors import Deposed, StorageUnavailable
from storage.leads import Leads
from storage.people import People
from storage.signals import Signals
from storage.transaction import Tx
from tests.storage.making import add_lead, rows

BOOK = playbook.load(Path(playbook.__file__).parent)
BERLIN = "Europe/Berlin"  # its clocks changed on 25 October 2026 and change on 28 March 2027


@dataclass
class StoppedClock:
    at: datetime

    def now(self) -> datetime:
        return self.at


@dataclass
class House:
    database: Database
    clock: StoppedClock
    desk: Desk
    playbook: Playbook = BOOK
    renderer: Renderer = field(default_factory=Renderer)
    default_language: str = "ru"
    admin_ids: frozenset[int] = frozenset()

    def night(self, confirm: Callable[[Tx], None] = lambda tx: None) -> Nightly:
        return Nightly(self, is_leader=lambda: True, confirm=confirm)


def utc(year: int, month: int, day: int, hour: int, minute: int = 0) -> datetime:
    return datetime(year, month, day, hour, minute, tzinfo=UTC)


@pytest.fixture
def house(database: Database) -> House:
    desk = Desk(staff_chat=None, bot_username="fitlead_bot", timezone=BERLIN)
    return House(database, StoppedClock(utc(2026, 11, 23, 12)), desk)


async def add_leads(house: House, count: int, *, first: int = 1) -> None:
    """Each asked something just now."""

    def work(tx: Tx) -> None:
        for number in range(first, first + count):
            profile = Profile(telegram_id=5000 + number, first_name="Анна")
            person = People(tx).arrive(profile, None, language="ru", now=house.clock.now())
            Signals(tx).add(person.id, Signal.ASKED_QUESTION, house.clock.now())
            add_lead(tx, person, now=house.clock.now())

    await house.database.write(work)


async def judged_at(house: House) -> set[int]:
    return {row["judged_at"] for row in await rows(house.database, "SELECT judged_at FROM leads")}


async def test_points_fade_overnight_and_each_night_once(house: House) -> None:
    await add_leads(house, 3)
    assert await house.night().run() == 0, "judged today already"
    house.clock.at += timedelta(days=7)
    assert await house.night().run() == 3
    assert {(row["score"], row["engagement"]) for row in await rows(house.database, "SELECT * FROM leads")} == {(6, 6)}
    assert await house.night().run() == 0
    house.clock.at += timedelta(hours=16)
    assert await house.night().run() == 3, "another local date has begun"


async def test_three_days_of_standstill_are_one_night(house: House) -> None:
    await add_leads(house, 2)
    house.clock.at += timedelta(days=3)
    assert await house.night().run() == 2
    assert await house.night().run() == 0


@pytest.mark.parametrize("from_day", [utc(2026, 10, 23, 12), utc(2027, 3, 26, 12)], ids=["autumn", "spring"])
async def test_a_change_of_the_clocks_neither_skips_nor_repeats_a_night(house: House, from_day: datetime) -> None:
    house.clock.at = from_day
    await add_leads(house, 1)
    dates = []
    while house.clock.at < from_day + timedelta(days=5):
        house.clock.at += timedelta(hours=1)
        if await house.night().run():
            dates.append(house.clock.at.astimezone(ZoneInfo(BERLIN)).date())
    assert dates == [from_day.date() + timedelta(days=day) for day in range(1, 6)]


async def test_a_crash_in_the_middle_of_the_night_goes_on_where_it_stopped(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(nightly, "BITE", 2)
    await add_leads(house, 7)
    house.clock.at += timedelta(days=1)
    bites = 0

    def dies_at_the_third(tx: Tx) -> None:
        nonlocal bites
        bites += 1
        if bites == 3:
            raise StorageUnavailable("the plug was pulled")

    assert await house.night(dies_at_the_third).run() == 4
    assert len(await judged_at(house)) == 2
    assert await house.night().run() == 3
    assert len(await judged_at(house)) == 1


async def test_whoever_leads_no_more_judges_nobody(house: House) -> None:
    await add_leads(house, 2)
    house.clock.at += timedelta(days=1)

    def deposed(tx: Tx) -> None:
        raise Deposed("another")

    assert await house.night(deposed).run() == 0
    follower = Nightly(house, is_leader=lambda: False, confirm=lambda tx: None)
    assert await follower.run() == 0
    assert await house.night().run() == 2


async def test_one_lead_that_cannot_be_judged_keeps_nobody_else_waiting(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(nightly, "BITE", 3)
    await add_leads(house, 8)
    spoil = "UPDATE leads SET reasons = 'not what it was' WHERE person_id = 5"
    await house.database.write(lambda tx: tx.sql._connection.execute(spoil))
    house.clock.at += timedelta(days=7)
    assert await house.night().run() == 8
    scores = {row["person_id"]: row["score"] for row in await rows(house.database, "SELECT * FROM leads")}
    assert scores.pop(5) == 50, "left as it was"
    assert set(scores.values()) == {6}
    assert await house.night().run() == 0, "and not tried again before tomorrow"


async def test_a_bite_is_one_short_transaction(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(nightly, "BITE", 2)
    await add_leads(house, 5)
    house.clock.at += timedelta(days=1)
    sizes: list[int] = []
    whole = JudgeOvernight.__call__

    def counted(self: JudgeOvernight, limit: int) -> int:
        sizes.append(whole(self, limit))
        return sizes[-1]

    monkeypatch.setattr(JudgeOvernight, "__call__", counted)
    await house.night().run()
    assert sizes == [2, 2, 1, 0]


async def test_the_night_cools_silently_and_never_reopens_what_is_closed(house: House) -> None:
    await add_leads(house, 1)
    await house.database.write(lambda tx: Leads(tx).told(Leads(tx).pool()[0].id, Temperature.HOT, house.clock.now()))
    house.clock.at += timedelta(days=30)
    assert await house.night().run() == 1
    (lead,) = await rows(house.database, "SELECT * FROM leads")
    assert (lead["temperature"], lead["told"]) == ("cold", "hot")
    assert await rows(house.database, "SELECT id FROM outbox") == []
