"""Products: sold to known professions, never under their cost."""

from playbook.draft import Draft
from playbook.shapes import BusinessFile, CheckInsFile, ProductsFile, ProductShape, ProfessionsFile
from playbook.source import Where
from sales.money import Money

FILE = "products.yaml"


def check_products(draft: Draft) -> None:
    shape = draft.get(ProductsFile)
    if shape is None:
        return
    draft.refuse_twins(FILE, "product", [(("products", i, "code"), p.code) for i, p in enumerate(shape.products)])
    for i, product in enumerate(shape.products):
        place: Where = ("products", i)
        _references(draft, place, product)
        if _one_currency(draft, place, product):
            _prices(draft, place, product)
        plans = [((*place, "plans", k, "code"), plan.code) for k, plan in enumerate(product.plans)]
        draft.refuse_twins(FILE, "plan", plans)


def _references(draft: Draft, place: Where, product: ProductShape) -> None:
    table = draft.get(ProfessionsFile)
    known = {profession.code for profession in table.professions} if table is not None else None
    for k, code in enumerate(product.professions):
        if known is not None and code not in known:
            message = f'there is no profession "{code}"'
            draft.report(FILE, (*place, "professions", k), message, f"use one of {', '.join(sorted(known))}")
    check_ins = draft.get(CheckInsFile)
    codes = {check_in.code for check_in in check_ins.check_ins} if check_ins is not None else None
    for k, code in enumerate(product.check_ins or []):
        if codes is not None and code not in codes:
            message = f'there is no check-in "{code}"'
            draft.report(FILE, (*place, "check_ins", k), message, "use a code from checkins.yaml")


def _one_currency(draft: Draft, place: Where, product: ProductShape) -> bool:
    business = draft.get(BusinessFile)
    expected = business.currency if business is not None else product.price.currency
    amounts: list[tuple[Where, Money]] = [((*place, "price"), product.price), ((*place, "cost"), product.cost)]
    amounts += [((*place, "plans", k, "monthly"), plan.monthly) for k, plan in enumerate(product.plans)]
    foreign = [(path, money) for path, money in amounts if money.currency != expected]
    for path, money in foreign:
        message = f"{money.currency} is not the currency of the business ({expected})"
        draft.report(FILE, path, message, f"write the amount in {expected}")
    return not foreign


def _prices(draft: Draft, place: Where, product: ProductShape) -> None:
    if product.price.amount == 0:
        draft.report(FILE, (*place, "price"), "the price is zero", "write what the product costs to buy")
    elif product.price < product.cost:
        message = f"price {amount(product.price)} is under the cost {amount(product.cost)}"
        draft.report(FILE, (*place, "price"), message, "raise the price or lower the cost")
    for k, plan in enumerate(product.plans):
        total = plan.monthly * plan.months
        if total < product.cost:
            message = f'plan "{plan.code}" brings {amount(total)}, under the cost {amount(product.cost)}'
            draft.report(FILE, (*place, "plans", k, "monthly"), message, "raise the payment or add months")


def amount(money: Money) -> str:
    """As written in the file: 90000 RUB, 129900.50 RUB."""
    whole, part = divmod(money.amount, 100)
    return f"{whole} {money.currency}" if part == 0 else f"{whole}.{part:02} {money.currency}"
