"""What the sender needs from the rest of the program, and what it tells it."""

import asyncio
from collections.abc import Callable, Coroutine, Mapping
from dataclasses import dataclass
from typing import Any, Protocol

from sales.attachments import PageFormat
from sales.outgoing import Outgoing
from storage.transaction import Tx


class Rendered(Protocol):
    """A template turned into Telegram HTML, with the buttons under it."""

    @property
    def text(self) -> str: ...

    @property
    def reply_markup(self) -> Mapping[str, Any] | None: ...


class Renderer(Protocol):
    def render(self, language: str, template: str, params: Mapping[str, Any]) -> Rendered:
        """Called on the event loop right before the call. Whatever it raises makes the row failed, never retried."""
        ...


class Pages(Protocol):
    def draw(self, page: str, language: str, format: PageFormat, data: Mapping[str, Any]) -> bytes:
        """Takes some tens of milliseconds: called in a thread. Whatever it raises, the words go without the page."""
        ...


class Spawn(Protocol):
    def __call__(self, work: Coroutine[Any, Any, None], /, *, name: str) -> "asyncio.Task[Any]":
        """Start detached work and keep it alive; a failure in it is logged by whoever keeps it."""
        ...


@dataclass(frozen=True, slots=True)
class Unreachable:
    """The person cannot be written to. `reason`: blocked, deactivated, kicked or not started."""

    chat_id: int
    reason: str


@dataclass(frozen=True, slots=True)
class ChatMoved:
    """A group became a supergroup; what waited in the outbox has already followed."""

    old_id: int
    new_id: int


@dataclass(frozen=True, slots=True)
class ContentFault:
    """Telegram refused what was said, not whom it was said to: the next recipient would be refused as well."""

    outgoing: Outgoing
    code: int
    reason: str


@dataclass(frozen=True, slots=True)
class BrokenFile:
    """The words went without their file. `reason` as in Unusable; `digest` tells contents of one path apart."""

    path: str
    reason: str
    digest: str


@dataclass(frozen=True, slots=True)
class AbsurdFlood:
    """Telegram asked us to wait longer than anybody would believe; the wait was cut to an hour."""

    asked: str


@dataclass(frozen=True, slots=True)
class TokenDead:
    """Telegram no longer knows this token: nothing will leave until it is replaced and the bot restarted."""


Event = Unreachable | ChatMoved | ContentFault | BrokenFile | AbsurdFlood | TokenDead

OnEvent = Callable[[Tx, Event], None]
"""Runs inside the transaction that records the outcome, in the database's thread: effects are one with it."""

Checkpoint = Callable[[str], None]
"""Fault tests stop the program here. Names: before_calling_commit, after_calling_commit, after_http_before_record,
after_record."""


def no_checkpoint(name: str) -> None:
    """The default: nothing happens at a checkpoint."""


def no_effects(tx: Tx, event: Event) -> None:
    """The default: nobody listens to what the sender found out."""
