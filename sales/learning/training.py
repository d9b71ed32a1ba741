"""From closed leads to a model and its report, or to the reason why not."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from sales.learning.facts import ORDER, UNKNOWN, Facts
from sales.learning.measures import auc, auc_error, brier, ece, lift, threshold
from sales.learning.model import LearnedModel
from sales.learning.regression import Columns, fit, grouped
from sales.learning.runs import NEEDED, NEEDED_OF_EACH, Closed, Figures, Report
from sales.playbook import Temperature

NEWEST = 20_000
"""Only so many leads are looked at, the newest: enough for every weight, and seconds in plain Python."""

PER_COLUMN = 10
"""Leads of the rarer kind for each column that has a say; with fewer, weights say more than the leads do."""

KEPT_ASIDE = 0.3
HOT_SHARE, WARM_SHARE = 0.2, 0.5


class TooFewOutcomes(Exception):
    """Not enough closed leads, or nothing that differs between them."""


@dataclass(frozen=True, slots=True)
class Column:
    fact: str
    band: str

    @property
    def name(self) -> str:
        return f"{self.fact}={self.band}"


def train(leads: Iterable[Closed], *, id: int, left_out: int = 0) -> tuple[LearnedModel, Report]:
    """The same leads give the same model. Raises TooFewOutcomes.

    The report is made on the newest 30% of the sales and of the losses, which the model has not seen: so it is to
    foretell what came later, as in use. The model that stays then learns from all of them, with the same columns.
    """
    known = sorted(leads, key=lambda lead: (lead.created_at, sorted(lead.facts.items()), lead.won))
    won = sum(lead.won for lead in known)
    if len(known) < NEEDED or min(won, len(known) - won) < NEEDED_OF_EACH:
        raise TooFewOutcomes
    older, newer = _parted(known)
    kept, dropped = choose_columns(older)
    if not kept:
        raise TooFewOutcomes
    seen_by = learn(older, kept, id=id)
    chances = [seen_by.probability(lead.facts) for lead in newer]
    model = learn(known, kept, id=id)
    report = Report(
        trained_on=len(older),
        tested_on=len(newer),
        left_out=left_out,
        won=won,
        learned=_figures(chances, newer, are_chances=True),
        rules=_figures([lead.rule_score for lead in newer], newer, are_chances=False),
        conversion=_conversion(seen_by, chances, newer),
        kept=tuple(column.name for column in kept),
        dropped=tuple(column.name for column in dropped),
    )
    return model, report


def choose_columns(leads: Sequence[Closed]) -> tuple[list[Column], list[Column]]:
    """Which bands get a weight of their own, and which do not: those of fewer than ten leads go first, then the least
    telling, until ten leads of the rarer kind stand behind each. The commonest band is what others are compared with.
    """
    candidates: list[Column] = []
    rare: list[Column] = []
    for fact in ORDER:
        bands = Counter(lead.facts.get(fact, UNKNOWN) for lead in leads)
        _, *others = sorted(bands, key=lambda band: (-bands[band], band))
        candidates += [Column(fact, band) for band in others if bands[band] >= PER_COLUMN]
        rare += [Column(fact, band) for band in others if bands[band] < PER_COLUMN]
    won = sum(lead.won for lead in leads)
    room = min(won, len(leads) - won) // PER_COLUMN
    return candidates[:room], candidates[room:] + rare


def learn(leads: Sequence[Closed], kept: Sequence[Column], *, id: int) -> LearnedModel:
    places = {(column.fact, column.band): place for place, column in enumerate(kept)}
    facts = sorted({column.fact for column in kept})

    def columns_of(lead: Facts) -> Columns:
        found = (places.get((fact, lead.get(fact, UNKNOWN))) for fact in facts)
        return tuple(sorted(place for place in found if place is not None))

    intercept, found = fit(grouped((columns_of(lead.facts), lead.won) for lead in leads), len(kept))
    weights: dict[str, dict[str, float]] = {}
    usual: dict[str, float] = {}
    for fact in facts:
        bands = Counter(lead.facts.get(fact, UNKNOWN) for lead in leads)
        weighed = {band: found[places[fact, band]] if (fact, band) in places else 0.0 for band in sorted(bands)}
        weights[fact] = weighed
        usual[fact] = sum(weighed[band] * leads_with for band, leads_with in sorted(bands.items())) / len(leads)
    unsorted = LearnedModel(id=id, intercept=intercept, weights=weights, usual=usual, hot_at=1.0, warm_at=1.0)
    chances = [unsorted.probability(lead.facts) for lead in leads]
    return LearnedModel(
        id=id,
        intercept=intercept,
        weights=weights,
        usual=usual,
        hot_at=threshold(chances, HOT_SHARE),
        warm_at=threshold(chances, WARM_SHARE),
    )


def _parted(known: Sequence[Closed]) -> tuple[list[Closed], list[Closed]]:
    """The older and the newer part, each with the same share of sales."""
    older: list[Closed] = []
    newer: list[Closed] = []
    for kind in (True, False):
        these = [lead for lead in known if lead.won is kind]
        edge = len(these) - round(KEPT_ASIDE * len(these))
        older += these[:edge]
        newer += these[edge:]
    return older, newer


def _figures(scores: Sequence[float], leads: Sequence[Closed], *, are_chances: bool) -> Figures:
    won = [lead.won for lead in leads]
    area = auc(scores, won)
    return Figures(
        auc=area,
        auc_error=auc_error(area, sum(won), len(won) - sum(won)),
        lift=lift(scores, won),
        ece=ece(scores, won) if are_chances else None,
        brier=brier(scores, won) if are_chances else None,
    )


def _conversion(model: LearnedModel, chances: Sequence[float], leads: Sequence[Closed]) -> dict[str, tuple[int, int]]:
    found = {temperature.value: (0, 0) for temperature in Temperature}
    for chance, lead in zip(chances, leads, strict=True):
        key = model.temperature(chance).value
        found[key] = (found[key][0] + 1, found[key][1] + lead.won)
    return found
