"""What a person is told: three professions, why, how sure we are, and what speaks against."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from enum import StrEnum
from typing import Any

from sales.quiz.attempt import FLAT_SKIPS, Attempt, core_skips, option_order
from sales.quiz.design import Quiz
from sales.quiz.scoring import Answered, score

FAST_MS = 1_500
SURE_AT = 0.80
CLOSE_AT = 0.45
SAME_PLACE_RUN = 6


class Confidence(StrEnum):
    SURE = "sure"
    CLOSE = "close"
    FLAT = "flat"


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
    """`ranking`: the top three; `least`: the last of all. `flat`: no verdict. `careless`: offer a retake."""

    ranking: tuple[Match, ...]
    least: Match
    confidence: Confidence
    flat: bool
    careless: bool
    seed_answer: str | None
    playbook_version: str

    @property
    def top(self) -> Match:
        return self.ranking[0]

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
        )


def build_result(quiz: Quiz, attempt: Attempt) -> QuizResult:
    """The result of the answers given so far; meant for a finished attempt, works for any."""
    scores = score(quiz, attempt.answers)
    matches = [_match(quiz, attempt.answers, j, scores.shown[place]) for place, j in enumerate(scores.order)]
    word = confidence_word(max(scores.confidence))
    flat = word is Confidence.FLAT or core_skips(quiz, attempt.answers) > FLAT_SKIPS
    return QuizResult(
        ranking=tuple(matches[:3]),
        least=matches[-1],
        confidence=Confidence.FLAT if flat else word,
        flat=flat,
        careless=is_careless(quiz, attempt),
        seed_answer=attempt.seed_answer,
        playbook_version=quiz.version,
    )


def confidence_word(highest: float) -> Confidence:
    if highest >= SURE_AT:
        return Confidence.SURE
    return Confidence.CLOSE if highest >= CLOSE_AT else Confidence.FLAT


def is_careless(quiz: Quiz, attempt: Attempt) -> bool:
    """Half of the core answered under 1.5 s; a long run of presses in one place lowers the bar by one.

    Such a run happens by chance to one honest person in seventy, so it accuses nobody on its own.
    """
    core = [a for a in attempt.answers if a.question_id in quiz.core_ids]
    fast = sum(1 for a in core if a.took_ms is not None and a.took_ms < FAST_MS)
    half = (len(quiz.core) + 1) // 2
    return fast >= half or (fast >= half - 1 and longest_run(quiz, attempt.shuffle_seed, core) >= SAME_PLACE_RUN)


def longest_run(quiz: Quiz, shuffle_seed: str, answers: Sequence[Answered]) -> int:
    """The longest series of answers pressed in the same place on the screen; a skip breaks it."""
    longest = run = 0
    previous: int | None = None
    for answered in answers:
        place = _place(quiz, shuffle_seed, answered)
        run = run + 1 if place is not None and place == previous else int(place is not None)
        longest, previous = max(longest, run), place
    return longest


def _place(quiz: Quiz, shuffle_seed: str, answered: Answered) -> int | None:
    question = quiz.questions[answered.question_id]
    chosen = next((o.id for o in question.options if o.facet == answered.facet), None)
    order = option_order(shuffle_seed, question.id, tuple(o.id for o in question.options))
    return None if chosen is None else order.index(chosen)


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
