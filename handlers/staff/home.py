"""Coming in, the first screen, being on duty."""

from typing import Any

from aiogram import F, Router
from aiogram.filters import Command, CommandObject, CommandStart
from aiogram.types import CallbackQuery, Message

from handlers.callbacks.team import ToggleDuty
from handlers.filters import in_private, pressed_in_private
from handlers.permissions import EVERYONE, STAFF, may
from handlers.reply import Reply, message, screen
from handlers.step import Step, View
from sales.usecases.desk_overview import StaffHome
from sales.usecases.duty import SetDuty, ShowDuty
from sales.usecases.team import JOIN, JoinTeam


def setup() -> Router:
    router = Router(name="staff.home")
    router.message.filter(in_private)
    router.callback_query.filter(pressed_in_private)

    @router.message(CommandStart(deep_link=True, magic=F.args.startswith(JOIN)))
    @may(EVERYONE)
    async def join(event: Message, command: CommandObject, step: Step) -> None:
        await step(JoinTeam, (command.args or "").removeprefix(JOIN), show=joined)

    @router.message(CommandStart())
    @may(STAFF)
    async def start(event: Message, step: Step) -> None:
        await step(StaffHome, show=home_screen)

    @router.message(Command("help"))
    @may(STAFF)
    async def help_(event: Message, step: Step) -> None:
        await step(show=lambda _, view: message("staff/help", role=view.person.role.value))

    @router.message(Command("duty"))
    @may(STAFF)
    async def duty(event: Message, step: Step) -> None:
        await step(ShowDuty, show=duty_screen)

    @router.callback_query(ToggleDuty.filter())
    @may(STAFF)
    async def toggle(query: CallbackQuery, callback_data: ToggleDuty, step: Step) -> None:
        await step(SetDuty, callback_data.on, show=duty_screen)

    return router


def joined(is_in: bool, view: View) -> Reply:
    if not is_in:
        return message("team/invite_bad")
    return message("team/welcome", name=view.person.first_name, business=view.say(view.playbook.business.name))


def home_screen(home: dict[str, Any], view: View) -> Reply:
    return screen("staff/home", **home)


def duty_screen(duty: dict[str, Any], view: View) -> Reply:
    return screen("staff/duty", **duty)
