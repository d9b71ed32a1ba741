"""Was the quiz answered or only clicked through? A reason to offer another try, never to accuse."""

from collections.abc import Sequence

from sales.quiz.attempt import Attempt, option_order
from sales.quiz.design import Quiz
from sales.quiz.fit import MISFIT, person_fit
from sales.quiz.scoring import Answered

FAST_MS = 1_500
SAME_PLACE_RUN = 6


def is_careless(quiz: Quiz, attempt: Attempt) -> bool:
    """Half of the core answered under 1.5 s; or answers that do not hang together AND a long run in one place.

    Either of the last two happens to honest people by chance (one in twenty, one in seventy), so neither counts alone.
    """
    core = [a for a in attempt.answers if a.question_id in quiz.core_ids]
    fast = sum(1 for a in core if a.took_ms is not None and a.took_ms < FAST_MS)
    if fast >= (len(quiz.core) + 1) // 2:
        return True
    return longest_run(quiz, attempt.shuffle_seed, core) >= SAME_PLACE_RUN and person_fit(quiz, core) < MISFIT


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
