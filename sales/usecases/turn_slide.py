"""Slide by slide: what is shown is counted, and how long it stayed open before the next press."""

from dataclasses import dataclass, replace
from datetime import datetime

from sales.decks import Reading, look_time, nearest, pick_reviews
from sales.people import Person
from sales.playbook import Deck, Playbook, Product, Review, Signal, Slide, SlideKind
from sales.ports import ActivityLog, DeckBook, SignalBook
from sales.usecases.deck_reader import FollowDeck, KnowReader

RECENT = 30
"""Facts back that are searched for what took a person away from a slide."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SlideShown:
    """`place` counts from 1. `price`: the code of the slide with the price. `is_resumed`: opened where one stopped.

    `is_instead`: the slide that was asked for is gone, this is the nearest.
    """

    product: Product
    slide: Slide
    place: int
    total: int
    previous: str | None
    next: str | None
    price: str | None
    reviews: tuple[Review, ...]
    has_lesson: bool
    is_resumed: bool = False
    is_instead: bool = False


@dataclass(frozen=True, slots=True)
class CountLook:
    """The time of whatever slide is open, in any deck: until the next deed we know of, at most until now."""

    decks: DeckBook
    log: ActivityLog
    now: datetime

    def __call__(self, person: Person) -> None:
        for reading in self.decks.readings_of(person.id):
            if reading.shown_at is not None:
                lasted = look_time(reading.shown_at, self._left(person, reading.shown_at))
                self.decks.lasted(person.id, reading.product, reading.slide, lasted)
                self.decks.keep(replace(reading, shown_at=None))

    def _left(self, person: Person, shown_at: datetime) -> datetime:
        facts = self.log.of_person(person.id, RECENT)
        return min((f.at for f in facts if f.at > shown_at and f.actor_id == person.id), default=self.now)


@dataclass(frozen=True, slots=True)
class ShowSlide:
    """Puts one slide before a person; `reading` is their way through the deck, up to date with it."""

    decks: DeckBook
    signals: SignalBook
    count_look: CountLook
    know: KnowReader
    playbook: Playbook
    now: datetime

    def __call__(
        self,
        person: Person,
        product: Product,
        deck: Deck,
        reading: Reading,
        *,
        resumed: bool = False,
        gone: bool = False,
    ) -> SlideShown:
        slide = deck.slide(reading.slide) or deck.slides[0]
        self.count_look(person)
        self.decks.keep(replace(reading, shown_at=self.now))
        self.decks.saw(person.id, product.code, slide.code, self.now)
        if slide.kind is SlideKind.PRICE:
            self.signals.add(person.id, Signal.SAW_PRICE, self.now, product.code)
        order, at = reading.slides, reading.slides.index(slide.code)
        price = deck.of_kind(SlideKind.PRICE)
        return SlideShown(
            product=product,
            slide=slide,
            place=at + 1,
            total=len(order),
            previous=order[at - 1] if at else None,
            next=order[at + 1] if at + 1 < len(order) else None,
            price=None if price is None else price.code,
            reviews=self._reviews(person, product) if slide.kind is SlideKind.REVIEWS else (),
            has_lesson=self.playbook.lesson_of(product) is not None,
            is_resumed=resumed,
            is_instead=gone,
        )

    def _reviews(self, person: Person, product: Product) -> tuple[Review, ...]:
        return pick_reviews(self.playbook.reviews, frozenset(product.professions), self.know(person))


@dataclass(frozen=True, slots=True)
class TurnSlide:
    """To this slide; when it is gone, to the nearest there is. Raises Outdated."""

    follow: FollowDeck
    show: ShowSlide

    def __call__(self, person: Person, product: str, slide: str) -> SlideShown:
        standing = self.follow(person, product)
        order = standing.reading.slides
        there = slide if slide in order else nearest(standing.pressed_from, slide, order)
        reading = replace(standing.reading, slide=there)
        return self.show(person, standing.product, standing.deck, reading, gone=there != slide)


@dataclass(frozen=True, slots=True, kw_only=True)
class Contents:
    """`slides` in the person's order; `seen`: codes of those already shown to them."""

    product: Product
    slides: tuple[Slide, ...]
    seen: frozenset[str]
    at: str


@dataclass(frozen=True, slots=True)
class ListSlides:
    """The table of contents. Raises Outdated."""

    follow: FollowDeck
    decks: DeckBook
    count_look: CountLook

    def __call__(self, person: Person, product: str) -> Contents:
        standing = self.follow(person, product)
        self.count_look(person)
        slides = (standing.deck.slide(code) for code in standing.reading.slides)
        return Contents(
            product=standing.product,
            slides=tuple(slide for slide in slides if slide is not None),
            seen=frozenset(view.slide for view in self.decks.views_of(person.id) if view.product == product),
            at=standing.reading.slide,
        )
