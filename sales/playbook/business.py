"""The business itself: who it is, its stages of a sale, consents and links."""

from dataclasses import dataclass
from enum import StrEnum

from sales.playbook.texts import Text


@dataclass(frozen=True, slots=True)
class Business:
    """`timezone` is an IANA name; `currency` ISO 4217."""

    name: Text
    about: Text
    timezone: str
    currency: str
    default_language: str
    languages: tuple[str, ...]
    phone: str
    email: str
    site: str
    privacy_url: str


class Outcome(StrEnum):
    OPEN = "open"
    WON = "won"
    LOST = "lost"


@dataclass(frozen=True, slots=True)
class Stage:
    code: str
    name: Text
    outcome: Outcome


@dataclass(frozen=True, slots=True)
class LostReason:
    code: str
    name: Text


class ConsentKind(StrEnum):
    DATA = "data"
    ADS = "ads"


@dataclass(frozen=True, slots=True)
class Consent:
    """A changed text must come with a new version: what was agreed to is stored by version."""

    kind: ConsentKind
    version: str
    text: Text


@dataclass(frozen=True, slots=True)
class LinkSeed:
    """A deep link to create at start; `code` stands after ?start= (up to 64 of A-Z a-z 0-9 _ -)."""

    code: str
    source: str
    medium: str
    campaign: str
    content: str
