"""Presentations: every slide there is can be shown, with its file, within a caption, to somebody we know."""

from collections.abc import Iterator

from playbook.draft import Draft
from playbook.shapes import ProductsFile, ProfessionsFile, Words
from playbook.shapes_answers import AnswersFile
from playbook.shapes_decks import DecksFile, DeckShape, MediaShape, Pulls, SlideShape
from playbook.shapes_qualification import QualificationFile
from playbook.source import Where
from sales.attachments import FileKind
from sales.decks import ASKED
from sales.playbook import Signal, SlideKind

FILE = "decks.yaml"
MEDIA = "media"
TITLE_MAX = 40
TEXT_MAX = 700
"""Characters: with a title and buttons it stays a caption, which has 1024."""

FILLED = frozenset({SlideKind.DAY, SlideKind.REVIEWS, SlideKind.PRICE, SlideKind.PLANS})
OPENING_MAX = 300
"""Of the kinds that the program adds something to."""

REVIEW_MAX = 280

_ENDINGS = {
    FileKind.PHOTO: (".png", ".jpg", ".jpeg", ".webp"),
    FileKind.VIDEO: (".mp4",),
    FileKind.DOCUMENT: (),
}


def check_decks(draft: Draft) -> None:
    shape = draft.get(DecksFile)
    if shape is None:
        return
    _codes(draft, shape)
    known = _known(draft)
    for place, slide in _slides(shape):
        _slide(draft, place, slide, known)
    for i, review in enumerate(shape.reviews):
        _lengths(draft, ("reviews", i, "author"), review.author, OPENING_MAX)
        _lengths(draft, ("reviews", i, "text"), review.text, REVIEW_MAX)
        _pulls(draft, ("reviews", i), review.pulls, known)
        _professions(draft, ("reviews", i, "professions"), review.professions)
    for i, deck in enumerate(shape.decks):
        _deck(draft, ("decks", i), deck, shape)


def _slides(shape: DecksFile) -> Iterator[tuple[Where, SlideShape]]:
    for i, slide in enumerate(shape.slides):
        yield ("slides", i), slide
    for i, deck in enumerate(shape.decks):
        for k, slide in enumerate(deck.slides):
            yield ("decks", i, "slides", k), slide


def _codes(draft: Draft, shape: DecksFile) -> None:
    draft.refuse_twins(FILE, "slide", [(("slides", i, "code"), s.code) for i, s in enumerate(shape.slides)])
    draft.refuse_twins(FILE, "review", [(("reviews", i, "code"), r.code) for i, r in enumerate(shape.reviews)])
    draft.refuse_twins(FILE, "deck of", [(("decks", i, "product"), d.product) for i, d in enumerate(shape.decks)])
    for i, deck in enumerate(shape.decks):
        own = {slide.code for slide in deck.slides}
        both: list[tuple[Where, str]] = [
            (("slides", k, "code"), slide.code) for k, slide in enumerate(shape.slides) if slide.code in own
        ]
        both += [(("decks", i, "slides", k, "code"), slide.code) for k, slide in enumerate(deck.slides)]
        draft.refuse_twins(FILE, "slide", both)


def _deck(draft: Draft, place: Where, deck: DeckShape, shape: DecksFile) -> None:
    products = draft.get(ProductsFile)
    if products is not None and deck.product not in {product.code for product in products.products}:
        message = f'there is no product "{deck.product}"'
        draft.report(FILE, (*place, "product"), message, "use a code from products.yaml")
    kinds = {slide.code: slide.kind for slide in [*shape.slides, *deck.slides]}
    order = deck.order or shape.order
    where: Where = ("order",) if deck.order is None else (*place, "order")
    draft.refuse_twins(FILE, "in one deck, slide", [((*where, k), code) for k, code in enumerate(order)])
    for k, code in enumerate(order):
        if code not in kinds:
            message = f'the deck of "{deck.product}" has no slide "{code}"'
            draft.report(
                FILE, place if deck.order is None else (*where, k), message, "write the slide or order without it"
            )
    for k, slide in enumerate(deck.slides):
        if slide.code not in order:
            message = f'nobody sees the slide "{slide.code}": the order leaves it out'
            draft.report(FILE, (*place, "slides", k, "code"), message, "add it to the order or remove it")
    for kind, at, name in ((SlideKind.INTRO, 0, "begin"), (SlideKind.ENDING, -1, "end")):
        if kinds.get(order[at], kind) is not kind or sum(kinds.get(code) is kind for code in order) > 1:
            message = f'the deck of "{deck.product}" must {name} with its one slide of the kind {kind.value}'
            draft.report(FILE, where, message, "change the order")


def _slide(draft: Draft, place: Where, slide: SlideShape, known: frozenset[str]) -> None:
    _lengths(draft, (*place, "title"), slide.title, TITLE_MAX)
    _lengths(draft, (*place, "text"), slide.text, OPENING_MAX if slide.kind in FILLED else TEXT_MAX)
    _pulls(draft, place, slide.pulls, known)
    if slide.media is not None:
        _media(draft, (*place, "media"), slide.media)


def _lengths(draft: Draft, place: Where, words: Words, most: int) -> None:
    for language, text in words.root.items():
        if len(text) > most:
            message = f"{len(text)} characters do not fit here"
            draft.report(FILE, (*place, language), message, f"make it {most} or fewer")


def _media(draft: Draft, place: Where, media: MediaShape) -> None:
    endings = _ENDINGS[media.kind]
    if ".." in media.path or media.path.startswith("/"):
        draft.report(FILE, (*place, "path"), f'"{media.path}" leads out of {MEDIA}/', "put the file inside and name it")
    elif not (draft.directory / MEDIA / media.path).is_file():
        draft.report(
            FILE, (*place, "path"), f"there is no file {MEDIA}/{media.path}", "add the file or correct the name"
        )
    elif endings and not media.path.lower().endswith(endings):
        message = f'"{media.path}" cannot be shown as a {media.kind.value}'
        draft.report(FILE, (*place, "path"), message, f"use {', '.join(endings)}, or send it as a document")


def _professions(draft: Draft, place: Where, codes: list[str]) -> None:
    table = draft.get(ProfessionsFile)
    known = None if table is None else {profession.code for profession in table.professions}
    for k, code in enumerate(codes):
        if known is not None and code not in known:
            message = f'there is no profession "{code}"'
            draft.report(FILE, (*place, k), message, f"use one of {', '.join(sorted(known))}")


def _known(draft: Draft) -> frozenset[str]:
    """Everything that may be known of a person; empty while a file it comes from is broken."""
    table, answers, judging = draft.get(ProfessionsFile), draft.get(AnswersFile), draft.get(QualificationFile)
    if table is None or answers is None or judging is None:
        return frozenset()
    names = [*(facet.code for facet in table.facets), *(profession.code for profession in table.professions)]
    names += [signal.value for signal in Signal]
    names += [
        f"{question.signal.value}={option.value}" for question in judging.questions for option in question.options
    ]
    return frozenset([*names, *(ASKED + answer.code for answer in answers.answers)])


def _pulls(draft: Draft, place: Where, pulls: Pulls, known: frozenset[str]) -> None:
    for name in pulls:
        if known and name not in known:
            message = f'nothing is ever known of a person as "{name}"'
            step = "use a facet, a profession, a signal, an answer like goal=change or asked=<code of answers.yaml>"
            draft.report(FILE, (*place, "for", name), message, step)
