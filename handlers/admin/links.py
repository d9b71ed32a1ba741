"""Links that say where people come from."""

from typing import Any

from aiogram import Router
from aiogram.filters import Command, CommandObject
from aiogram.types import Message

from handlers.filters import in_private
from handlers.permissions import ADMINS, may
from handlers.reply import Reply
from handlers.reply import message as new_message
from handlers.step import Step, View
from sales.usecases.make_links import MakeLink, ShowLinks

PAGE = 20


def setup() -> Router:
    router = Router(name="admin.links")
    router.message.filter(in_private)

    @router.message(Command("links"))
    @may(ADMINS)
    async def listed(message: Message, step: Step) -> None:
        await step(ShowLinks, show=list_screen)

    @router.message(Command("link"))
    @may(ADMINS)
    async def make(message: Message, command: CommandObject, step: Step) -> None:
        await step(MakeLink, command.args or "", show=made_screen)

    return router


def list_screen(links: list[dict[str, Any]], view: View) -> Reply:
    return new_message("admin/links", links=links[:PAGE], total=len(links))


def made_screen(link: dict[str, Any], view: View) -> Reply:
    return new_message("admin/link_made", **link)
