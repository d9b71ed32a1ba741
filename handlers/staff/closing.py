"""How a lead ends: sold, or not this time."""

from typing import Any

from aiogram import Router
from aiogram.types import CallbackQuery

from handlers.callbacks.leads import ChooseSold, ConfirmLoss, ConfirmWin, LoseLead, ProposeSold, WinLead
from handlers.filters import pressed_in_private
from handlers.permissions import STAFF, may
from handlers.reply import Reply, screen
from handlers.step import Step, View
from sales.usecases import lose_lead, win_lead
from sales.usecases.win_lead import ProposeSale, Sale


def setup() -> Router:
    router = Router(name="staff.closing")
    router.callback_query.filter(pressed_in_private)

    @router.callback_query(WinLead.filter())
    @may(STAFF)
    async def win(query: CallbackQuery, callback_data: WinLead, step: Step) -> None:
        await step(ProposeSale, callback_data.lead, show=confirm_screen)

    @router.callback_query(ChooseSold.filter())
    @may(STAFF)
    async def other(query: CallbackQuery, callback_data: ChooseSold, step: Step) -> None:
        await step(ProposeSale, callback_data.lead, show=products_screen)

    @router.callback_query(ProposeSold.filter())
    @may(STAFF)
    async def propose(query: CallbackQuery, callback_data: ProposeSold, step: Step) -> None:
        await step(ProposeSale, callback_data.lead, callback_data.product, show=confirm_screen)

    @router.callback_query(ConfirmWin.filter())
    @may(STAFF)
    async def won(query: CallbackQuery, callback_data: ConfirmWin, step: Step) -> None:
        await step(win_lead.WinLead, callback_data.lead, callback_data.product, show=won_screen)

    @router.callback_query(LoseLead.filter())
    @may(STAFF)
    async def lose(query: CallbackQuery, callback_data: LoseLead, step: Step) -> None:
        await step(ProposeSale, callback_data.lead, show=reasons_screen)

    @router.callback_query(ConfirmLoss.filter())
    @may(STAFF)
    async def lost(query: CallbackQuery, callback_data: ConfirmLoss, step: Step) -> None:
        await step(lose_lead.LoseLead, callback_data.lead, callback_data.reason, show=lost_screen)

    return router


def confirm_screen(sale: Sale, view: View) -> Reply:
    if sale.product is None:
        return products_screen(sale, view)
    return screen(
        "lead/win_confirm",
        lead=sale.lead,
        name=sale.name,
        product=sale.product.code,
        title=view.say(sale.product.name),
        price=sale.price,
    )


def products_screen(sale: Sale, view: View) -> Reply:
    products = [{"code": product.code, "title": view.say(product.name)} for product in view.playbook.products]
    return screen("lead/win_products", lead=sale.lead, name=sale.name, products=products)


def won_screen(sale: Sale, view: View) -> Reply:
    assert sale.product is not None
    days = [check.after.days for check in view.playbook.check_ins_for(sale.product.code)]
    return screen("lead/won", name=sale.name, title=view.say(sale.product.name), price=sale.price, days=days)


def reasons_screen(sale: Sale, view: View) -> Reply:
    reasons = [{"code": reason.code, "title": view.say(reason.name)} for reason in view.playbook.lost_reasons]
    return screen("lead/lose", lead=sale.lead, name=sale.name, reasons=reasons)


def lost_screen(lost: dict[str, Any], view: View) -> Reply:
    return screen("lead/lost", **lost)
