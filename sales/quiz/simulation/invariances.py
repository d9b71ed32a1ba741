"""What must hold to the letter: the worked example, and changes that must change nothing."""

import random
from dataclasses import replace

from sales.quiz.attempt import Attempt
from sales.quiz.design import Quiz
from sales.quiz.result import build_result
from sales.quiz.scoring import Answered, Scores, score
from sales.quiz.simulation.people import Crowd, own_profiles, person_of
from sales.quiz.simulation.rows import Row, exactly, known
from sales.quiz.simulation.runs import walk

EXAMPLE_SD = 1.18995
EXAMPLE = ("DAT", "PRO", "PRO", "DAT", "VIS", "PRO", "COD", "TXT", "VIS", "COD")
EXAMPLE_SAYS = {
    "mkt": (-4.99, 0.922, 95),
    "da": (-7.78, 0.056, 82),
    "des": (-9.15, 0.014, 77),
    "smm": (-10.20, 0.005, 66),
    "dev": (-11.83, 0.001, 63),
    "sal": (-11.85, 0.001, 63),
    "cs": (-24.15, 0.000, 5),
}
"""profession -> log posterior, posterior, percent shown. In order; `cs` is the last of all."""


def worked_example(quiz: Quiz) -> list[Row]:
    """The published answers of a marketer. Only of the table they were worked out with."""
    what = "worked example of a marketer"
    fits = len(quiz.core) == len(EXAMPLE) and all(f in q.facets for f, q in zip(EXAMPLE, quiz.core, strict=True))
    if not fits or round(quiz.sd, 5) != EXAMPLE_SD or not EXAMPLE_SAYS.keys() <= set(quiz.profession_codes()):
        return [known("T11", what, "another table")]
    answers = [Answered(question.id, facet) for question, facet in zip(quiz.core, EXAMPLE, strict=True)]
    return [exactly("T11", what, _as_published(quiz, score(quiz, answers)))]


def _as_published(quiz: Quiz, scores: Scores) -> bool:
    codes = quiz.profession_codes()
    order = [codes[j] for j in scores.order]
    said = {
        codes[j]: (scores.log_posterior[j], scores.posterior[j], scores.shown[i]) for i, j in enumerate(scores.order)
    }
    return [*order[:6], order[-1]] == [*EXAMPLE_SAYS] and all(
        abs(log - said[code][0]) < 0.005 + 1e-9 and abs(post - said[code][1]) < 0.001 and shown == said[code][2]
        for code, (log, post, shown) in EXAMPLE_SAYS.items()
    )


def invariances(quiz: Quiz, people: int = 60) -> list[Row]:
    attempts = [_attempt(quiz, number) for number in range(people)]
    turned = replace(quiz, core=tuple(replace(q, options=q.options[::-1]) for q in quiz.core))
    nothing = walk(quiz, lambda question: (None, 4_000), "nobody")
    return [
        exactly("T13", "order of options changes nothing", all(_options_turned(quiz, turned, a) for a in attempts)),
        exactly("T13", "order of answers changes nothing", all(_answers_shuffled(quiz, a) for a in attempts)),
        exactly("T13", "skipping all: every profession alike, no verdict", _all_alike(quiz, nothing)),
    ]


def _attempt(quiz: Quiz, number: int) -> Attempt:
    crowd = Crowd("ordinary", own_profiles(quiz), tau=0.5, eps=0.2)
    person = person_of(crowd, number % len(quiz.professions), random.Random(number))
    return walk(quiz, person.chooses, str(number))


def _options_turned(quiz: Quiz, turned: Quiz, attempt: Attempt) -> bool:
    """The same choices with the options in another place, for the person and in the playbook."""
    chosen = {a.question_id: (a.facet, a.took_ms or 0) for a in attempt.answers}
    again = walk(turned, lambda question: chosen[question.id], f"{attempt.shuffle_seed} again")
    return build_result(turned, again).ranking == build_result(quiz, attempt).ranking


def _answers_shuffled(quiz: Quiz, attempt: Attempt) -> bool:
    shuffled = random.Random(attempt.shuffle_seed).sample(attempt.answers, len(attempt.answers))
    return score(quiz, shuffled) == score(quiz, attempt.answers)


def _all_alike(quiz: Quiz, nothing: Attempt) -> bool:
    result, posterior = build_result(quiz, nothing), score(quiz, nothing.answers).posterior
    return result.flat and max(posterior) - min(posterior) < 1e-12 and not result.top.reasons
