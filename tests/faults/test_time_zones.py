"""Wherever and whenever clocks are changed, a local time of day comes exactly once a day."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo, available_timezones

from sales.playbook import Hours
from sales.timing import at_local, local, next_within, within

FIRST = date(2026, 1, 1)
DAYS = [FIRST + timedelta(days=n) for n in range(3 * 365 + 1)]
WALLS = [time(hour, minute) for hour in (0, 1, 2, 3) for minute in (0, 15, 30, 45)] + [time(9), time(23, 30)]


def days_around_changes(zone: str) -> list[date]:
    """The local days of the next three years on which the clock is changed, with their neighbours."""
    there = ZoneInfo(zone)
    offsets = [datetime.combine(day, time(12), tzinfo=there).utcoffset() for day in DAYS]
    changed = [place for place in range(1, len(DAYS)) if offsets[place] != offsets[place - 1]]
    return [DAYS[place + step] for place in changed for step in (-1, 0, 1) if place + step < len(DAYS)]


def wall_clock(moment: datetime, zone: str) -> datetime:
    return local(moment, zone).replace(tzinfo=None, fold=0)


def test_a_local_time_comes_once_a_day_in_every_zone_even_when_clocks_change() -> None:
    looked_at = 0
    for zone in sorted(available_timezones()):
        for day in days_around_changes(zone):
            noon = datetime.combine(day, time(12), tzinfo=ZoneInfo(zone)).astimezone(UTC)
            for wall in WALLS:
                moment = at_local(noon, wall, zone)
                wanted = datetime.combine(day, wall)
                assert wall_clock(moment, zone) >= wanted, f"{zone} {wanted}: early, {moment}"
                assert wall_clock(moment - timedelta(minutes=1), zone) < wanted, f"{zone} {wanted}: not the first time"
                following = at_local(noon + timedelta(days=1), wall, zone)
                assert timedelta(hours=20) < following - moment < timedelta(hours=28), f"{zone} {wanted}: {following}"
                looked_at += 1
    assert looked_at > 10_000, "there are zones that change their clocks"


def test_nobody_is_written_to_outside_their_hours_when_clocks_change() -> None:
    window = Hours(start=time(10), end=time(20))
    for zone in ("Europe/Berlin", "America/New_York", "Australia/Lord_Howe", "Africa/Casablanca", "Asia/Beirut"):
        for day in days_around_changes(zone):
            for hour in range(24):
                moment = datetime.combine(day, time(hour), tzinfo=UTC)
                chosen = next_within(window, moment, zone)
                assert within(window, chosen, zone)
                assert chosen >= moment
                assert chosen - moment <= timedelta(hours=16)
