"""Working a lead from its card, and the lists of leads."""

from typing import Any

from aiogram import Router
from aiogram.filters import Command
from aiogram.types import CallbackQuery, Message

from handlers.callbacks.leads import BackToLead, HandLead, HandLeadTo, ReleaseLead, ShowLeads
from handlers.filters import in_private, pressed_in_private
from handlers.permissions import STAFF, may
from handlers.reply import Reply, screen
from handlers.step import Step, View
from sales.usecases import hand_lead, release_lead, show_leads


def setup() -> Router:
    router = Router(name="staff.leads")

    @router.callback_query(BackToLead.filter(), pressed_in_private)
    @may(STAFF)
    async def back(query: CallbackQuery, callback_data: BackToLead, step: Step) -> None:
        await step(show_leads.ReadLead, callback_data.lead, show=card_screen)

    @router.callback_query(ReleaseLead.filter(), pressed_in_private)
    @may(STAFF)
    async def release(query: CallbackQuery, callback_data: ReleaseLead, step: Step) -> None:
        await step(release_lead.ReleaseLead, callback_data.lead, show=released_screen)

    @router.callback_query(HandLead.filter(), pressed_in_private)
    @may(STAFF)
    async def hand(query: CallbackQuery, callback_data: HandLead, step: Step) -> None:
        await step(hand_lead.AskColleague, callback_data.lead, show=colleagues_screen)

    @router.callback_query(HandLeadTo.filter(), pressed_in_private)
    @may(STAFF)
    async def hand_to(query: CallbackQuery, callback_data: HandLeadTo, step: Step) -> None:
        await step(hand_lead.HandLead, callback_data.lead, callback_data.person, show=handed_screen)

    @router.message(Command("leads"), in_private)
    @may(STAFF)
    async def mine(message: Message, step: Step) -> None:
        await step(show_leads.ShowLeads, "mine", show=list_screen)

    @router.callback_query(ShowLeads.filter(), pressed_in_private)
    @may(STAFF)
    async def listed(query: CallbackQuery, callback_data: ShowLeads, step: Step) -> None:
        await step(show_leads.ShowLeads, callback_data.which, show=list_screen)

    return router


def card_screen(card: dict[str, Any], view: View) -> Reply:
    return screen("lead/card", **card)


def list_screen(found: dict[str, Any], view: View) -> Reply:
    return screen("lead/list", **found)


def released_screen(name: str, view: View) -> Reply:
    return screen("lead/released", name=name)


def colleagues_screen(found: dict[str, Any], view: View) -> Reply:
    return screen("lead/hand", **found)


def handed_screen(handed: dict[str, Any], view: View) -> Reply:
    return screen("lead/handed", **handed)
