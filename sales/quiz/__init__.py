"""The profession-fit quiz: pure rules, standard library only. Words live in the playbook."""

from sales.quiz.attempt import (
    Ask,
    Attempt,
    AttemptStatus,
    Finished,
    Outdated,
    abandon,
    adopt,
    answer,
    back,
    next_step,
    restart,
    skip,
    start,
)
from sales.quiz.design import Option, ProfessionWeights, Question, Quiz, SeedQuestion
from sales.quiz.result import Confidence, Match, QuizResult, Reason, build_result
from sales.quiz.scoring import Answered, Scores, score

__all__ = [
    "Answered",
    "Ask",
    "Attempt",
    "AttemptStatus",
    "Confidence",
    "Finished",
    "Match",
    "Option",
    "Outdated",
    "ProfessionWeights",
    "Question",
    "Quiz",
    "QuizResult",
    "Reason",
    "Scores",
    "SeedQuestion",
    "abandon",
    "adopt",
    "answer",
    "back",
    "build_result",
    "next_step",
    "restart",
    "score",
    "skip",
    "start",
]
