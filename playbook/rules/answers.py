"""Answers: each can be found, in every language, and leads to what exists."""

import re
from collections.abc import Iterator

from playbook.draft import Draft
from playbook.shapes import BusinessFile, ProductsFile
from playbook.shapes_answers import AnswersFile, AnswerShape, Phrases
from playbook.source import Where

FILE = "answers.yaml"
_WORD = re.compile(r"[^\W_]+")


def check_answers(draft: Draft) -> None:
    shape = draft.get(AnswersFile)
    if shape is None:
        return
    draft.refuse_twins(
        FILE, "answer", [(("answers", i, "code"), answer.code) for i, answer in enumerate(shape.answers)]
    )
    draft.refuse_twins(FILE, "phrase", ((path, _plain(phrase)) for path, phrase in _phrases(shape)))
    _languages(draft, ("filler",), shape.filler)
    quiet = {_plain(word) for words in shape.filler.root.values() for word in words}
    for i, answer in enumerate(shape.answers):
        _languages(draft, ("answers", i, "ask"), answer.ask)
        _products(draft, ("answers", i), answer)
    for path, phrase in _phrases(shape):
        if not set(_WORD.findall(_plain(phrase))) - quiet:
            message = f'"{phrase}" holds only words that say nothing (filler)'
            draft.report(FILE, path, message, "add a word that says what is asked, or remove it")


def _phrases(shape: AnswersFile) -> Iterator[tuple[Where, str]]:
    for i, answer in enumerate(shape.answers):
        for language, phrases in answer.ask.root.items():
            for k, phrase in enumerate(phrases):
                yield ("answers", i, "ask", language, k), phrase


def _plain(phrase: str) -> str:
    return " ".join(_WORD.findall(phrase.lower()))


def _languages(draft: Draft, path: Where, phrases: Phrases) -> None:
    business = draft.get(BusinessFile)
    languages = business.languages if business is not None else list(phrases.root)
    for language in languages:
        if language not in phrases.root:
            draft.report(FILE, path, f'there is nothing in "{language}"', f"add {language}: next to the others")
    for language in phrases.root:
        if language not in languages:
            message = f'"{language}" is not one of the languages'
            draft.report(FILE, (*path, language), message, "remove it or add the language to business.yaml")


def _products(draft: Draft, place: Where, answer: AnswerShape) -> None:
    sold = draft.get(ProductsFile)
    known = {product.code for product in sold.products} if sold is not None else None
    for k, code in enumerate(answer.products):
        if known is not None and code not in known:
            message = f'there is no product "{code}"'
            draft.report(FILE, (*place, "products", k), message, f"use one of {', '.join(sorted(known))}")
