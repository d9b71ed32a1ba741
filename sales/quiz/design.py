"""What the quiz measures with: facets, profession weights, questions. Tables are computed once per design."""

import math
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Option:
    """`facet` is what choosing this option says about the person."""

    id: str
    facet: str


@dataclass(frozen=True, slots=True)
class Question:
    id: str
    options: tuple[Option, ...]

    def facet_of(self, option_id: str) -> str | None:
        return next((option.facet for option in self.options if option.id == option_id), None)

    @property
    def facets(self) -> tuple[str, ...]:
        return tuple(option.facet for option in self.options)


@dataclass(frozen=True, slots=True)
class SeedQuestion:
    """The warm-up question: shown first, never scored, only used in the words of the result."""

    id: str
    option_ids: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ProfessionWeights:
    """One row of the table: how much of each facet (0 to 4) it asks for, in the order of facets."""

    code: str
    weights: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Likelihood:
    """One question seen by every profession (tuples run over professions in the design's order)."""

    log_chance: dict[str, tuple[float, ...]]
    """facet -> ln P(this option | profession)"""
    chance: tuple[tuple[float, ...], ...]
    """option -> P(option | profession)"""
    lift: dict[str, tuple[float, ...]]
    """facet -> standardised weight above the question's mean: what the answer says for the profession"""
    gain: dict[str, tuple[int, ...]]
    """facet -> raw weight above the question's lowest option"""
    span: tuple[int, ...]
    """highest minus lowest raw weight in the question"""


@dataclass(frozen=True, slots=True)
class Quiz:
    """The instrument. Raises ValueError when a question names a facet that the table lacks.

    `stop_at` is the posterior at which tie-breaking ends; `temperature` tempers the confidence put in words.
    """

    version: str
    facets: tuple[str, ...]
    professions: tuple[ProfessionWeights, ...]
    seed: SeedQuestion
    core: tuple[Question, ...]
    tie_breaks: tuple[Question, ...]
    stop_at: float = 0.85
    max_extra: int = 5
    temperature: float = 1.5
    sd: float = field(init=False, compare=False)
    """Standard deviation of the row-centred table."""
    likelihoods: dict[str, Likelihood] = field(init=False, repr=False, compare=False)
    questions: dict[str, Question] = field(init=False, repr=False, compare=False)
    core_ids: frozenset[str] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        centred = [_centred(row.weights) for row in self.professions]
        cells = [cell for row in centred for cell in row]
        sd = math.sqrt(math.fsum(cell * cell for cell in cells) / len(cells)) or 1.0
        scaled = [[cell / sd for cell in row] for row in centred]
        everything = {question.id: question for question in (*self.core, *self.tie_breaks)}
        object.__setattr__(self, "sd", sd)
        object.__setattr__(self, "questions", everything)
        object.__setattr__(self, "core_ids", frozenset(question.id for question in self.core))
        likelihoods = {id_: self._likelihood(question, scaled) for id_, question in everything.items()}
        object.__setattr__(self, "likelihoods", likelihoods)

    def _likelihood(self, question: Question, scaled: list[list[float]]) -> Likelihood:
        columns = [self.facets.index(facet) for facet in question.facets]
        per_profession = [[row[column] for column in columns] for row in scaled]
        raw = [[row.weights[column] for column in columns] for row in self.professions]
        log_chance = {
            facet: tuple(row[i] - _log_sum(row) for row in per_profession) for i, facet in enumerate(question.facets)
        }
        return Likelihood(
            log_chance=log_chance,
            chance=tuple(tuple(math.exp(v) for v in log_chance[facet]) for facet in question.facets),
            lift={
                facet: tuple(row[i] - math.fsum(row) / len(row) for row in per_profession)
                for i, facet in enumerate(question.facets)
            },
            gain={facet: tuple(row[i] - min(row) for row in raw) for i, facet in enumerate(question.facets)},
            span=tuple(max(row) - min(row) for row in raw),
        )

    def profession_codes(self) -> tuple[str, ...]:
        return tuple(row.code for row in self.professions)


def _centred(weights: tuple[int, ...]) -> list[float]:
    mean = math.fsum(weights) / len(weights)
    return [weight - mean for weight in weights]


def _log_sum(row: list[float]) -> float:
    return math.log(math.fsum(math.exp(value) for value in row))
