"""Last in the list: whatever nobody else understood still gets exactly one helpful answer."""

from aiogram import F, Router
from aiogram.types import CallbackQuery, Message

from handlers.filters import in_private
from handlers.permissions import EVERYONE, may
from handlers.reply import message as new_message
from handlers.reply import notice
from handlers.step import Step


def setup() -> Router:
    router = Router(name="fallback")

    @router.message(in_private, F.text)
    @may(EVERYONE)
    async def text(message: Message, step: Step) -> None:
        await step(show=new_message("fallback/text"))

    @router.message(in_private)
    @may(EVERYONE)
    async def anything(message: Message, step: Step) -> None:
        await step(show=new_message("fallback/not_text"))

    @router.edited_message(in_private)
    @may(EVERYONE)
    async def edited(message: Message, step: Step) -> None:
        await step(show=new_message("fallback/edited"))

    @router.callback_query()
    @may(EVERYONE)
    async def unknown_button(query: CallbackQuery, step: Step) -> None:
        await step(show=notice("errors/outdated", alert=True))

    return router
