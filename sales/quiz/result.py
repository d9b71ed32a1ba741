"""What a person is told: three professions, why, how sure we are, and what speaks against."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import Any

from sales.quiz.attempt import FLAT_SKIPS, Attempt, core_skips
from sales.quiz.carelessness import is_careless
from sales.quiz.confidence import Confidence, Wording, confidence_word, wording
from sales.quiz.design import Quiz
from sales.quiz.rating import TOP, Decoy, choose_decoy
from sales.quiz.scoring import Answered, score


@dataclass(frozen=True, slots=True)
class Reason:
    """An answer the person really gave, so every reason can be traced to it."""

    question_id: str
    facet: str


@dataclass(frozen=True, slots=True)
class Match:
    """`percent` is 5 to 95. `reasons`: up to three answers for it; `minus`: the one most against it."""

    profession: str
    percent: int
    reasons: tuple[Reason, ...]
    minus: Reason | None


@dataclass(frozen=True, slots=True)
class QuizResult:
    """`ranking`: the top three, fewer once a profession leaves the playbook; `least`: the last of all.

    `flat`: no verdict. `careless`: offer a retake.
    `decoy` is never shown as one; results of earlier versions of the program have none.
    """

    ranking: tuple[Match, ...]
    least: Match
    confidence: Confidence
    flat: bool
    careless: bool
    seed_answer: str | None
    playbook_version: str
    decoy: Decoy | None = None

    @property
    def top(self) -> Match:
        return self.ranking[0]

    @property
    def wording(self) -> Wording:
        """Wherever the result is told, in these words."""
        gap = self.top.percent - (self.ranking[1].percent if len(self.ranking) > 1 else 0)
        return wording(self.confidence, gap, careless=self.careless)

    def to_json(self) -> dict[str, Any]:
        return {**asdict(self), "confidence": self.confidence.value}

    @classmethod
    def from_json(cls, data: dict[str, Any]) -> "QuizResult":
        return cls(
            ranking=tuple(_match_from(item) for item in data["ranking"]),
            least=_match_from(data["least"]),
            confidence=Confidence(data["confidence"]),
            flat=data["flat"],
            careless=data["careless"],
            seed_answer=data["seed_answer"],
            playbook_version=data["playbook_version"],
            decoy=Decoy(**decoy) if (decoy := data.get("decoy")) else None,
        )


def build_result(quiz: Quiz, attempt: Attempt) -> QuizResult:
    """The result of the answers given so far; meant for a finished attempt, works for any."""
    scores = score(quiz, attempt.answers)
    matches = [_match(quiz, attempt.answers, j, scores.shown[place]) for place, j in enumerate(scores.order)]
    word = confidence_word(max(scores.confidence))
    flat = word is Confidence.FLAT or core_skips(quiz, attempt.answers) > FLAT_SKIPS
    return QuizResult(
        ranking=tuple(matches[:TOP]),
        least=matches[-1],
        confidence=Confidence.FLAT if flat else word,
        flat=flat,
        careless=is_careless(quiz, attempt),
        seed_answer=attempt.seed_answer,
        playbook_version=quiz.version,
        decoy=choose_decoy(attempt.shuffle_seed, [match.profession for match in matches]),
    )


def _match(quiz: Quiz, answers: Sequence[Answered], j: int, percent: int) -> Match:
    lifts = [
        (quiz.likelihoods[a.question_id].lift[a.facet][j], Reason(a.question_id, a.facet))
        for a in answers
        if a.facet is not None
    ]
    best: dict[str, Reason] = {}
    for lift, reason in sorted(lifts, key=lambda pair: -pair[0]):
        if lift > 0:
            best.setdefault(reason.facet, reason)
    against = [pair for pair in lifts if pair[0] < 0 and pair[1].facet not in best]
    return Match(
        profession=quiz.professions[j].code,
        percent=percent,
        reasons=tuple(best.values())[:3],
        minus=min(against, key=lambda pair: pair[0])[1] if against else None,
    )


def _match_from(data: dict[str, Any]) -> Match:
    return Match(
        profession=data["profession"],
        percent=data["percent"],
        reasons=tuple(Reason(**reason) for reason in data["reasons"]),
        minus=Reason(**data["minus"]) if data["minus"] else None,
    )
