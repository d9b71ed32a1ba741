"""Local time: when a person may be written to. Pure; zones are IANA names, moments aware UTC."""

from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

from sales.playbook import Hours


def local(moment: datetime, zone: str) -> datetime:
    return moment.astimezone(ZoneInfo(zone))


def at_local(day: datetime, wall: time, zone: str) -> datetime:
    """That wall time on the local day of `day`, in UTC.

    A time skipped by the spring change becomes the first moment after it; one that happens twice is its first.
    """
    there = ZoneInfo(zone)
    wanted = datetime.combine(local(day, zone).date(), wall, tzinfo=there)
    utc = wanted.astimezone(UTC)
    if utc.astimezone(there).time().replace(tzinfo=None) != wall.replace(tzinfo=None):
        gap = (wanted.replace(fold=0).utcoffset() or timedelta()) - (wanted.replace(fold=1).utcoffset() or timedelta())
        return _first_after_gap(utc, abs(gap), there)
    return utc


def _first_after_gap(inside: datetime, gap: timedelta, there: ZoneInfo) -> datetime:
    """The change itself lies at most one gap before: find it by halving, to the minute."""
    low, high = inside - gap, inside + gap
    before = low.astimezone(there).utcoffset()
    while high - low > timedelta(minutes=1):
        middle = low + (high - low) / 2
        if middle.astimezone(there).utcoffset() == before:
            low = middle
        else:
            high = middle
    return high.replace(second=0, microsecond=0)


def within(hours: Hours, moment: datetime, zone: str) -> bool:
    return hours.contains(local(moment, zone).time())


def next_within(hours: Hours, moment: datetime, zone: str) -> datetime:
    """The moment itself when it lies within `hours`, else the next local opening."""
    if within(hours, moment, zone):
        return moment
    opening = at_local(moment, hours.start, zone)
    if opening > moment:
        return opening
    tomorrow = local(moment, zone).date() + timedelta(days=1)  # a day by the calendar: it may have 23 or 25 hours
    return at_local(datetime.combine(tomorrow, time(12), tzinfo=ZoneInfo(zone)), hours.start, zone)


def spread(moment: datetime, key: int, over: timedelta = timedelta(minutes=10)) -> datetime:
    """A few minutes later, different for different keys: what a quiet night held back does not come as one wave."""
    return moment + (key * 7919 % 600) * over / 600


def latest_at(wall: time, moment: datetime, zone: str) -> datetime:
    """The last time it was that o'clock there, the moment itself included; in UTC.

    Each local date has one such moment: also where the clock skips it, or shows it twice.
    """
    today = at_local(moment, wall, zone)
    if today <= moment:
        return today
    yesterday = local(moment, zone).date() - timedelta(days=1)
    return at_local(datetime.combine(yesterday, time(12), tzinfo=ZoneInfo(zone)), wall, zone)
