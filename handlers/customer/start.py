"""The first screen."""

from aiogram import Router
from aiogram.filters import CommandObject, CommandStart
from aiogram.types import CallbackQuery, Message

from handlers.callbacks import Home
from handlers.filters import in_private
from handlers.permissions import EVERYONE, may
from handlers.reply import Reply, screen
from handlers.step import Step, View
from sales.usecases.greet import Greet, Greeting


def setup() -> Router:
    router = Router(name="customer.start")

    @router.message(CommandStart(), in_private)
    @may(EVERYONE)
    async def start(message: Message, command: CommandObject, step: Step) -> None:
        await step(Greet, (command.args or "").strip(), show=welcome)

    @router.callback_query(Home.filter())
    @may(EVERYONE)
    async def home(query: CallbackQuery, step: Step) -> None:
        await step(Greet, "", show=welcome)

    return router


def welcome(greeting: Greeting, view: View) -> Reply:
    return screen(
        "start/welcome",
        name=view.person.first_name,
        business=view.say(view.playbook.business.name),
        about=view.say(view.playbook.business.about),
        has_running_quiz=greeting.has_running_quiz,
        has_result=greeting.has_result,
    )
