"""Every slide of the shipped presentations: a caption Telegram takes, a picture that is there, a way on."""

from pathlib import Path

import pytest

import playbook
from handlers.customer.deck_screens import slide_screen
from handlers.step import View
from sales.decks import pick_reviews
from sales.people import Person, PersonId
from sales.playbook import Deck, Playbook, Product, Slide
from sales.usecases.turn_slide import SlideShown
from sandbox.entities import parse_html, utf16_length
from tests.storage.making import NOW
from tests.unit.templates.rendering import LANGUAGES, RENDERER

FOLDER = Path(playbook.__file__).parent
BOOK: Playbook = playbook.load(FOLDER)


def shown(product: Product, deck: Deck, slide: Slide) -> SlideShown:
    """With everything that can make it longer."""
    at = deck.slides.index(slide)
    return SlideShown(
        product=product,
        slide=slide,
        place=at + 1,
        total=len(deck.slides),
        previous=deck.slides[at - 1].code if at else None,
        next=deck.slides[at + 1].code if at + 1 < len(deck.slides) else None,
        price="price",
        reviews=pick_reviews(BOOK.reviews, frozenset(product.professions), frozenset()),
        has_lesson=True,
        is_instead=True,
    )


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("deck", BOOK.decks, ids=lambda deck: deck.product)
def test_every_slide_is_a_caption_with_a_way_on(deck: Deck, language: str) -> None:
    person = Person(id=PersonId(1), telegram_id=1, first_name="Анна", language=language, created_at=NOW, seen_at=NOW)
    view = View(person=person, playbook=BOOK, zone="Europe/Moscow", bot_username="fitlead_bot")
    for slide in deck.slides:
        reply = slide_screen(shown(BOOK.product(deck.product), deck, slide), view)
        rendered = RENDERER.render(language, "deck/slide", reply.params)
        assert utf16_length(parse_html(rendered.text)[0]) <= 1024, slide.code
        assert rendered.reply_markup is not None
        rows = rendered.reply_markup["inline_keyboard"]
        data = [button["callback_data"] for row in rows for button in row]
        assert f"pc1:{deck.product}" in data, "back to the course"
        assert f"pt1:{deck.product}" in data, "to a person"
        assert max(map(len, rows)) <= 3
        assert reply.attachment == slide.media


def test_every_product_has_a_presentation_and_every_profession_a_review() -> None:
    assert {deck.product for deck in BOOK.decks} == {product.code for product in BOOK.products}
    spoken_of = {profession for review in BOOK.reviews for profession in review.professions}
    assert spoken_of == {profession.code for profession in BOOK.professions}


def test_pictures_are_small_and_none_lies_about_unused() -> None:
    used = {slide.media.path for deck in BOOK.decks for slide in deck.slides if slide.media is not None}
    there = {file.name: file.stat().st_size for file in (FOLDER / "media").iterdir()}
    assert set(there) == used
    assert max(there.values()) < 120_000


def test_no_price_is_typed_into_a_slide() -> None:
    text = (FOLDER / "decks.yaml").read_text(encoding="utf-8")
    assert "RUB" not in text
    assert "₽" not in text
    prices = [str(product.price.amount // 100) for product in BOOK.products]
    assert [price for price in prices if price in text.replace(" ", "")] == []
