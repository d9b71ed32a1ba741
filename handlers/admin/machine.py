"""The machine room: how much waits, what went wrong, and the playbook read anew."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Protocol

from aiogram import Router
from aiogram.filters import Command
from aiogram.types import Message

from handlers.filters import in_private
from handlers.permissions import ADMINS, may
from handlers.reply import Reply
from handlers.reply import message as new_message
from handlers.step import Step, View
from sales.usecases.desk_overview import ShowStatus, ShowTroubles
from sales.usecases.make_links import NoteReload

PROBLEMS = 15


@dataclass(frozen=True, slots=True, kw_only=True)
class Reloaded:
    """`problems`: one sentence each, with file and line; then the running version stays. `version` runs now."""

    version: str
    problems: Sequence[str]


class Reload(Protocol):
    """Reads the playbook whole and swaps it in, or refuses it whole."""

    async def __call__(self) -> Reloaded: ...


def setup() -> Router:
    router = Router(name="admin.machine")
    router.message.filter(in_private)

    @router.message(Command("status"))
    @may(ADMINS)
    async def status(message: Message, step: Step) -> None:
        await step(ShowStatus, show=status_screen)

    @router.message(Command("troubles"))
    @may(ADMINS)
    async def troubles(message: Message, step: Step) -> None:
        await step(ShowTroubles, show=troubles_screen)

    @router.message(Command("reload"))
    @may(ADMINS)
    async def reload_playbook(message: Message, step: Step, reload: Reload) -> None:
        outcome = await reload()
        if outcome.problems:
            shown = [text[:200] for text in outcome.problems[:PROBLEMS]]
            await step(show=new_message("admin/reload_refused", problems=shown, total=len(outcome.problems)))
        else:
            await step(NoteReload, outcome.version, show=new_message("admin/reloaded", version=outcome.version))

    return router


def status_screen(status: dict[str, Any], view: View) -> Reply:
    return new_message("admin/status", **status)


def troubles_screen(found: dict[str, Any], view: View) -> Reply:
    return new_message("admin/troubles", zone=view.zone, **found)
