"""Where people come from: deep links, first touch and last touch."""

import re
from dataclasses import dataclass

REFERRAL_SOURCE = "referral"
REFERRAL_MEDIUM = "friend"
"""How a link is marked that somebody passes on to friends."""

_CODE = re.compile(r"[A-Za-z0-9_-]{1,64}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """A row of the link registry. `code` stands after ?start= and says nothing by itself."""

    code: str
    source: str
    medium: str = ""
    campaign: str = ""
    content: str = ""
    visits: int = 0

    def url(self, bot_username: str) -> str:
        return f"https://t.me/{bot_username}?start={self.code}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Sources:
    """First and last touch of a person, empty when they came by themselves."""

    first: str = ""
    first_campaign: str = ""
    last: str = ""
    last_campaign: str = ""

    @property
    def words(self) -> str:
        first = " / ".join(part for part in (self.first, self.first_campaign) if part)
        last = " / ".join(part for part in (self.last, self.last_campaign) if part)
        return first if first == last or not last else f"{first} → {last}"


def is_code(text: str) -> bool:
    """Whether it could be a deep-link code at all: whatever else comes after /start is ignored."""
    return _CODE.fullmatch(text) is not None
