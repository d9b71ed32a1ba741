"""A person before a deck: which deck it is, what is known of them, where they stand in it."""

from dataclasses import dataclass, replace
from datetime import datetime

from sales.decks import Reading, carry_over, known_of
from sales.errors import Outdated
from sales.people import Person
from sales.playbook import AnswerKind, Deck, Playbook, Product, UnknownCode
from sales.ports import ActivityLog, AttemptBook, DeckBook, Objections, SignalBook

RECENT = 30
"""Facts back that are searched for what they asked."""


@dataclass(frozen=True, slots=True)
class FindDeck:
    """Raises Outdated: not sold any more, or without a presentation."""

    playbook: Playbook

    def __call__(self, product: str) -> tuple[Product, Deck]:
        try:
            found = self.playbook.product(product)
        except UnknownCode:
            raise Outdated from None
        deck = self.playbook.deck_for(product)
        if deck is None:
            raise Outdated
        return found, deck


@dataclass(frozen=True, slots=True)
class KnowReader:
    """What is known of a person, by the names that the playbook's decks use."""

    attempts: AttemptBook
    signals: SignalBook
    objections: Objections
    log: ActivityLog
    playbook: Playbook

    def __call__(self, person: Person) -> frozenset[str]:
        stored = self.attempts.latest_finished(person.id)
        result = None if stored is None else stored.result
        return known_of(self.signals.of(person.id), result, self._asked(person))

    def _asked(self, person: Person) -> list[str]:
        """Answers of the playbook they were given lately; of all their doubts only the last one counts."""
        doubts = {answer.code for answer in self.playbook.answers if answer.kind is AnswerKind.OBJECTION}
        given = {str(fact.facts.get("answer") or "") for fact in self.log.of_person(person.id, RECENT)}
        main = self.objections.latest_of(person.id)
        return [*(given - doubts - {""}), *([main] if main else [])]


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """Where someone is in a deck of today; `pressed_from`: the order that their buttons may still speak of."""

    product: Product
    deck: Deck
    reading: Reading
    pressed_from: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class FollowDeck:
    """A button may be older than the deck, or be pressed before the deck was ever opened. Raises Outdated."""

    find: FindDeck
    know: KnowReader
    decks: DeckBook
    now: datetime

    def __call__(self, person: Person, product: str) -> Standing:
        sold, deck = self.find(product)
        before = self.decks.reading(person.id, product)
        if before is None:
            order = carry_over((), deck, self.know(person))
            begun = Reading(
                person_id=person.id, product=product, slides=order, slide=order[0], opened_at=self.now, shown_at=None
            )
            return Standing(product=sold, deck=deck, reading=begun, pressed_from=())
        order = before.slides
        if set(order) != {slide.code for slide in deck.slides}:
            order = carry_over(order, deck, self.know(person))
        return Standing(product=sold, deck=deck, reading=replace(before, slides=order), pressed_from=before.slides)
