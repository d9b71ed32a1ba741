"""The shape of answers.yaml."""

from typing import Annotated

from pydantic import ConfigDict, Field, RootModel

from playbook.shapes import Shape, Words
from playbook.values import Code, Line
from sales.playbook import AnswerButton, AnswerKind, Signal


class Phrases(RootModel[dict[str, Annotated[list[Line], Field(min_length=1)]]]):
    """Ways to put the same question, by language code."""

    model_config = ConfigDict(strict=True, frozen=True)


class AnswerShape(Shape):
    code: Code
    kind: Annotated[AnswerKind, Field(strict=False)] = AnswerKind.QUESTION
    title: Words
    ask: Phrases
    text: Words
    buttons: list[Annotated[AnswerButton, Field(strict=False)]] = Field(default_factory=list, max_length=3)
    signals: list[Annotated[Signal, Field(strict=False)]] = Field(default_factory=list)
    products: list[Code] = Field(default_factory=list)


class AnswersFile(Shape):
    filler: Phrases
    answers: list[AnswerShape]
