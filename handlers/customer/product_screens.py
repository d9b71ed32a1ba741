"""What is sold, as people see it. `cost` never comes near a template."""

from typing import Any

from handlers.reply import Reply, screen
from handlers.step import View
from sales.playbook import Product
from sales.usecases.open_product import ProductCard, ProductList


def card_screen(card: ProductCard, view: View) -> Reply:
    product = card.product
    return screen(
        "product/card",
        **_brief(product, view),
        tagline=view.say(product.tagline),
        includes=[view.say(line) for line in product.includes],
        plans=[{"name": view.say(plan.name), "months": plan.months, "monthly": plan.monthly} for plan in product.plans],
        fits=card.fits,
        has_result=card.has_result,
    )


def details_screen(card: ProductCard, view: View) -> Reply:
    product = card.product
    return screen("product/details", **_brief(product, view), details=view.say(product.details), url=product.url)


def list_screen(shown: ProductList, view: View) -> Reply:
    return screen(
        "product/list",
        products=[_brief(product, view) for product in shown.products],
        is_mine=shown.is_mine,
        more=shown.more,
        has_result=shown.has_result,
    )


def _brief(product: Product, view: View) -> dict[str, Any]:
    return {
        "product": product.code,
        "name": view.say(product.name),
        "price": product.price,
        "duration": view.say(product.duration),
    }
