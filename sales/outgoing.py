"""Messages on their way out: the record the sender works from, and who goes first."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import IntEnum, StrEnum
from typing import Any


class Lane(IntEnum):
    """Who goes first. A campaign never makes a person wait."""

    ANSWER = 0  # to a person who is waiting
    URGENT = 1  # payments and lead notices
    TOUCH = 2  # follow-ups and check-ins
    CAMPAIGN = 3


class WhenUnknown(StrEnum):
    """What to do when nobody can tell whether Telegram took the message (crash or broken answer mid-call)."""

    RESEND = "resend"  # missing it costs more than seeing it twice
    LEAVE = "leave"  # seeing it twice costs more; the row stays listed as unknown


@dataclass(frozen=True, slots=True, kw_only=True)
class Outgoing:
    """One Bot API call that is due: either ready (`payload`) or a template rendered when its turn comes.

    `edit_of` names the outgoing message this one edits; its message_id is looked up at the moment of the call.
    `resend_of` names the outgoing message it says once more, because nobody knows whether that one arrived.
    `about` ties messages to their subject ("lead:17"), so all cards of one lead can be found again.
    """

    id: int
    chat_id: int
    lane: Lane
    when_unknown: WhenUnknown
    method: str = "sendMessage"
    payload: Mapping[str, Any] | None = None
    template: str | None = None
    params: Mapping[str, Any] | None = None
    language: str = "ru"
    edit_of: int | None = None
    about: str | None = None
    attempts: int = 0
    not_before: datetime | None = None
    expires_at: datetime | None = None
    resend_of: int | None = None
