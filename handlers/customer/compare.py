"""Two courses side by side."""

from typing import Any

from aiogram import Router
from aiogram.types import CallbackQuery

from handlers.callbacks.products import Compare
from handlers.customer.product_screens import brief
from handlers.filters import pressed_in_private
from handlers.permissions import EVERYONE, may
from handlers.reply import Reply, screen
from handlers.step import Step, View
from sales.usecases.compare_products import Choice, CompareProducts, Comparison, Side


def setup() -> Router:
    router = Router(name="customer.compare")
    router.callback_query.filter(pressed_in_private)

    @router.callback_query(Compare.filter())
    @may(EVERYONE)
    async def compare(query: CallbackQuery, callback_data: Compare, step: Step) -> None:
        await step(CompareProducts, callback_data.product, callback_data.other, show=comparison_screen)

    return router


def comparison_screen(outcome: Choice | Comparison, view: View) -> Reply:
    if isinstance(outcome, Choice):
        others = [{"product": other.code, "name": view.say(other.name)} for other in outcome.others]
        return screen("compare/choose", **brief(outcome.product, view), others=others)
    left, right = outcome.left, outcome.right
    dearer, cheaper = (left, right) if left.product.price > right.product.price else (right, left)
    return screen(
        "compare/table",
        sides=[_side(side, view) for side in (left, right)],
        product=left.product.code,
        dearer=view.say(dearer.product.name),
        difference=dearer.product.price - cheaper.product.price,
    )


def _side(side: Side, view: View) -> dict[str, Any]:
    easiest = side.product.easiest
    return {
        **brief(side.product, view),
        "hours": side.product.hours,
        "monthly": None if easiest is None else easiest.monthly,
        "what": view.say(side.profession.what),
        "minus": view.say(side.profession.minus),
        "fits": side.fits,
    }
