"""From an inbox row to a handler and back: actor and state in, one finished step out."""

from typing import Any

import orjson
from aiogram import Bot
from aiogram.dispatcher.event.bases import UNHANDLED
from aiogram.types import CallbackQuery, Chat, Message, Update, User
from pydantic import ValidationError

from bot.container import Surroundings
from bot.direct import Direct
from bot.looking import Looking
from bot.routing import Routing
from bot.screens import Pressed
from bot.sending.ports import Checkpoint
from bot.step import AlreadyHandled, Place, Step
from bot.worker import Job
from handlers import setup as handler_tree
from handlers.admin.machine import Reload
from handlers.reply import NOTHING
from sales.people import Profile, Role
from storage.inbox import Inbox


class UnansweredUpdate(Exception):
    """A handler ran and finished no step: a bug that would leave the person in silence."""


class Dispatch:
    """Conversation state comes with the claimed row and is saved in the step's transaction, so aiogram's own storage
    and locks stay switched off.
    """

    def __init__(self, bot: Bot, house: Surroundings, direct: Direct, checkpoint: Checkpoint, reload: Reload) -> None:
        self._bot = bot
        self._checkpoint = checkpoint
        self._house = house
        self._direct = direct
        self._reload = reload
        self._look = Looking(house)
        self._routing = Routing(handler_tree())

    async def handle(self, job: Job) -> None:
        """Run the update to its committed end. Raises what the handler raises."""
        step, event = self._open(job)
        if step is None:
            return await self._close_silently(job)
        self._checkpoint("before_step")
        try:
            known = {
                "step": step,
                "reload": self._reload,
                "look": self._look,
                "role": self._role(job),
                "actor": job.sender,
                "raw_state": None if job.sender is None else job.sender.state,
            }
            outcome = await self._routing.feed(self._bot, event, known)
        except AlreadyHandled:
            return None
        finally:
            callback = event.callback_query
            if callback is not None and (step.is_done or job.claimed.attempts > 1):
                self._direct.answer_callback(callback.id, step.toast, alert=step.alert)
        if outcome is UNHANDLED:
            return await step(show=NOTHING)
        if not step.is_done:
            raise UnansweredUpdate(str(event.update_id))
        self._checkpoint("after_step")
        return None

    def _role(self, job: Job) -> Role:
        if job.claimed.sender_id in self._house.admin_ids:
            return Role.ADMIN
        return Role.CUSTOMER if job.sender is None else job.sender.role

    def _open(self, job: Job) -> tuple[Step | None, Any]:
        try:
            update = Update.model_validate(_parse(job.claimed.body), context={"bot": self._bot})
            event = update.event
        except (ValidationError, ValueError):  # a kind newer than we know, or no update at all
            return None, None
        except Exception as error:  # aiogram's UpdateTypeLookupError has no public base
            if type(error).__name__ != "UpdateTypeLookupError":
                raise
            return None, None
        user = getattr(event, "from_user", None)
        if user is None or user.is_bot:
            return None, None
        place = _place(job.claimed.id, event, user)
        return Step(self._house, place, _profile(user), job.sender), update

    async def _close_silently(self, job: Job) -> None:
        now = self._house.clock.now()
        await self._house.database.write(lambda tx: Inbox(tx).done(job.claimed.id, now))


def _parse(body: str) -> Any:
    """Without the keyboard under a pressed message: a model for each of its buttons would be made for nobody."""
    update = orjson.loads(body)
    query = update.get("callback_query") if isinstance(update, dict) else None
    message = query.get("message") if isinstance(query, dict) else None
    if isinstance(message, dict):
        message.pop("reply_markup", None)
    return update


def _profile(user: User) -> Profile:
    return Profile(
        telegram_id=user.id,
        first_name=user.first_name,
        last_name=user.last_name or "",
        username=user.username or "",
        language=user.language_code or "",
    )


def _place(inbox_id: int, event: Any, user: User) -> Place:
    message = event.message if isinstance(event, CallbackQuery) else event
    chat: Chat | None = getattr(message, "chat", None)
    return Place(
        inbox_id=inbox_id,
        chat_id=user.id if chat is None else chat.id,
        is_private=chat is None or chat.type == "private",
        pressed=_pressed(event),
        callback_id=event.id if isinstance(event, CallbackQuery) else None,
    )


def _pressed(event: Any) -> Pressed | None:
    """None also when Telegram no longer shows the message to bots: what it was, nobody knows."""
    message = event.message if isinstance(event, CallbackQuery) else None
    if not isinstance(message, Message):
        return None
    return Pressed(message_id=message.message_id, is_text=message.text is not None)
