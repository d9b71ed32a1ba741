"""The first screen."""

from functools import partial

from aiogram import Router
from aiogram.filters import CommandObject, CommandStart
from aiogram.types import CallbackQuery, Message, User

from handlers.callbacks.contact import Home
from handlers.filters import in_private, pressed_in_private
from handlers.permissions import EVERYONE, may
from handlers.reply import Reply, screen
from handlers.step import Step, View
from sales.usecases.greet import Greet, Greeting


def setup() -> Router:
    router = Router(name="customer.start")

    @router.message(CommandStart(), in_private)
    @may(EVERYONE)
    async def start(message: Message, command: CommandObject, step: Step) -> None:
        await step(Greet, (command.args or "").strip(), show=partial(welcome, message.from_user))

    @router.callback_query(Home.filter(), pressed_in_private)
    @may(EVERYONE)
    async def home(query: CallbackQuery, step: Step) -> None:
        await step(Greet, "", show=partial(welcome, query.from_user))

    return router


def welcome(user: User | None, greeting: Greeting, view: View) -> Reply:
    """Whose Telegram speaks a language we do not is shown at once where to choose."""
    spoken = "" if user is None else (user.language_code or "").split("-")[0].lower()
    return screen(
        "start/welcome",
        name=view.person.first_name,
        business=view.say(view.playbook.business.name),
        about=view.say(view.playbook.business.about),
        has_running_quiz=greeting.has_running_quiz,
        has_result=greeting.has_result,
        offer_language=not view.person.language_chosen and spoken not in view.playbook.business.languages,
    )
