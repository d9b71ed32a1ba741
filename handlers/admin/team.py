"""Who works here: inviting and removing."""

from typing import Any

from aiogram import Router
from aiogram.filters import Command
from aiogram.types import CallbackQuery, Message

from handlers.callbacks.team import InviteStaff, RemoveStaff, ShowTeam
from handlers.filters import in_private, pressed_in_private
from handlers.permissions import ADMINS, may
from handlers.reply import Reply, screen
from handlers.reply import message as new_message
from handlers.step import Step, View
from sales.usecases import remove_staff, team
from sales.usecases.remove_staff import AskRemoval, Leaving


def setup() -> Router:
    router = Router(name="admin.team")
    router.message.filter(in_private)
    router.callback_query.filter(pressed_in_private)

    @router.message(Command("team"))
    @may(ADMINS)
    async def listed(message: Message, step: Step) -> None:
        await step(team.ShowTeam, show=team_screen)

    @router.callback_query(ShowTeam.filter())
    @may(ADMINS)
    async def list_again(query: CallbackQuery, step: Step) -> None:
        await step(team.ShowTeam, show=team_screen)

    @router.callback_query(InviteStaff.filter())
    @may(ADMINS)
    async def invite(query: CallbackQuery, step: Step) -> None:
        await step(team.InviteStaff, show=invite_screen)

    @router.callback_query(RemoveStaff.filter())
    @may(ADMINS)
    async def remove(query: CallbackQuery, callback_data: RemoveStaff, step: Step) -> None:
        if callback_data.sure:
            await step(remove_staff.RemoveStaff, callback_data.person, show=removed_screen)
        else:
            await step(AskRemoval, callback_data.person, show=confirm_screen)

    return router


def team_screen(members: list[dict[str, Any]], view: View) -> Reply:
    return screen("team/list", members=members)


def invite_screen(invite: dict[str, Any], view: View) -> Reply:
    return new_message("team/invite", zone=view.zone, **invite)


def confirm_screen(leaving: Leaving, view: View) -> Reply:
    return screen("team/remove", person=leaving.id, name=leaving.name, leads=leaving.leads)


def removed_screen(leaving: Leaving, view: View) -> Reply:
    return screen("team/removed", name=leaving.name, leads=leaving.leads)
