"""What the house hands to every handler."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Protocol

from handlers.reply import Reply
from sales.people import Person
from sales.playbook import Playbook, Text


@dataclass(frozen=True, slots=True, kw_only=True)
class View:
    """Who looks, in which language and time zone, at which version of what we sell."""

    person: Person
    playbook: Playbook
    zone: str
    bot_username: str

    @property
    def language(self) -> str:
        return self.person.language

    def say(self, text: Text) -> str:
        return text.in_(self.person.language)


Show = Reply | Callable[[Any, View], Reply]


class Look(Protocol):
    """A report: `await look(UseCase, *args)` before the step. It is about everybody, so the use case gets no acting
    person; it cannot change anything, and however long it takes, nobody waits for it but who asked.
    """

    async def __call__(self, use_case: Callable[..., Any], *args: Any) -> Any: ...


class Step(Protocol):
    """One update's unit of work, called once: `await step(UseCase, *args, show=screen)`.

    The use case gets the acting person first, then `args`. `show` is a Reply, or turns (result, view) into one.
    Everything is one transaction; a SalesError rolls it back and is shown instead.
    """

    async def __call__(self, use_case: Callable[..., Any] | None = None, *args: Any, show: Show) -> None: ...
