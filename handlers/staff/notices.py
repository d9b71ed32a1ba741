"""The buttons of a lead's notice. Notices live in a group too, cards never."""

from typing import Any

from aiogram import Router
from aiogram.types import CallbackQuery

from handlers.callbacks.leads import ClaimLead, PassLead, ShowLead
from handlers.filters import pressed_in_private
from handlers.permissions import STAFF, may
from handlers.reply import NOTHING, Reply, notice, screen
from handlers.staff.leads import card_screen
from handlers.step import Step, View
from sales.usecases import claim_lead, pass_lead, show_leads


def setup() -> Router:
    router = Router(name="staff.notices")

    @router.callback_query(ClaimLead.filter(), pressed_in_private)
    @may(STAFF)
    async def claim(query: CallbackQuery, callback_data: ClaimLead, step: Step) -> None:
        assert query.message is not None
        pressed = (query.message.chat.id, query.message.message_id)
        await step(claim_lead.ClaimLead, callback_data.lead, pressed, show=card_screen)

    @router.callback_query(ClaimLead.filter())
    @may(STAFF)
    async def claim_in_group(query: CallbackQuery, callback_data: ClaimLead, step: Step) -> None:
        await step(claim_lead.ClaimLead, callback_data.lead, None, show=notice("lead/card_sent"))

    @router.callback_query(ShowLead.filter(), pressed_in_private)
    @may(STAFF)
    async def show(query: CallbackQuery, callback_data: ShowLead, step: Step) -> None:
        await step(show_leads.ShowLead, callback_data.lead, show=NOTHING)

    @router.callback_query(ShowLead.filter())
    @may(STAFF)
    async def show_from_group(query: CallbackQuery, callback_data: ShowLead, step: Step) -> None:
        await step(show_leads.ShowLead, callback_data.lead, show=notice("lead/card_sent"))

    @router.callback_query(PassLead.filter(), pressed_in_private)
    @may(STAFF)
    async def pass_(query: CallbackQuery, callback_data: PassLead, step: Step) -> None:
        await step(pass_lead.PassLead, callback_data.lead, show=passed_screen)

    return router


def passed_screen(passed: dict[str, Any], view: View) -> Reply:
    return screen("lead/passed", **passed)
