"""Who gets through to what, found out by trying: every command and every button, as every role, in every way.

`python -m tests.support.permissions` writes docs/permissions.md; tests/security/test_permissions.py compares.
"""

import asyncio
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from aiogram import Bot
from aiogram.dispatcher.event.bases import UNHANDLED
from aiogram.filters import Command
from aiogram.types import Update
from annotated_types import Ge

from bot.routing import Routing
from handlers import setup
from handlers.callbacks import ACTIONS
from handlers.permissions import FLAG, declared_handlers
from sales.people import Role

DOCUMENT = Path(__file__).resolve().parents[2] / "docs" / "permissions.md"
TOKEN = "AbCdEf0123456_-x"
ME, GROUP = 500_500, -100_200_300
_WAYS = ("message", "edited_message", "channel_post", "forwarded", "via a bot", "in a group", "as an anonymous admin")


@dataclass(frozen=True)
class Trigger:
    """Something a person can do: a typed command, or a pressed button."""

    name: str
    text: str
    is_button: bool


def triggers() -> list[Trigger]:
    return [*_commands(), *(Trigger(f"button {name}", press_of(name), True) for name in ACTIONS)]


def _commands() -> Iterator[Trigger]:
    names: set[str] = set()
    for _, handler in declared_handlers(setup()):
        for one in handler.filters or []:
            if isinstance(one.callback, Command):
                names |= {str(command) for command in one.callback.commands}
    for name in sorted(names):
        yield Trigger(f"/{name}", f"/{name}", False)


def press_of(name: str) -> str:
    """Valid callback data of this action."""
    action = ACTIONS[name]
    values: dict[str, Any] = {}
    for field, about in action.model_fields.items():
        if about.annotation is bool:
            values[field] = True
        elif about.annotation is int:
            values[field] = next((rule.ge for rule in about.metadata if isinstance(rule, Ge)), 1)
        else:
            values[field] = TOKEN
    return action(**values).pack()


def chat_of(where: str) -> dict[str, Any]:
    if where in ("in a group", "as an anonymous admin"):
        return {"id": GROUP, "type": "supergroup", "title": "Отдел"}
    if where == "channel_post":
        return {"id": GROUP - 1, "type": "channel", "title": "Новости"}
    return {"id": ME, "type": "private", "first_name": "Аня"}


def update_of(trigger: Trigger, way: str) -> Update:
    sender = {"id": ME, "is_bot": False, "first_name": "Аня"}
    message: dict[str, Any] = {"message_id": 7, "date": 1_790_000_000, "chat": chat_of(way), "from": sender}
    if trigger.is_button:
        message |= {"from": {**sender, "id": 1, "is_bot": True}, "text": "…"}
        press = {"id": "1", "from": sender, "chat_instance": "1", "data": trigger.text, "message": message}
        return Update.model_validate({"update_id": 1, "callback_query": press})
    message["text"] = trigger.text
    message["entities"] = [{"type": "bot_command", "offset": 0, "length": len(trigger.text)}]
    if way == "forwarded":
        message["forward_origin"] = {"type": "hidden_user", "sender_user_name": "Кто-то", "date": 1_790_000_000}
    if way == "via a bot":
        message["via_bot"] = {"id": 2, "is_bot": True, "first_name": "bot", "username": "gif"}
    if way == "as an anonymous admin":
        message |= {"sender_chat": chat_of(way), "from": {"id": 1087968824, "is_bot": True, "first_name": "Group"}}
    kind = way if way in ("edited_message", "channel_post") else "message"
    return Update.model_validate({"update_id": 1, kind: message})


@dataclass
class Doorkeeper:
    """Routes updates through the real handlers' filters and permissions and stops in front of the handler."""

    def __post_init__(self) -> None:
        tree = setup()
        for kind, handler in declared_handlers(tree):
            handler.callback = self._stand_in(kind, handler)
            handler.awaitable, handler.params, handler.varkw = True, set(), False
        self._routing = Routing(tree)
        self._bot = Bot("1234567:" + "a" * 35)

    def _stand_in(self, kind: str, handler: Any) -> Any:
        original = handler.callback
        name = f"{original.__module__.removeprefix('handlers.')}.{original.__name__}"

        async def stopped(*_: Any, **__: Any) -> tuple[str, frozenset[Role]]:
            return name, handler.flags[FLAG]

        stopped.__module__ = original.__module__
        return stopped

    async def reached(self, trigger: Trigger, way: str, role: Role) -> tuple[str, frozenset[Role]] | None:
        """The handler that would run and who may use it; None for nobody."""
        known = {"step": None, "reload": None, "role": role, "actor": None, "raw_state": None}
        outcome = await self._routing.feed(self._bot, update_of(trigger, way), known)
        return None if outcome is UNHANDLED else outcome


async def matrix() -> dict[tuple[str, str, Role], tuple[str, frozenset[Role]] | None]:
    """(trigger, way, role) → who answers."""
    keeper = Doorkeeper()
    found = {}
    for trigger in triggers():
        ways = ("message", "in a group") if trigger.is_button else _WAYS
        for way in ways:
            for role in Role:
                found[trigger.name, way, role] = await keeper.reached(trigger, way, role)
    return found


def gets_through(reached: tuple[str, frozenset[Role]] | None) -> bool:
    """Anything but the polite answer for what is not understood, or silence in a group."""
    return reached is not None and not reached[0].startswith(("fallback.", "groups."))


async def document() -> str:
    found = await matrix()
    lines = [
        "# Who may do what",
        "",
        "Found out by trying every command and every button as every role; a test keeps this page true. Whoever has no",
        "right is served as if the thing did not exist. Someone removed from the team and someone who was never seen",
        "are customers. Behind these doors each use case checks again whose lead, task or answer it is.",
    ]
    for title, way in (("In private", "message"), ("In a group", "in a group")):
        lines += ["", f"## {title}", "", "| | customer | salesperson | admin |", "|---|---|---|---|"]
        for trigger in triggers():
            cells = ["yes" if gets_through(found[trigger.name, way, role]) else "" for role in Role]
            if any(cells):
                lines.append(f"| {trigger.name} | {' | '.join(cells)} |")
    lines += ["", "Everything else in a group does nothing.", "", "## Other ways of writing a command", ""]
    commands = [trigger for trigger in triggers() if not trigger.is_button]
    for way in _WAYS[1:]:
        pairs = [(found[t.name, way, role], found[t.name, "message", role]) for t in commands for role in Role]
        nobody = not any(gets_through(reached) for reached, _ in pairs)
        assert nobody or all(reached == typed for reached, typed in pairs)
        lines.append(f"- {way}: {'does nothing' if nobody else 'as if typed by the sender'}")
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    DOCUMENT.write_text(asyncio.run(document()), encoding="utf-8")
