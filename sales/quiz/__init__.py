"""The profession-fit quiz: pure rules, standard library only. Words live in the playbook."""

from sales.quiz.attempt import (
    Ask,
    Attempt,
    AttemptStatus,
    Finished,
    Outdated,
    abandon,
    adopt,
    adopt_answers,
    answer,
    back,
    next_step,
    restart,
    skip,
    start,
)
from sales.quiz.carelessness import is_careless
from sales.quiz.confidence import Confidence, Wording
from sales.quiz.contrast import difference, spread
from sales.quiz.design import Option, ProfessionWeights, Question, Quiz, SeedQuestion
from sales.quiz.rating import Decoy, Rated, panel
from sales.quiz.result import Match, QuizResult, Reason, build_result
from sales.quiz.scoring import Answered, Scores, score

__all__ = [
    "Answered",
    "Ask",
    "Attempt",
    "AttemptStatus",
    "Confidence",
    "Decoy",
    "Finished",
    "Match",
    "Option",
    "Outdated",
    "ProfessionWeights",
    "Question",
    "Quiz",
    "QuizResult",
    "Rated",
    "Reason",
    "Scores",
    "SeedQuestion",
    "Wording",
    "abandon",
    "adopt",
    "adopt_answers",
    "answer",
    "back",
    "build_result",
    "difference",
    "is_careless",
    "next_step",
    "panel",
    "restart",
    "score",
    "skip",
    "spread",
    "start",
]
