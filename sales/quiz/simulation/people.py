"""Simulated people: what they are inclined to, how far they stray from it, how often they just press something."""

import math
import random
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from statistics import fmean, pstdev

from sales.quiz.design import Question, Quiz

Profile = Mapping[str, float]
"""facet -> inclination; mean 0 and standard deviation 1 over the facets."""

PRESS_SPREAD = 0.5
"""Log-normal spread of answering times around their median. An assumption: nobody has measured ours yet."""


@dataclass(frozen=True, slots=True)
class Crowd:
    """`profiles`: one per profession of the quiz, in its order; people come from them in turn.

    `tau`: standard deviation of a person's own deviation per facet (a profile has 1). `eps`: the chance that an
    answer is pressed at random. `median_ms`: how long an answer takes. `times`: how often each takes the quiz.
    """

    name: str
    profiles: tuple[Profile, ...]
    tau: float
    eps: float
    median_ms: int = 4_000
    times: int = 1


@dataclass(frozen=True, slots=True)
class Respondent:
    """One person of a crowd: `chooses` a facet and the milliseconds it took, differently each time."""

    taste: Profile
    eps: float
    median_ms: int
    draw: random.Random

    def chooses(self, question: Question) -> tuple[str, int]:
        took = round(self.median_ms * math.exp(self.draw.gauss(0, PRESS_SPREAD)))
        if self.draw.random() < self.eps:
            return self.draw.choice(question.facets), took
        return max(question.facets, key=lambda facet: self.taste[facet] + hesitation(self.draw)), took


def person_of(crowd: Crowd, profession: int, draw: random.Random) -> Respondent:
    taste = {facet: value + draw.gauss(0, crowd.tau) for facet, value in crowd.profiles[profession].items()}
    return Respondent(taste, crowd.eps, crowd.median_ms, draw)


def hesitation(draw: random.Random) -> float:
    """A Gumbel number by four: even a decided person sometimes takes the second best."""
    return -math.log(-math.log(draw.random() or 0.5)) / 4


def own_profiles(quiz: Quiz) -> tuple[Profile, ...]:
    """Generator A: people are what the table of the quiz says."""
    return tuple(standard(dict(zip(quiz.facets, row.weights, strict=True))) for row in quiz.professions)


def indifferent(quiz: Quiz) -> tuple[Profile, ...]:
    """Equally inclined to everything."""
    return tuple(dict.fromkeys(quiz.facets, 0.0) for _ in quiz.professions)


def standard(profile: Profile) -> Profile:
    """Centred over the facets and scaled to a standard deviation of 1."""
    mean, spread = fmean(profile.values()), pstdev(profile.values()) or 1.0
    return {facet: (value - mean) / spread for facet, value in profile.items()}


def independent_profiles(quiz: Quiz, values: Mapping[str, Mapping[str, Sequence[float]]]) -> tuple[Profile, ...] | None:
    """Generator B: people are what others measured. profession -> facet -> values of its elements.

    Each element becomes a z-score among the professions, a facet the mean of its elements and a z-score once more.
    None when a profession or a facet of the quiz was not measured.
    """
    codes = quiz.profession_codes()
    if any(code not in values or set(values[code]) != set(quiz.facets) for code in codes):
        return None
    columns: dict[str, list[float]] = {}
    for facet in quiz.facets:
        elements = zip(*(values[code][facet] for code in codes), strict=True)
        columns[facet] = _z([fmean(scores) for scores in zip(*(_z(element) for element in elements), strict=True)])
    return tuple(standard({facet: columns[facet][j] for facet in quiz.facets}) for j in range(len(codes)))


def _z(values: Sequence[float]) -> list[float]:
    mean, spread = fmean(values), pstdev(values) or 1.0
    return [(value - mean) / spread for value in values]
