"""How a lead is judged: signals give points, points give a temperature."""

from dataclasses import dataclass
from datetime import time, timedelta
from enum import StrEnum

from sales.playbook.texts import Text


class Temperature(StrEnum):
    HOT = "hot"
    WARM = "warm"
    COLD = "cold"

    @property
    def degree(self) -> int:
        """The hotter, the higher."""
        return ("cold", "warm", "hot").index(self.value)


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
    LIKED_TASK = "liked_task"
    TOOK_GUIDE = "took_guide"
    OPENED_DECK = "opened_deck"
    SAW_PRICE = "saw_price"
    SAW_INSTALMENTS = "saw_instalments"
    COMPARED = "compared"
    TOOK_LESSON = "took_lesson"


@dataclass(frozen=True, slots=True)
class Rule:
    """`points` for the signal (with this `value`, where it has values), for its latest `max_times` times at most.

    `reason` is a stable key kept with the score; `label` says it to a salesperson.
    `decays`: each time is worth half after a half-life, counted from its own moment.
    `lifted_by`: void once this other signal was seen later (a careful retake takes back "rushed through").
    """

    signal: Signal
    points: int
    part: Part
    reason: str
    label: Text
    value: str | None = None
    max_times: int = 1
    decays: bool = False
    lifted_by: Signal | None = None


@dataclass(frozen=True, slots=True)
class Implied:
    """An answer nobody has to give: whoever did all of `when` (all `within` that span, where one is given) as good as
    said it. An answer given by the person always goes before it.
    """

    question: Signal
    value: str
    when: tuple[Signal, ...]
    within: timedelta | None = None


@dataclass(frozen=True, slots=True)
class SilenceRule:
    """`points` (negative) once at least `touches` of ours went unanswered, the first of them `after` ago or longer."""

    touches: int
    after: timedelta
    points: int
    reason: str
    label: Text


@dataclass(frozen=True, slots=True)
class HotWhen:
    """Whoever did all of this lately is called now, whatever the sum says."""

    signals: tuple[Signal, ...]
    within: timedelta


@dataclass(frozen=True, slots=True)
class Stopped:
    """How the score of somebody who asked for silence is explained: it is 0."""

    reason: str
    label: Text


@dataclass(frozen=True, slots=True)
class LeadOption:
    value: str
    text: Text


@dataclass(frozen=True, slots=True)
class LeadQuestion:
    """Asked one tap each, may be skipped; its answer is a signal. `unless`: not asked after this other answer."""

    signal: Signal
    text: Text
    options: tuple[LeadOption, ...]
    unless: tuple[Signal, str] | None = None

    def option(self, value: str) -> LeadOption | None:
        return next((option for option in self.options if option.value == value), None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Qualification:
    """`hot_at` and `warm_at` are scores from 0 to 100. `nightly_at`: the business's local time when all open leads are
    judged anew, because points fade by themselves.
    """

    questions: tuple[LeadQuestion, ...]
    rules: tuple[Rule, ...]
    implied: tuple[Implied, ...]
    silence: tuple[SilenceRule, ...]
    hot_when: tuple[HotWhen, ...]
    stopped: Stopped
    half_life: timedelta
    nightly_at: time
    fit_max: int
    engagement_max: int
    hot_at: int
    warm_at: int

    def rule(self, signal: Signal, value: str | None = None) -> Rule | None:
        return next((r for r in self.rules if r.signal is signal and r.value == value), None)

    def question(self, signal: Signal) -> LeadQuestion | None:
        return next((question for question in self.questions if question.signal is signal), None)

    def label(self, reason: str) -> Text | None:
        """What a salesperson reads for a reason; None when the playbook no longer has it."""
        known: tuple[Rule | SilenceRule | Stopped, ...] = (*self.rules, *self.silence, self.stopped)
        return next((one.label for one in known if one.reason == reason), None)

    def temperature(self, score: int) -> Temperature:
        if score >= self.hot_at:
            return Temperature.HOT
        return Temperature.WARM if score >= self.warm_at else Temperature.COLD
