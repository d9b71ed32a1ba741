"""The shape of decks.yaml."""

from typing import Annotated

from pydantic import Field

from playbook.shapes import Shape, Words
from playbook.values import Code, Line
from sales.attachments import FileKind
from sales.playbook import SlideKind

Pulls = dict[str, Annotated[int, Field(ge=1, le=10)]]


class MediaShape(Shape):
    path: Line
    kind: Annotated[FileKind, Field(strict=False)]


class SlideShape(Shape):
    code: Code
    kind: Annotated[SlideKind, Field(strict=False)]
    title: Words
    text: Words
    media: MediaShape | None = None
    pulls: Pulls = Field(default_factory=dict, alias="for")


class ReviewShape(Shape):
    code: Code
    author: Words
    text: Words
    professions: list[Code] = Field(default_factory=list)
    pulls: Pulls = Field(default_factory=dict, alias="for")


class DeckShape(Shape):
    """`order` None: the usual one of the file."""

    product: Code
    order: Annotated[list[Code], Field(min_length=2)] | None = None
    slides: list[SlideShape] = Field(default_factory=list)


class DecksFile(Shape):
    order: Annotated[list[Code], Field(min_length=2)]
    slides: list[SlideShape]
    reviews: list[ReviewShape]
    decks: list[DeckShape]
