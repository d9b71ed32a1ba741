"""How good the quiz is: people's way through it, its questions, what they say of the result."""

from aiogram import Router
from aiogram.filters import Command
from aiogram.types import CallbackQuery, Message

from handlers.admin.quality_screens import page_of
from handlers.callbacks.quality import ShowQuality
from handlers.filters import in_private, pressed_in_private
from handlers.permissions import ADMINS, may
from handlers.step import Look, Step
from sales.usecases.quality_report import MeasureQuality


def setup() -> Router:
    router = Router(name="admin.quality")
    router.message.filter(in_private)
    router.callback_query.filter(pressed_in_private)

    @router.message(Command("quality"))
    @may(ADMINS)
    async def asked(message: Message, look: Look, step: Step) -> None:
        wanted = ShowQuality()
        await step(show=page_of(await look(MeasureQuality, wanted.days), wanted.page))

    @router.callback_query(ShowQuality.filter())
    @may(ADMINS)
    async def turned(query: CallbackQuery, callback_data: ShowQuality, look: Look, step: Step) -> None:
        await step(show=page_of(await look(MeasureQuality, callback_data.days), callback_data.page))

    return router
