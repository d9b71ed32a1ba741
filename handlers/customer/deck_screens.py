"""Slides as people see them: the playbook's words, with what the program itself knows of the product."""

from typing import Any

from handlers.reply import Reply, screen
from handlers.step import View
from sales.playbook import Product
from sales.usecases.turn_slide import Contents, SlideShown


def slide_screen(shown: SlideShown, view: View) -> Reply:
    slide, product = shown.slide, shown.product
    return screen(
        "deck/slide",
        attachment=slide.media,
        product=product.code,
        slide=slide.code,
        kind=slide.kind.value,
        title=view.say(slide.title),
        text=view.say(slide.text),
        **_filling(product, view),
        reviews=[{"author": view.say(review.author), "text": view.say(review.text)} for review in shown.reviews],
        place=shown.place,
        total=shown.total,
        previous=shown.previous,
        next=shown.next,
        price_slide=shown.price,
        has_lesson=shown.has_lesson,
        resumed=shown.is_resumed,
        instead=shown.is_instead,
    )


def contents_screen(contents: Contents, view: View) -> Reply:
    """Keeps the picture of the slide one came from: the message changes in place."""
    at = next((slide for slide in contents.slides if slide.code == contents.at), contents.slides[0])
    return screen(
        "deck/contents",
        attachment=at.media,
        product=contents.product.code,
        name=view.say(contents.product.name),
        seen=bool(contents.seen),
        slides=[
            {"slide": slide.code, "title": view.say(slide.title), "is_seen": slide.code in contents.seen}
            for slide in contents.slides
        ],
    )


def _filling(product: Product, view: View) -> dict[str, Any]:
    jobs = [view.playbook.profession(code) for code in product.professions]
    return {
        "price": product.price,
        "duration": view.say(product.duration),
        "plans": [{"name": view.say(plan.name), "monthly": plan.monthly} for plan in product.plans],
        "jobs": [
            {"name": view.say(j.name), "day": view.say(j.day), "plus": view.say(j.plus), "minus": view.say(j.minus)}
            for j in jobs
        ],
    }
