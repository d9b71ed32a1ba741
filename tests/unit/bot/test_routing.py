import threading
from typing import Any
from unittest.mock import MagicMock

import pytest
from aiogram import Bot, Dispatcher, F, Router
from aiogram.dispatcher.event.bases import UNHANDLED
from aiogram.types import Update

from bot.routing import Routing
from handlers import callbacks, setup
from handlers.permissions import EVERYONE, OBSERVED, may, only_permitted
from sales.people import Role


def _bot() -> Bot:
    return Bot("7000001:AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA")


def _press(bot: Bot, data: str, chat: str) -> Update:
    person = {"id": 5, "is_bot": False, "first_name": "Anna"}
    place = {"id": 5 if chat == "private" else -100, "type": chat}
    message = {"message_id": 4, "date": 1, "chat": place, "text": "?"}
    query = {"id": "1", "from": person, "message": message, "chat_instance": "8", "data": data}
    return Update.model_validate({"update_id": 1, "callback_query": query}, context={"bot": bot})


def _every_button() -> list[str]:
    """One well-formed press of each kind of button there is."""
    presses = []
    for kind in dict.fromkeys(callbacks.ACTIONS.values()):
        parts = []
        for field in kind.model_fields.values():
            if field.annotation is bool:
                parts.append("1")
            elif field.annotation is int:
                parts.append("3")
            else:
                parts.append("Zk3vX8qLw2mNp5Rt")
        presses.append(":".join([kind.__prefix__, *parts]))
    return presses


class _Note:
    """Stands where the step does and notes who called it, with what."""

    def __init__(self) -> None:
        self.calls: list[tuple[Any, ...]] = []

    async def __call__(self, *given: Any, **shown: Any) -> None:
        self.calls.append((given, sorted(shown)))


async def _look(*_: Any) -> MagicMock:
    """Stands where reports are made."""
    return MagicMock()


@pytest.mark.parametrize("role", list(Role))
@pytest.mark.parametrize("chat", ["private", "supergroup"])
async def test_every_button_finds_the_handler_that_aiogram_itself_would_find(role: Role, chat: str) -> None:
    bot, routing, aiograms = _bot(), Routing(setup()), Dispatcher(disable_fsm=True)
    aiograms.include_router(setup())
    for kind in OBSERVED:
        aiograms.observers[kind].middleware(only_permitted)
    for data in [*_every_button(), "zz9", "", "qs1:too:many", "qa1"]:
        update = _press(bot, data, chat)
        ours, theirs = _Note(), _Note()
        known = {"role": role, "actor": None, "raw_state": None, "look": _look}
        found = await routing.feed(bot, update, {**known, "step": ours})
        expected = await aiograms.feed_update(bot, update, **known, step=theirs)
        assert (found is UNHANDLED, ours.calls) == (expected is UNHANDLED, theirs.calls), data


async def test_filters_run_on_the_event_loop() -> None:
    seen: list[int] = []
    router = Router()

    @router.callback_query(lambda query: seen.append(threading.get_ident()) is None, F.data == "x")
    @may(EVERYONE)
    async def pressed(query: Any) -> str:
        return "pressed"

    bot = _bot()
    outcome = await Routing(router).feed(bot, _press(bot, "x", "private"), {"role": Role.CUSTOMER})
    assert (outcome, seen) == ("pressed", [threading.get_ident()])


async def test_a_router_with_buttons_of_its_own_may_not_hold_others() -> None:
    outer, inner = Router(name="outer"), Router(name="inner")
    outer.include_router(inner)

    @outer.callback_query()
    @may(EVERYONE)
    async def pressed(query: Any) -> None: ...

    with pytest.raises(TypeError, match="outer"):
        Routing(outer)
