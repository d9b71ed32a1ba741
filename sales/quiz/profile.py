"""What a person chose more often, facet by facet: a picture of one person, never a measure between people."""

from collections.abc import Iterable
from dataclasses import dataclass

from sales.quiz.design import Quiz
from sales.quiz.scoring import Answered


@dataclass(frozen=True, slots=True)
class FacetShare:
    """`chosen` of the `offered` times this facet stood among the options of a question the person answered."""

    facet: str
    chosen: int
    offered: int


def facet_profile(quiz: Quiz, answers: Iterable[Answered]) -> tuple[FacetShare, ...]:
    """Every facet that was offered, strongest first; skipped questions and those that left the quiz do not count.

    Must not be compared between people: each choice of one facet is a refusal of two others, so everybody's choices
    add up to the same sum, and one person's three of four may be a milder liking than another's two of four. Within
    one person the order is sound. Ties keep the playbook's order.
    """
    chosen = dict.fromkeys(quiz.facets, 0)
    offered = dict.fromkeys(quiz.facets, 0)
    for answered in answers:
        question = quiz.questions.get(answered.question_id)
        if question is None or answered.facet not in question.facets:
            continue
        chosen[answered.facet] += 1
        for facet in question.facets:
            offered[facet] += 1
    shares = [FacetShare(facet, chosen[facet], offered[facet]) for facet in quiz.facets if offered[facet]]
    return tuple(sorted(shares, key=_strength, reverse=True))


def _strength(share: FacetShare) -> float:
    """Drawn towards one in three, what chance gives: two of two is less certain than four of four."""
    return (share.chosen + 1) / (share.offered + 3)
