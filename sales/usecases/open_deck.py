"""A presentation is opened: where one stopped, or from the beginning."""

from dataclasses import dataclass, replace
from datetime import datetime

from sales.activity import Verb
from sales.decks import Reading, carry_over, nearest, order_slides
from sales.people import Person
from sales.playbook import Signal
from sales.ports import ActivityLog, DeckBook, SignalBook
from sales.usecases.deck_reader import FindDeck, KnowReader
from sales.usecases.turn_slide import ShowSlide, SlideShown


@dataclass(frozen=True, slots=True)
class OpenDeck:
    """Where one stopped; from the beginning when `anew`, the first time, or after the last slide. Raises Outdated."""

    find: FindDeck
    know: KnowReader
    show: ShowSlide
    decks: DeckBook
    signals: SignalBook
    log: ActivityLog
    now: datetime

    def __call__(self, person: Person, product: str, anew: bool = False) -> SlideShown:
        sold, deck = self.find(product)
        known = self.know(person)
        self.signals.add(person.id, Signal.OPENED_DECK, self.now, product)
        self.log.add(Verb.OPENED_DECK, person_id=person.id, product=product)
        before = None if anew else self.decks.reading(person.id, product)
        if before is not None and before.slide not in (before.slides[0], before.slides[-1]):
            order = carry_over(before.slides, deck, known)
            slide = nearest(before.slides, before.slide, order)
            going_on = replace(before, slides=order, slide=slide, opened_at=self.now)
            return self.show(person, sold, deck, going_on, resumed=True, gone=slide != before.slide)
        order = tuple(slide.code for slide in order_slides(deck.slides, known))
        begun = Reading(
            person_id=person.id, product=product, slides=order, slide=order[0], opened_at=self.now, shown_at=None
        )
        return self.show(person, sold, deck, begun)
