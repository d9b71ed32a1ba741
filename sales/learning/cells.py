"""One cell of a file: a date, a number, a yes or a no; refused with the column and the value."""

from collections.abc import Callable, Mapping
from contextlib import suppress
from datetime import UTC, datetime
from enum import StrEnum
from functools import lru_cache, partial
from typing import TypeVar
from zoneinfo import ZoneInfo

E = TypeVar("E", bound=StrEnum)

_LONGEST: Mapping[str, int] = {"name": 128, "lost_reason": 60}
_USUAL = 64
_DATES = ("%d.%m.%Y", "%d.%m.%Y %H:%M", "%d.%m.%Y %H:%M:%S")
_YES, _NO = frozenset({"1", "yes", "true", "y"}), frozenset({"0", "no", "false", "n"})
_MOST = 1000


class Wrong(StrEnum):
    MISSING = "missing"
    TOO_LONG = "too_long"
    NUL = "nul"
    DATE = "date"
    FUTURE = "future"
    CLOSED_EARLY = "closed_early"
    NOT_CLOSED = "not_closed"
    PHONE = "phone"
    NO_PHONE = "no_phone"
    VALUE = "value"
    NUMBER = "number"
    WIDTH = "width"


class RowRefused(Exception):
    def __init__(self, wrong: Wrong, column: str, value: str = "") -> None:
        super().__init__(f"{wrong}: {column}")
        self.wrong = wrong
        self.column = column
        self.value = value


def clean(column: str, value: str) -> str:
    """Without the blanks around it."""
    if "\0" in value:
        raise RowRefused(Wrong.NUL, column)
    value = value.strip()
    if len(value) > _LONGEST.get(column, _USUAL):
        raise RowRefused(Wrong.TOO_LONG, column, value[:40])
    return value


def one_of(kinds: type[E], column: str, value: str) -> E:
    try:
        return kinds(value.lower())
    except ValueError:
        raise RowRefused(Wrong.VALUE, column, value) from None


def count(column: str, value: str) -> int:
    if not value.isdecimal() or int(value) > _MOST:
        raise RowRefused(Wrong.NUMBER, column, value)
    return int(value)


def deed(column: str, value: str) -> int:
    if value.lower() in _YES:
        return 1
    if value.lower() in _NO:
        return 0
    raise RowRefused(Wrong.VALUE, column, value)


@lru_cache(maxsize=4096)
def date(text: str, zone: str) -> datetime | None:
    """ISO, or the day first with dots; local time where it names no zone. None for anything else."""
    readers: tuple[Callable[[], datetime], ...] = (
        partial(datetime.fromisoformat, text),
        *(partial(datetime.strptime, text, shape) for shape in _DATES),
    )
    for read in readers:
        with suppress(ValueError, OverflowError):
            moment = read()
            return (moment if moment.tzinfo else moment.replace(tzinfo=ZoneInfo(zone))).astimezone(UTC)
    return None
