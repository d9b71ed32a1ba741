"""A learned score: what each fact adds, the chance of a sale, and the reasons in points."""

from collections.abc import Mapping
from dataclasses import dataclass
from math import exp
from typing import Any

from sales.leads import Reason
from sales.learning.facts import FACTS_VERSION, UNKNOWN, Facts
from sales.playbook import Temperature

REASONS = 6
"""As many of the largest contributions as a card has room for."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LearnedModel:
    """`weights`: what a band of a fact adds to the log-odds; `usual`: what that fact adds for the average lead.

    `hot_at` and `warm_at` are chances from 0 to 1, set so that as many leads are hot as people can call at once.
    """

    id: int
    intercept: float
    weights: Mapping[str, Mapping[str, float]]
    usual: Mapping[str, float]
    hot_at: float
    warm_at: float
    version: int = FACTS_VERSION

    @property
    def is_current(self) -> bool:
        return self.version == FACTS_VERSION

    def probability(self, facts: Facts) -> float:
        """The chance of a sale, 0 to 1. What was never seen in training counts as the usual."""
        return logistic(self.intercept + sum(self._added(fact, facts) for fact in self.weights))

    def points(self, facts: Facts) -> int:
        """The chance in percent: the score on the card."""
        return round(100 * self.probability(facts))

    def temperature(self, probability: float) -> Temperature:
        if probability >= self.hot_at:
            return Temperature.HOT
        return Temperature.WARM if probability >= self.warm_at else Temperature.COLD

    def reasons(self, facts: Facts) -> tuple[Reason, ...]:
        """The largest first, "goal=change" and its points: how many percent lower the chance were with the usual
        answer instead. What changes less than a percent is not a reason.
        """
        total = self.intercept + sum(self._added(fact, facts) for fact in self.weights)
        chance = logistic(total)
        found = []
        for fact in self.weights:
            if fact in facts:
                without = logistic(total - self._added(fact, facts) + self.usual[fact])
                points = round(100 * (chance - without))
                if points:
                    found.append(Reason(key=f"{fact}={facts[fact]}", points=points))
        return tuple(sorted(found, key=lambda reason: -abs(reason.points))[:REASONS])

    def to_json(self) -> dict[str, Any]:
        """Without id and version, which stand beside it."""
        return {
            "intercept": self.intercept,
            "weights": {fact: dict(bands) for fact, bands in self.weights.items()},
            "usual": dict(self.usual),
            "hot_at": self.hot_at,
            "warm_at": self.warm_at,
        }

    @classmethod
    def from_json(cls, data: Mapping[str, Any], *, id: int, version: int) -> "LearnedModel":
        return cls(id=id, version=version, **data)

    def _added(self, fact: str, facts: Facts) -> float:
        return self.weights[fact].get(facts.get(fact, UNKNOWN), self.usual[fact])


def logistic(odds: float) -> float:
    """Never overflows."""
    if odds >= 0:
        return 1 / (1 + exp(-odds))
    grown = exp(odds)
    return grown / (1 + grown)
