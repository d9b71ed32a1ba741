"""Presentations: what a slide says, and for whom it matters most."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from sales.attachments import MediaFile
from sales.playbook.texts import Text


class SlideKind(StrEnum):
    """`price` and `plans` are filled from the product, `reviews` from the pool; the rest say what they say."""

    INTRO = "intro"
    PROGRAMME = "programme"
    TEACHER = "teacher"
    WORKS = "works"
    METHOD = "method"
    DAY = "day"
    REVIEWS = "reviews"
    TERMS = "terms"
    PRICE = "price"
    PLANS = "plans"
    ENDING = "ending"


@dataclass(frozen=True, slots=True)
class Slide:
    """`title` also stands in the table of contents and on the lead card.

    `pulls`: what is known of a person -> how much earlier they get this slide (sales/decks.py knows the names).
    """

    code: str
    kind: SlideKind
    title: Text
    text: Text
    media: MediaFile | None = None
    pulls: Mapping[str, int] = field(default_factory=dict, hash=False)


@dataclass(frozen=True, slots=True)
class Review:
    """What somebody said after a course; `professions` empty: it is about the school."""

    code: str
    author: Text
    text: Text
    professions: tuple[str, ...] = ()
    pulls: Mapping[str, int] = field(default_factory=dict, hash=False)


@dataclass(frozen=True, slots=True)
class Deck:
    """The presentation of one product, in the order for somebody we know nothing of."""

    product: str
    slides: tuple[Slide, ...]

    def slide(self, code: str) -> Slide | None:
        return next((slide for slide in self.slides if slide.code == code), None)

    def of_kind(self, kind: SlideKind) -> Slide | None:
        """The first such slide."""
        return next((slide for slide in self.slides if slide.kind is kind), None)
