"""How single values are written in the playbook: money, lengths of time, clock times, codes."""

import re
from datetime import time, timedelta
from typing import Annotated, Any

from pydantic import Field, PlainValidator
from pydantic_core import PydanticCustomError

from playbook.problems import quoted
from sales.money import Money

_MONEY = re.compile(r"(\d+)(?:\.(\d{1,2}))? ([A-Z]{3})\Z")
_DURATION = re.compile(r"(\d{1,5})(m|h|d)\Z")
_CLOCK = re.compile(r"([01]\d|2[0-3]):([0-5]\d)\Z")
_UNITS = {"m": "minutes", "h": "hours", "d": "days"}
_WHOLE_ONLY = frozenset({"XTR", "JPY", "KRW"})


def refused(message: str, next_step: str) -> PydanticCustomError:
    return PydanticCustomError("playbook", "{message}", {"message": message, "next_step": next_step})


def parse_money(value: Any) -> Money:
    match = _MONEY.match(value) if isinstance(value, str) else None
    if match is None:
        raise refused(f"{quoted(value)} is not an amount of money", "write it like 129900 RUB")
    whole, part, currency = match.groups()
    if currency in _WHOLE_ONLY:
        if part is not None:
            raise refused(f"{currency} has no smaller units than one", "write a whole number")
        return Money(int(whole), currency)
    return Money(int(whole) * 100 + int((part or "").ljust(2, "0")), currency)


def parse_duration(value: Any) -> timedelta:
    match = _DURATION.match(value) if isinstance(value, str) else None
    if match is None:
        raise refused(f"{quoted(value)} is not a length of time", "write it like 20m, 3h or 7d")
    return timedelta(**{_UNITS[match[2]]: int(match[1])})


def parse_clock(value: Any) -> time:
    match = _CLOCK.match(value) if isinstance(value, str) else None
    if match is None:
        raise refused(f"{quoted(value)} is not a time of day", 'write it like "09:00"')
    return time(int(match[1]), int(match[2]))


def parse_span(value: Any) -> tuple[int, int]:
    match = re.fullmatch(r"(\d{1,2})(?:-(\d{1,2}))?", str(value)) if isinstance(value, str | int) else None
    low, high = (0, 0) if match is None else (int(match[1]), int(match[2] or match[1]))
    if match is None or not 0 < low <= high:
        raise refused(f"{quoted(value)} is not a number of hours", 'write it like "6-8"')
    return low, high


def parse_code(value: Any) -> str:
    """Codes travel in buttons, whose data has 64 bytes in all: that is why they are short."""
    if not isinstance(value, str) or not re.fullmatch(r"[A-Za-z][A-Za-z0-9_-]{0,23}", value):
        raise refused(f"{quoted(value)} is not a code", "use up to 24 of a-z, 0-9, _ and -, beginning with a letter")
    return value


def parse_link(value: Any) -> str:
    if not isinstance(value, str) or not re.fullmatch(r"[A-Za-z0-9_-]{1,64}", value):
        raise refused(f"{quoted(value)} cannot be a deep link", "use up to 64 of A-Z, a-z, 0-9, _ and -")
    return value


def parse_url(value: Any) -> str:
    if not isinstance(value, str) or not re.fullmatch(r"https://[^\s/]+\.[^\s]+", value):
        raise refused(f"{quoted(value)} is not a web address", "write it in full, like https://example.com/course")
    return value


Amount = Annotated[Money, PlainValidator(parse_money)]
Duration = Annotated[timedelta, PlainValidator(parse_duration)]
Clock = Annotated[time, PlainValidator(parse_clock)]
Code = Annotated[str, PlainValidator(parse_code)]
LinkCode = Annotated[str, PlainValidator(parse_link)]
Span = Annotated[tuple[int, int], PlainValidator(parse_span)]
Url = Annotated[str, PlainValidator(parse_url)]
Line = Annotated[str, Field(min_length=1)]
Points = Annotated[int, Field(ge=-100, le=100)]
Count = Annotated[int, Field(ge=1, le=1000)]
