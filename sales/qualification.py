"""How good a lead is, by the playbook's rules: points with their reasons, and a temperature."""

from collections.abc import Iterable
from dataclasses import dataclass

from sales.journeys import SeenSignal
from sales.leads import Reason
from sales.playbook import LeadQuestion, Part, Qualification, Rule, Signal, Temperature

ALWAYS_HOT = frozenset({Signal.LEFT_PHONE, Signal.ASKED_QUESTION})
"""Whoever asks and leaves a number is called now, whatever the sum says."""

_HIGHEST = 100


@dataclass(frozen=True, slots=True, kw_only=True)
class Score:
    """`points` is 0 to 100. `reasons` are all rules that matched, also those worth nothing: they say something too."""

    points: int
    reasons: tuple[Reason, ...]
    temperature: Temperature


def score(seen: Iterable[SeenSignal], rules: Qualification) -> Score:
    """Fit and engagement are capped separately; penalties are taken from their sum."""
    known = {one.signal: one for one in seen}
    parts = dict.fromkeys(Part, 0)
    reasons = []
    for rule in rules.rules:
        times = _times(rule, known.get(rule.signal))
        if times:
            parts[rule.part] += rule.points * times
            reasons.append(Reason(key=rule.reason, points=rule.points * times))
    fit = min(parts[Part.FIT], rules.fit_max)
    engagement = min(parts[Part.ENGAGEMENT], rules.engagement_max)
    points = max(0, min(_HIGHEST, fit + engagement + parts[Part.PENALTY]))
    is_hot = known.keys() >= ALWAYS_HOT
    return Score(
        points=points,
        reasons=tuple(reasons),
        temperature=Temperature.HOT if is_hot else rules.temperature(points),
    )


def next_question(seen: Iterable[SeenSignal], rules: Qualification) -> LeadQuestion | None:
    """The first one this person has not answered yet."""
    answered = {one.signal for one in seen}
    return next((question for question in rules.questions if question.signal not in answered), None)


def _times(rule: Rule, seen: SeenSignal | None) -> int:
    if seen is None:
        return 0
    if rule.value is not None:
        return int(rule.value == seen.value)
    return min(seen.count, rule.max_times)
