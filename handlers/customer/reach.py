"""Whether we can write to somebody: Telegram tells when the bot is blocked and let in again."""

from aiogram import Router
from aiogram.enums import ChatMemberStatus
from aiogram.types import ChatMemberUpdated

from handlers.filters import in_private
from handlers.permissions import EVERYONE, may
from handlers.reply import NOTHING
from handlers.step import Step
from sales.usecases.silence import NoteReach


def setup() -> Router:
    router = Router(name="customer.reach")

    @router.my_chat_member(in_private)
    @may(EVERYONE)
    async def changed(event: ChatMemberUpdated, step: Step) -> None:
        await step(NoteReach, event.new_chat_member.status != ChatMemberStatus.KICKED, show=NOTHING)

    return router
