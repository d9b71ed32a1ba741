"""What a plan costs, payment by payment. Money stays in minor units: nothing is divided, so nothing is rounded here.

A plan's payments are equal. What they add up to may differ from the price by the rounding of one payment times the
number of months: that difference is always shown, never hidden (`extra`, negative when the plan is cheaper).
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from sales.money import Money
from sales.playbook import Plan, Product

_ROUND_TO = 50_000
"""Minor units: suggested payments are round numbers (500 roubles)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Schedule:
    """The first payment is due on the day of the start, the others on the same day of each next month.

    `extra`: what the plan costs beyond the price. `last`: any day of the month of the last payment.
    """

    plan: Plan
    first: Money
    monthly: Money
    left: int
    total: Money
    extra: Money
    begins: date
    last: date


def schedule(product: Product, plan: Plan, today: date, ahead: int = 0) -> Schedule:
    """`ahead`: months from this one until the start."""
    begins = month_after(today, ahead)
    return Schedule(
        plan=plan,
        first=plan.monthly,
        monthly=plan.monthly,
        left=plan.months - 1,
        total=plan.total,
        extra=plan.total - product.price,
        begins=begins,
        last=month_after(begins, plan.months - 1),
    )


def month_after(day: date, months: int) -> date:
    """The first of the month so many months later."""
    number = day.year * 12 + day.month - 1 + months
    return date(number // 12, number % 12 + 1, 1)


def fitting(product: Product, comfortable: Money) -> Plan | None:
    """The shortest plan whose payment is no more than that; None when even the easiest is more."""
    affordable = [plan for plan in product.plans if plan.monthly <= comfortable]
    return min(affordable, key=lambda plan: (plan.months, plan.monthly.amount), default=None)


def fitting_products(products: Iterable[Product], comfortable: Money) -> tuple[Product, ...]:
    """Those with a plan that fits, the dearest first: it is the closest to what was wanted."""
    found = [product for product in products if fitting(product, comfortable) is not None]
    return tuple(sorted(found, key=lambda product: -product.price.amount))


def suggestions(products: Iterable[Product], most: int = 6) -> tuple[Money, ...]:
    """Round payments to choose from, spread over what all the plans ask; each one fits at least one of them."""
    payments = {_rounded_up(plan.monthly) for product in products for plan in product.plans}
    ordered = sorted(payments, key=lambda money: money.amount)
    if len(ordered) <= most:
        return tuple(ordered)
    steps = [round(i * (len(ordered) - 1) / (most - 1)) for i in range(most)]
    return tuple(ordered[step] for step in steps)


def _rounded_up(money: Money) -> Money:
    return Money(-(-money.amount // _ROUND_TO) * _ROUND_TO, money.currency)
