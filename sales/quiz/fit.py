"""Do the answers hang together? How likely they are for the very profession they point to."""

import math
from collections.abc import Sequence

from sales.quiz.design import Quiz
from sales.quiz.scoring import Answered, log_posterior, rank

MISFIT = -1.2
"""Over the ten core answers one honest respondent in twenty is below it, and two random clickers in five: as
simulated with people who are not quite what the table says (`make simulate`, T8)."""


def person_fit(quiz: Quiz, answers: Sequence[Answered]) -> float:
    """lz: the log-likelihood of the answers under the best profession, standardised by what that profession expects.

    About 0 or above for people who answer by their inclinations, below for those who press at random. Skips say
    nothing; without a telling answer the value is 0.0. Weak evidence (a dozen answers): never to be used alone.
    Source: Drasgow, Levine, Williams 1985, doi 10.1111/j.2044-8317.1985.tb00817.x (the polytomous lz).
    """
    known = [(quiz.likelihoods[a.question_id], a.facet) for a in answers if a.facet is not None]
    best = rank(log_posterior(quiz, answers))[0]
    got = expected = variance = 0.0
    for likelihood, facet in known:
        logs = [row[best] for row in likelihood.log_chance.values()]
        mean = math.fsum(math.exp(log) * log for log in logs)
        expected += mean
        variance += math.fsum(math.exp(log) * (log - mean) ** 2 for log in logs)
        got += likelihood.log_chance[facet][best]
    return (got - expected) / math.sqrt(variance) if variance > 1e-12 else 0.0
