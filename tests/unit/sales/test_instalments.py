"""What plans cost: to the kopeck, whatever the prices."""

from datetime import date
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

import playbook
from sales.instalments import fitting, fitting_products, month_after, schedule, suggestions
from sales.money import Money
from sales.playbook import Plan, Product, Text

WORDS = Text({"ru": "Курс"})
DAYS = st.dates(min_value=date(2020, 1, 1), max_value=date(2090, 12, 31))
PLANS = st.lists(
    st.tuples(st.integers(1, 60), st.integers(1, 10**9)), min_size=1, max_size=5, unique_by=lambda plan: plan[0]
)


def product(price: int, plans: list[tuple[int, int]], code: str = "a") -> Product:
    return Product(
        code=code,
        professions=("dev",),
        name=WORDS,
        tagline=WORDS,
        price=Money(price, "RUB"),
        cost=Money(0, "RUB"),
        duration=WORDS,
        includes=(WORDS,),
        details=WORDS,
        plans=tuple(Plan(f"m{months}", WORDS, months, Money(monthly, "RUB")) for months, monthly in plans),
    )


@given(st.integers(1, 10**10), PLANS, DAYS, st.integers(0, 6))
def test_the_payments_add_up_to_the_total_and_the_difference_is_told(
    price: int, plans: list[tuple[int, int]], today: date, ahead: int
) -> None:
    sold = product(price, plans)
    for plan in sold.plans:
        shown = schedule(sold, plan, today, ahead)
        assert shown.first + shown.monthly * shown.left == shown.total
        assert sold.price + shown.extra == shown.total


@given(PLANS, DAYS, st.integers(0, 6))
def test_as_many_months_are_paid_as_the_plan_says(plans: list[tuple[int, int]], today: date, ahead: int) -> None:
    sold = product(1, plans)
    for plan in sold.plans:
        shown = schedule(sold, plan, today, ahead)
        months = (shown.last.year - shown.begins.year) * 12 + shown.last.month - shown.begins.month + 1
        assert months == plan.months
        assert (shown.begins.year * 12 + shown.begins.month) - (today.year * 12 + today.month) == ahead


def test_months_pass_the_new_year() -> None:
    assert month_after(date(2026, 11, 30), 0) == date(2026, 11, 1)
    assert month_after(date(2026, 11, 30), 2) == date(2027, 1, 1)
    assert month_after(date(2026, 12, 1), 12) == date(2027, 12, 1)


@given(PLANS, st.integers(0, 10**9))
def test_the_shortest_affordable_plan_fits_and_none_when_all_are_dearer(
    plans: list[tuple[int, int]], comfortable: int
) -> None:
    sold = product(1, plans)
    chosen = fitting(sold, Money(comfortable, "RUB"))
    affordable = [months for months, monthly in plans if monthly <= comfortable]
    assert (None if chosen is None else chosen.months) == (min(affordable) if affordable else None)


def test_products_that_fit_come_dearest_first() -> None:
    cheap, dear, too_dear = (
        product(price, [(12, monthly)], code)
        for price, monthly, code in ((50_00, 5_00, "cheap"), (90_00, 8_00, "dear"), (120_00, 11_00, "far"))
    )
    found = fitting_products([cheap, too_dear, dear], Money(9_00, "RUB"))
    assert [each.code for each in found] == ["dear", "cheap"]


def test_suggested_payments_are_round_few_and_each_fits_something() -> None:
    products = playbook.load(Path(playbook.__file__).parent).products
    offered = suggestions(products)
    assert 2 <= len(offered) <= 6
    assert list(offered) == sorted(set(offered), key=lambda money: money.amount)
    for money in offered:
        assert money.amount % 50_000 == 0
        assert fitting_products(products, money)


def test_no_plans_suggest_nothing() -> None:
    assert suggestions([product(1, [])]) == ()
    assert product(1, []).easiest is None
