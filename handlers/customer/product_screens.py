"""What is sold, as people see it. `cost` never comes near a template."""

from typing import Any

from handlers.reply import Reply, screen
from handlers.step import View
from sales.playbook import Product
from sales.usecases.open_product import ProductCard, ProductList


def card_screen(card: ProductCard, view: View) -> Reply:
    product, easiest = card.product, card.product.easiest
    lesson = view.playbook.lesson_of(product)
    return screen(
        "product/card",
        **brief(product, view),
        tagline=view.say(product.tagline),
        suits="" if product.suits is None else view.say(product.suits),
        hours=product.hours,
        monthly=None if easiest is None else easiest.monthly,
        fits=card.fits,
        has_result=card.has_result,
        has_deck=view.playbook.deck_for(product.code) is not None,
        minutes=0 if lesson is None else lesson.minutes,
        has_others=len(view.playbook.products) > 1,
    )


def details_screen(card: ProductCard, view: View) -> Reply:
    product = card.product
    return screen(
        "product/details",
        **brief(product, view),
        details=view.say(product.details),
        includes=[view.say(line) for line in product.includes],
        url=product.url,
    )


def list_screen(shown: ProductList, view: View) -> Reply:
    return screen(
        "product/list",
        products=[brief(product, view) for product in shown.products],
        is_mine=shown.is_mine,
        more=shown.more,
        has_result=shown.has_result,
    )


def brief(product: Product, view: View) -> dict[str, Any]:
    return {
        "product": product.code,
        "name": view.say(product.name),
        "price": product.price,
        "duration": view.say(product.duration),
    }
