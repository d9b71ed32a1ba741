"""Can everyone be found? Each profession's ideal respondent must get that profession first."""

from collections.abc import Iterator

from playbook.build import build_design
from playbook.shapes import ProfessionsFile, QuizFile
from sales.quiz import Ask, Attempt, Quiz, answer, build_result, next_step, start


def unreachable(table: ProfessionsFile, words: QuizFile) -> Iterator[tuple[int, str]]:
    """(index of the profession, who wins instead)."""
    quiz = build_design(table, words)
    for i, row in enumerate(quiz.professions):
        winner = build_result(quiz, ideal_attempt(quiz, dict(zip(quiz.facets, row.weights, strict=True)))).top
        if winner.profession != row.code:
            yield i, winner.profession


def ideal_attempt(quiz: Quiz, weights: dict[str, int]) -> Attempt:
    """Someone who always picks what the profession asks for most."""
    attempt = start(quiz, token="ideal", shuffle_seed="ideal")
    while isinstance(step := next_step(quiz, attempt), Ask):
        option_id = step.option_ids[0]
        if not step.is_seed:
            options = quiz.questions[step.question_id].options
            option_id = max(options, key=lambda option: weights[option.facet]).id
        moved = answer(quiz, attempt, step.question_id, option_id, took_ms=None)
        if not isinstance(moved, Attempt):
            raise AssertionError("the question just asked cannot be outdated")
        attempt = moved
    return attempt
