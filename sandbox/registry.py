"""The Bot API methods the sandbox knows. Each family registers its own; importing sandbox.methods fills the table."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Any, Literal

from sandbox.calls import Call

Handler = Callable[[Call], Any] | Callable[[Call], Awaitable[Any]]
Counted = Literal["send", "edit"] | None


@dataclass(frozen=True, slots=True)
class Method:
    name: str
    handler: Handler
    params: frozenset[str]
    counted: Counted


METHODS: dict[str, Method] = {}


def method(name: str, params: str = "", counted: Counted = None) -> Callable[[Handler], Handler]:
    """Registers a handler; `params` are the names it understands, others are tolerated and logged."""

    def register(handler: Handler) -> Handler:
        METHODS[name.lower()] = Method(name, handler, frozenset(params.split()), counted)
        return handler

    return register
