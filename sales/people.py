"""People: whoever talks to the bot, customers and staff alike."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from types import MappingProxyType
from typing import Any, NewType

PersonId = NewType("PersonId", int)

NOTHING: Mapping[str, Any] = MappingProxyType({})


class Role(StrEnum):
    CUSTOMER = "customer"
    SALESPERSON = "salesperson"
    ADMIN = "admin"

    @property
    def is_staff(self) -> bool:
        return self is not Role.CUSTOMER


@dataclass(frozen=True, slots=True, kw_only=True)
class Profile:
    """What Telegram says about someone, at most a message old."""

    telegram_id: int
    first_name: str
    last_name: str = ""
    username: str = ""
    language: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """`state` says what the next typed message means ("Ask:question"); `state_data` what it is about.

    `stopped_at`: asked for silence; `unreachable_at`: Telegram says we cannot write; both end touches, not answers.
    """

    id: PersonId
    telegram_id: int
    first_name: str
    last_name: str = ""
    username: str = ""
    language: str = "ru"
    language_chosen: bool = False
    timezone: str = ""
    phone: str = ""
    role: Role = Role.CUSTOMER
    on_duty: bool = False
    state: str | None = None
    state_data: Mapping[str, Any] = field(default_factory=lambda: NOTHING)
    last_album: str = ""
    created_at: datetime
    seen_at: datetime
    touched_at: datetime | None = None
    stopped_at: datetime | None = None
    unreachable_at: datetime | None = None

    @property
    def name(self) -> str:
        return f"{self.first_name} {self.last_name}".strip() or (self.username and f"@{self.username}") or "—"

    @property
    def may_be_touched(self) -> bool:
        return self.stopped_at is None and self.unreachable_at is None


def greeting_language(profile: Profile, offered: tuple[str, ...], default: str) -> str:
    """The client's language when we speak it, else the default."""
    code = profile.language.split("-")[0].lower()
    return code if code in offered else default
