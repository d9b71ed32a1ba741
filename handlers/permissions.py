"""Who may do what. Each handler declares it; start fails if one does not; the check runs before the handler."""

from collections.abc import Awaitable, Callable, Iterator
from typing import Any, TypeVar

from aiogram import Router
from aiogram.dispatcher.event.bases import SkipHandler
from aiogram.dispatcher.event.handler import HandlerObject
from aiogram.dispatcher.flags import get_flag
from aiogram.types import TelegramObject

from sales.people import Role

F = TypeVar("F", bound=Callable[..., Any])

FLAG = "may"
EVERYONE = frozenset(Role)
STAFF = frozenset({Role.SALESPERSON, Role.ADMIN})
ADMINS = frozenset({Role.ADMIN})

OBSERVED = ("message", "edited_message", "callback_query", "my_chat_member", "pre_checkout_query")


class UndeclaredHandler(Exception):
    """A handler that does not say who may use it."""


def may(roles: frozenset[Role]) -> Callable[[F], F]:
    """Declare who may use a handler: `@may(STAFF)`. Goes below the router's decorator."""

    def mark(handler: F) -> F:
        flags = {**getattr(handler, "aiogram_flag", {}), FLAG: roles}
        handler.aiogram_flag = flags  # type: ignore[attr-defined]  # aiogram reads flags from here
        return handler

    return mark


async def only_permitted(
    handler: Callable[[TelegramObject, dict[str, Any]], Awaitable[Any]], event: TelegramObject, data: dict[str, Any]
) -> Any:
    """Inner middleware: whoever may not use a handler is served as if it did not exist."""
    roles = get_flag(data, FLAG)
    if roles is None or data["role"] not in roles:
        raise SkipHandler
    return await handler(event, data)


def declared_handlers(router: Router) -> Iterator[tuple[str, HandlerObject]]:
    """(update kind, handler) of the whole tree."""
    for branch in router.chain_tail:
        for kind in OBSERVED:
            for handler in branch.observers[kind].handlers:
                yield kind, handler


def check_declared(router: Router) -> None:
    """Raises UndeclaredHandler naming every handler without a permission, or listening to what we never receive."""
    missing = [
        f"{handler.callback.__module__}.{handler.callback.__name__} ({kind})"
        for kind, handler in declared_handlers(router)
        if FLAG not in handler.flags
    ]
    if missing:
        raise UndeclaredHandler("no permission declared (use @may): " + ", ".join(sorted(missing)))
