"""What the house answers by itself: questions asked often, and doubts that deserve an honest word."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from sales.playbook.qualification import Signal
from sales.playbook.texts import Text


class AnswerKind(StrEnum):
    QUESTION = "question"
    OBJECTION = "objection"


class AnswerButton(StrEnum):
    """Where an answer leads: the calculator, the presentation, the lesson, a comparison, the courses, the quiz."""

    CALC = "calc"
    DECK = "deck"
    LESSON = "lesson"
    COMPARE = "compare"
    PRODUCTS = "products"
    QUIZ = "quiz"
    TALK = "talk"


@dataclass(frozen=True, slots=True)
class Answer:
    """`title` names the question on a button; `ask`: how people put it, by language, to find it by.

    `signals` are what a person shows by asking this. `products` empty: for all of them.
    """

    code: str
    kind: AnswerKind
    title: Text
    ask: Mapping[str, tuple[str, ...]] = field(hash=False)
    text: Text
    buttons: tuple[AnswerButton, ...] = ()
    signals: tuple[Signal, ...] = ()
    products: tuple[str, ...] = ()

    @property
    def phrases(self) -> tuple[str, ...]:
        """Everything it may be found by, in all languages."""
        return (*self.title.words.values(), *(phrase for phrases in self.ask.values() for phrase in phrases))

    def is_for(self, product: str) -> bool:
        """Whether it holds when the talk is about this product; an empty code is no product in particular."""
        return not self.products or product in self.products
