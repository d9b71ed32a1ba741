"""From the checked shape of answers.yaml to answers."""

from collections.abc import Callable

from playbook.shapes import Words
from playbook.shapes_answers import AnswersFile, AnswerShape
from sales.playbook import Answer, Text


def build_answers(file: AnswersFile, text: Callable[[Words], Text]) -> tuple[Answer, ...]:
    return tuple(_answer(shape, text) for shape in file.answers)


def build_fillers(file: AnswersFile) -> tuple[str, ...]:
    return tuple(word for words in file.filler.root.values() for word in words)


def _answer(shape: AnswerShape, text: Callable[[Words], Text]) -> Answer:
    return Answer(
        code=shape.code,
        kind=shape.kind,
        title=text(shape.title),
        ask={language: tuple(phrases) for language, phrases in shape.ask.root.items()},
        text=text(shape.text),
        buttons=tuple(shape.buttons),
        signals=tuple(shape.signals),
        products=tuple(shape.products),
    )
