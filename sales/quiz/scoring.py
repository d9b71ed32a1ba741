"""From answers to a ranking of professions: multinomial log-likelihood with a uniform prior.

The prior is uniform on purpose: what the business would like to sell never moves a result.
"""

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from sales.quiz.design import Question, Quiz


@dataclass(frozen=True, slots=True)
class Answered:
    """`facet` is None for a skip. `took_ms`: from the question shown to the press, None if unknown."""

    question_id: str
    facet: str | None
    took_ms: int | None = None


@dataclass(frozen=True, slots=True)
class Scores:
    """All that the answers say. Tuples run over professions in the design's order, unless said otherwise."""

    log_posterior: tuple[float, ...]
    posterior: tuple[float, ...]
    confidence: tuple[float, ...]
    order: tuple[int, ...]
    """indexes of professions, best first"""
    shown: tuple[int, ...]
    """percent shown to people, in the order of `order`"""


def log_posterior(quiz: Quiz, answers: Iterable[Answered]) -> tuple[float, ...]:
    """Unnormalised. fsum makes it independent of the order of answers to the last bit."""
    rows = [quiz.likelihoods[a.question_id].log_chance[a.facet] for a in answers if a.facet is not None]
    if not rows:
        return (0.0,) * len(quiz.professions)
    return tuple(math.fsum(column) for column in zip(*rows, strict=True))


def posterior(log_post: Sequence[float], temperature: float = 1.0) -> tuple[float, ...]:
    peak = max(log_post)
    grown = [math.exp((value - peak) / temperature) for value in log_post]
    total = math.fsum(grown)
    return tuple(value / total for value in grown)


def confidence(quiz: Quiz, log_post: Sequence[float]) -> tuple[float, ...]:
    """The posterior tempered to what honest respondents showed: the one that words may be built on."""
    return posterior(log_post, quiz.temperature)


def rank(log_post: Sequence[float]) -> tuple[int, ...]:
    """Best first; an exact tie keeps the playbook's order of professions."""
    return tuple(sorted(range(len(log_post)), key=lambda j: -log_post[j]))


def shown_percent(quiz: Quiz, answers: Iterable[Answered], order: Sequence[int]) -> tuple[int, ...]:
    """Percents for people in the order of `order`: 5 to 95, integers only, never rising down the ranking.

    The match is first rounded to a whole percent and then stretched to 5..95, so anyone can redo it on paper.
    Where nothing was answered (or nothing that tells options apart) the percent is 50.
    """
    known = [a for a in answers if a.facet is not None]
    shown: list[int] = []
    ceiling = 95
    for j in order:
        got = sum(quiz.likelihoods[a.question_id].gain[a.facet][j] for a in known if a.facet is not None)
        of = sum(quiz.likelihoods[a.question_id].span[j] for a in known)
        percent = (500 + 90 * _half_up(100 * got, of) + 50) // 100 if of else 50
        ceiling = max(5, min(ceiling, percent))
        shown.append(ceiling)
    return tuple(shown)


def _half_up(numerator: int, denominator: int) -> int:
    return (2 * numerator + denominator) // (2 * denominator)


def score(quiz: Quiz, answers: Sequence[Answered]) -> Scores:
    log_post = log_posterior(quiz, answers)
    order = rank(log_post)
    return Scores(
        log_posterior=log_post,
        posterior=posterior(log_post),
        confidence=confidence(quiz, log_post),
        order=order,
        shown=shown_percent(quiz, answers, order),
    )


def best_tie_break(quiz: Quiz, post: Sequence[float], asked: frozenset[str]) -> Question | None:
    """The bank question that is expected to leave the least doubt (entropy) about the profession."""
    candidates = [question for question in quiz.tie_breaks if question.id not in asked]
    return min(candidates, key=lambda q: expected_entropy(quiz, post, q.id), default=None)


def expected_entropy(quiz: Quiz, post: Sequence[float], question_id: str) -> float:
    """Entropy (nats) of the posterior after the question, averaged over its possible answers."""
    log = math.log
    doubt = 0.0
    for chances in quiz.likelihoods[question_id].chance:
        joint = [p * c for p, c in zip(post, chances, strict=True) if p > 1e-15]
        total = sum(joint)
        doubt += total * log(total) - sum(value * log(value) for value in joint)
    return doubt
