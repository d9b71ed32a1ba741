"""From the checked shape of decks.yaml to decks."""

from collections.abc import Callable

from playbook.shapes import Words
from playbook.shapes_decks import DecksFile, MediaShape, ReviewShape, SlideShape
from sales.attachments import MediaFile
from sales.playbook import Deck, Review, Slide, Text

Say = Callable[[Words], Text]


def build_decks(file: DecksFile, text: Say) -> tuple[Deck, ...]:
    shared = {shape.code: shape for shape in file.slides}
    decks = []
    for shape in file.decks:
        own = shared | {slide.code: slide for slide in shape.slides}
        decks.append(Deck(shape.product, tuple(_slide(own[code], text) for code in shape.order or file.order)))
    return tuple(decks)


def build_reviews(file: DecksFile, text: Say) -> tuple[Review, ...]:
    return tuple(_review(shape, text) for shape in file.reviews)


def _slide(shape: SlideShape, text: Say) -> Slide:
    return Slide(
        code=shape.code,
        kind=shape.kind,
        title=text(shape.title),
        text=text(shape.text),
        media=None if shape.media is None else _media(shape.media),
        pulls=dict(shape.pulls),
    )


def _media(shape: MediaShape) -> MediaFile:
    return MediaFile(path=shape.path, kind=shape.kind)


def _review(shape: ReviewShape, text: Say) -> Review:
    return Review(
        code=shape.code,
        author=text(shape.author),
        text=text(shape.text),
        professions=tuple(shape.professions),
        pulls=dict(shape.pulls),
    )
