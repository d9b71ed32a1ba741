"""Leads: the notice's buttons, the card, the lists. Notices live in a group too, cards never."""

from typing import Any

from aiogram import Router
from aiogram.filters import Command
from aiogram.types import CallbackQuery, Message

from handlers.callbacks import BackToLead, ClaimLead, HandLead, HandLeadTo, PassLead, ReleaseLead, ShowLead, ShowLeads
from handlers.filters import in_private, pressed_in_private
from handlers.permissions import STAFF, may
from handlers.reply import NOTHING, Reply, notice, screen
from handlers.step import Step, View
from sales.usecases import claim_lead, hand_lead, pass_lead, release_lead, show_leads


def setup() -> Router:
    router = Router(name="staff.leads")

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

    @router.callback_query(BackToLead.filter(), pressed_in_private)
    @may(STAFF)
    async def back(query: CallbackQuery, callback_data: BackToLead, step: Step) -> None:
        await step(show_leads.ReadLead, callback_data.lead, show=card_screen)

    @router.callback_query(PassLead.filter(), pressed_in_private)
    @may(STAFF)
    async def pass_(query: CallbackQuery, callback_data: PassLead, step: Step) -> None:
        await step(pass_lead.PassLead, callback_data.lead, show=passed_screen)

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


def passed_screen(passed: dict[str, Any], view: View) -> Reply:
    return screen("lead/passed", **passed)


def released_screen(name: str, view: View) -> Reply:
    return screen("lead/released", name=name)


def colleagues_screen(found: dict[str, Any], view: View) -> Reply:
    return screen("lead/hand", **found)


def handed_screen(handed: dict[str, Any], view: View) -> Reply:
    return screen("lead/handed", **handed)
