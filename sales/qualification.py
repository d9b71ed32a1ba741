"""How good a lead is, by the playbook's rules: two numbers with their reasons, and a temperature. Pure.

Fit is who they are and what they want; it stays. Engagement is what they do; it fades by half in every half-life, each
deed from its own moment. Penalties are taken from the sum.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from math import floor

from sales.journeys import SeenSignal
from sales.leads import Reason
from sales.playbook import (
    HotWhen,
    Implied,
    LeadQuestion,
    Part,
    Qualification,
    Rule,
    Signal,
    SilenceRule,
    Temperature,
)

_HIGHEST = 100


@dataclass(frozen=True, slots=True, kw_only=True)
class Unanswered:
    """What we said since they were last heard of: how many times, and when first."""

    touches: int = 0
    since: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Score:
    """`points` is 0 to 100: `fit` (0 to fit_max) and `engagement` (0 to engagement_max) less the penalties.

    `reasons` are all rules that matched, also answers worth nothing: they say something too.
    """

    points: int
    fit: int
    engagement: int
    reasons: tuple[Reason, ...]
    temperature: Temperature


@dataclass(frozen=True, slots=True, kw_only=True)
class Judged(Score):
    """The rules' score beside the learned one: `chance` of a sale in percent, which then decides the temperature.

    None: the rules judge alone.
    """

    chance: int | None

    @property
    def by(self) -> str:
        return "rules" if self.chance is None else "learned"


NOTHING_UNANSWERED = Unanswered()


def score(
    seen: Iterable[SeenSignal],
    rules: Qualification,
    now: datetime,
    *,
    unanswered: Unanswered = NOTHING_UNANSWERED,
    has_stopped: bool = False,
) -> Score:
    """Never rises by the mere passing of time. Whoever asked for silence has 0 and is never hot."""
    given = {one.signal: one for one in seen}
    guessed = implied(given.values(), rules)
    known = guessed | given
    parts = dict.fromkeys(Part, 0)
    reasons = []
    for rule in rules.rules:
        points = _points(rule, known, rules, now)
        if points is not None:
            parts[rule.part] += points
            reasons.append(Reason(key=rule.reason, points=points, is_guess=rule.signal in guessed))
    silence = _silence(rules.silence, unanswered, now)
    if silence is not None:
        parts[Part.PENALTY] += silence.points
        reasons.append(Reason(key=silence.reason, points=silence.points))
    fit = min(parts[Part.FIT], rules.fit_max)
    engagement = min(parts[Part.ENGAGEMENT], rules.engagement_max)
    points = max(0, min(_HIGHEST, fit + engagement + parts[Part.PENALTY]))
    if has_stopped:
        reasons.append(Reason(key=rules.stopped.reason, points=-points))
        return Score(points=0, fit=fit, engagement=0, reasons=tuple(reasons), temperature=Temperature.COLD)
    is_hot = any(_did_lately(urgent, known, now) for urgent in rules.hot_when)
    return Score(
        points=points,
        fit=fit,
        engagement=engagement,
        reasons=tuple(reasons),
        temperature=Temperature.HOT if is_hot else rules.temperature(points),
    )


def implied(given: Iterable[SeenSignal], rules: Qualification) -> dict[Signal, SeenSignal]:
    """Answers that behaviour gave for questions the person has not answered; the first rule that fits."""
    known = {one.signal: one for one in given}
    guessed: dict[Signal, SeenSignal] = {}
    for rule in rules.implied:
        if rule.question not in known and rule.question not in guessed and known.keys() >= set(rule.when):
            moments = [known[signal].last_at for signal in rule.when]
            if rule.within is None or max(moments) - min(moments) <= rule.within:
                guessed[rule.question] = _answer(rule, max(moments))
    return guessed


def next_question(seen: Iterable[SeenSignal], rules: Qualification, after: Signal | None = None) -> LeadQuestion | None:
    """The first one neither answered nor implied; with `after` of those behind it, so that one may be skipped."""
    given = {one.signal: one for one in seen}
    known = implied(given.values(), rules) | given
    order = [question.signal for question in rules.questions]
    begin = 0 if after not in order else order.index(after) + 1
    open_ones = (q for q in rules.questions[begin:] if q.signal not in known and not _is_pointless(q, known))
    return next(open_ones, None)


def _answer(rule: Implied, at: datetime) -> SeenSignal:
    return SeenSignal(signal=rule.question, value=rule.value, count=1, last_at=at, moments=(at,))


def _is_pointless(question: LeadQuestion, known: dict[Signal, SeenSignal]) -> bool:
    if question.unless is None:
        return False
    signal, value = question.unless
    return signal in known and known[signal].value == value


def _points(rule: Rule, known: dict[Signal, SeenSignal], rules: Qualification, now: datetime) -> int | None:
    """None when the rule says nothing of this person (any more)."""
    seen = known.get(rule.signal)
    if seen is None or (rule.value is not None and rule.value != seen.value) or _is_lifted(rule, seen, known):
        return None
    moments = seen.moments[: 1 if rule.value is not None else rule.max_times]
    worth = _faded(moments, rules, now) if rule.decays else float(len(moments))
    points = floor(rule.points * worth + 0.5)
    return None if points == 0 and rule.points else points


def _faded(moments: Sequence[datetime], rules: Qualification, now: datetime) -> float:
    return sum(float(0.5 ** max(0.0, (now - moment) / rules.half_life)) for moment in moments)


def _is_lifted(rule: Rule, seen: SeenSignal, known: dict[Signal, SeenSignal]) -> bool:
    later = None if rule.lifted_by is None else known.get(rule.lifted_by)
    return later is not None and later.last_at > seen.last_at


def _silence(rules: Iterable[SilenceRule], unanswered: Unanswered, now: datetime) -> SilenceRule | None:
    """The heaviest that holds: one silence is not punished twice."""
    since = unanswered.since
    holding = [
        rule for rule in rules if since is not None and unanswered.touches >= rule.touches and now - since >= rule.after
    ]
    return min(holding, key=lambda rule: rule.points, default=None)


def _did_lately(urgent: HotWhen, known: dict[Signal, SeenSignal], now: datetime) -> bool:
    return all(signal in known and now - known[signal].last_at <= urgent.within for signal in urgent.signals)
