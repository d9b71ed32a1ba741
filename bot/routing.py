"""Which handler serves an update: aiogram's own answer, found without walking past everybody else's."""

from collections import defaultdict
from collections.abc import Callable, Mapping
from typing import Any

from aiogram import Bot, Dispatcher, Router
from aiogram.dispatcher.event.bases import UNHANDLED
from aiogram.dispatcher.event.handler import FilterObject, HandlerObject
from aiogram.filters.callback_data import CallbackQueryFilter
from aiogram.types import CallbackQuery, Update

from handlers.callbacks.contact import Home
from handlers.permissions import OBSERVED, check_declared, only_permitted

_PRESS = "callback_query"


class Routing:
    """The only place that meets aiogram's Dispatcher. Takes the whole handler tree.

    Raises UndeclaredHandler when a handler does not say who may use it.
    """

    def __init__(self, tree: Router) -> None:
        self._dispatcher = Dispatcher(disable_fsm=True)
        self._dispatcher.include_router(tree)
        check_declared(self._dispatcher)
        for kind in OBSERVED:
            self._dispatcher.observers[kind].middleware(only_permitted)
        for router in self._dispatcher.chain_tail:
            _stay_on_loop(router)
        self._pressed, self._any_press = _by_prefix(self._dispatcher)

    async def feed(self, bot: Bot, update: Update, known: Mapping[str, Any]) -> Any:
        """What the handler returned, or UNHANDLED; `known` is offered to handlers by name."""
        if update.callback_query is None:
            return await self._dispatcher.feed_update(bot, update, **known)
        return await self._press(bot, update.callback_query, known)

    async def _press(self, bot: Bot, query: CallbackQuery, known: Mapping[str, Any]) -> Any:
        """Only routers that listen to this kind of button are asked, in the tree's order."""
        prefix = (query.data or "").split(Home.__separator__, 1)[0]
        for router in self._pressed.get(prefix, self._any_press):
            outcome = await router.propagate_event(_PRESS, query, bot=bot, **known)
            if outcome is not UNHANDLED:
                return outcome
        return UNHANDLED


def _by_prefix(root: Router) -> tuple[dict[str, list[Router]], list[Router]]:
    """Routers by the prefix of the buttons they listen to, and those that listen to any button."""
    wanted: list[tuple[Router, set[str | None]]] = []
    for router in root.chain_tail:
        observer = router.observers[_PRESS]
        if observer.handlers and router.sub_routers:
            raise TypeError(f"{router.name}: a router either listens to buttons or holds other routers")
        if observer.handlers:
            wanted.append((router, {_prefix(handler) for handler in observer.handlers}))
    known = {prefix for _, prefixes in wanted for prefix in prefixes if prefix is not None}
    found = defaultdict(list)
    for prefix in known:
        found[prefix] = [router for router, prefixes in wanted if prefix in prefixes or None in prefixes]
    return dict(found), [router for router, prefixes in wanted if None in prefixes]


def _prefix(handler: HandlerObject) -> str | None:
    for asked in handler.filters or ():
        if isinstance(asked.callback, CallbackQueryFilter):
            return asked.callback.callback_data.__prefix__
    return None


def _stay_on_loop(router: Router) -> None:
    """aiogram runs filters that are not coroutines (every `F.…`) in threads; ours only look, which takes no time."""
    for kind in OBSERVED:
        observer = router.observers[kind]
        for asker in (observer._handler, *observer.handlers):
            for asked in asker.filters or ():
                if not asked.awaitable:
                    _make_coroutine(asked)


def _make_coroutine(asked: FilterObject) -> None:
    """The parameters that aiogram found out stay those of the wrapped filter."""
    look: Callable[..., Any] = asked.callback

    async def look_at_once(*args: Any, **kwargs: Any) -> Any:
        return look(*args, **kwargs)

    asked.callback, asked.awaitable = look_at_once, True
