"""Groups: the staff's own is used by its buttons; talk in it is not ours to answer."""

from aiogram import F, Router
from aiogram.enums import ChatMemberStatus
from aiogram.types import ChatMemberUpdated, Message

from handlers.filters import in_private
from handlers.permissions import EVERYONE, may
from handlers.reply import NOTHING
from handlers.step import Step
from sales.usecases.enter_group import EnterGroup, FollowGroup

_GONE = {ChatMemberStatus.KICKED, ChatMemberStatus.LEFT}


def setup() -> Router:
    router = Router(name="groups")

    @router.my_chat_member(F.chat.type != "private")
    @may(EVERYONE)
    async def moved_in(event: ChatMemberUpdated, step: Step) -> None:
        if event.new_chat_member.status in _GONE:
            await step(show=NOTHING)
            return
        await step(EnterGroup, event.chat.id, event.chat.title or "", show=NOTHING)

    @router.message(~in_private, F.migrate_to_chat_id.as_("new_id"))
    @may(EVERYONE)
    async def became_supergroup(message: Message, new_id: int, step: Step) -> None:
        await step(FollowGroup, message.chat.id, new_id, show=NOTHING)

    @router.message(~in_private)
    @router.edited_message(~in_private)
    @may(EVERYONE)
    async def talk(message: Message, step: Step) -> None:
        await step(show=NOTHING)

    return router
