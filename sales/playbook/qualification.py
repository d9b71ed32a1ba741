"""How a lead is judged: signals give points, points give a temperature."""

from dataclasses import dataclass
from enum import StrEnum

from sales.playbook.texts import Text


class Temperature(StrEnum):
    HOT = "hot"
    WARM = "warm"
    COLD = "cold"


class Part(StrEnum):
    """Fit and engagement are capped separately; a penalty is taken from their sum."""

    FIT = "fit"
    ENGAGEMENT = "engagement"
    PENALTY = "penalty"


class Signal(StrEnum):
    """What the program knows of a person. The first five are answered by the person, the rest are seen."""

    GOAL = "goal"
    START = "start"
    DECIDES = "decides"
    HOURS = "hours"
    INSTALMENTS = "instalments"
    RESULT_REACHED = "result_reached"
    OPENED_PRODUCT = "opened_product"
    ASKED_QUESTION = "asked_question"
    LEFT_PHONE = "left_phone"
    REPLIED = "replied"
    CARELESS = "careless"
    LIKED_MATCH = "liked_match"
    TOOK_GUIDE = "took_guide"
    OPENED_DECK = "opened_deck"
    SAW_PRICE = "saw_price"
    SAW_INSTALMENTS = "saw_instalments"
    COMPARED = "compared"
    TOOK_LESSON = "took_lesson"


@dataclass(frozen=True, slots=True)
class Rule:
    """`points` for the signal (with this `value`, where it has values), counted at most `max_times`.

    `reason` is a stable key kept with the score; `label` says it to a salesperson.
    """

    signal: Signal
    points: int
    part: Part
    reason: str
    label: Text
    value: str | None = None
    max_times: int = 1


@dataclass(frozen=True, slots=True)
class LeadOption:
    value: str
    text: Text


@dataclass(frozen=True, slots=True)
class LeadQuestion:
    """Asked after the result, may be skipped; its answer is a signal."""

    signal: Signal
    text: Text
    options: tuple[LeadOption, ...]

    def option(self, value: str) -> LeadOption | None:
        return next((option for option in self.options if option.value == value), None)


@dataclass(frozen=True, slots=True)
class Qualification:
    """`hot_at` and `warm_at` are scores from 0 to 100."""

    questions: tuple[LeadQuestion, ...]
    rules: tuple[Rule, ...]
    fit_max: int = 60
    engagement_max: int = 40
    hot_at: int = 65
    warm_at: int = 35

    def rule(self, signal: Signal, value: str | None = None) -> Rule | None:
        return next((r for r in self.rules if r.signal is signal and r.value == value), None)

    def question(self, signal: Signal) -> LeadQuestion | None:
        return next((question for question in self.questions if question.signal is signal), None)

    def temperature(self, score: int) -> Temperature:
        if score >= self.hot_at:
            return Temperature.HOT
        return Temperature.WARM if score >= self.warm_at else Temperature.COLD
