"""What it costs, by the month."""

from typing import Any

from aiogram import Router
from aiogram.types import CallbackQuery

from handlers.callbacks.products import Calculate, FitBudget
from handlers.customer.product_screens import brief
from handlers.filters import pressed_in_private
from handlers.permissions import EVERYONE, may
from handlers.reply import Reply, screen
from handlers.step import Step, View
from sales.instalments import Schedule
from sales.usecases import calculate
from sales.usecases.calculate import Budget, Calculation

MOST_AHEAD = 3
"""Months: later than that nobody knows the groups."""


def setup() -> Router:
    router = Router(name="customer.calculator")
    router.callback_query.filter(pressed_in_private)

    @router.callback_query(Calculate.filter())
    @may(EVERYONE)
    async def show(query: CallbackQuery, callback_data: Calculate, step: Step) -> None:
        data = callback_data
        await step(calculate.Calculate, data.product, data.plan, min(data.ahead, MOST_AHEAD), show=calculator_screen)

    @router.callback_query(FitBudget.filter())
    @may(EVERYONE)
    async def fit(query: CallbackQuery, callback_data: FitBudget, step: Step) -> None:
        await step(calculate.FitBudget, callback_data.product, callback_data.monthly, show=budget_screen)

    return router


def calculator_screen(shown: Calculation, view: View) -> Reply:
    return screen(
        "calc/plan" if shown.chosen else "calc/plans",
        **brief(shown.product, view),
        plans=[_words(each) for each in shown.schedules],
        chosen=None if shown.chosen is None else _words(shown.chosen),
        ahead=shown.ahead,
        can_wait=shown.ahead < MOST_AHEAD,
    )


def budget_screen(shown: Budget, view: View) -> Reply:
    if shown.comfortable is None:
        suggested = [{"money": money, "monthly": money.amount // 100} for money in shown.suggested]
        return screen("calc/comfort", **brief(shown.product, view), suggested=suggested)
    return screen(
        "calc/fit",
        **brief(shown.product, view),
        comfortable=shown.comfortable,
        fit=None if shown.fit is None else _words(shown.fit),
        easiest=None if shown.easiest is None else _words(shown.easiest),
        others=[{"product": other.code, "name": view.say(other.name)} for other in shown.others],
    )


def _words(each: Schedule) -> dict[str, Any]:
    return {
        "plan": each.plan.code,
        "months": each.plan.months,
        "first": each.first,
        "monthly": each.monthly,
        "left": each.left,
        "total": each.total,
        "extra": each.extra.amount,
        "difference": each.extra if each.extra.amount >= 0 else -each.extra,
        "begins": each.begins.isoformat(),
        "last": each.last.isoformat(),
    }
