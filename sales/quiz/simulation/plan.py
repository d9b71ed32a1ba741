"""Which crowds take the quiz, in pieces that may run anywhere and in any order."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from sales.quiz.design import Quiz
from sales.quiz.simulation.people import Crowd, Profile, indifferent, own_profiles
from sales.quiz.simulation.runs import Outcome, simulate

SEED = 2026
CHUNK = 600

Found = Mapping[str, list[tuple[Outcome, ...]]]
"""crowd -> its people, each with the outcomes of every time they took the quiz"""


@dataclass(frozen=True, slots=True)
class Job:
    """A piece of one crowd."""

    quiz: Quiz
    crowd: Crowd
    chunk: int

    def __call__(self) -> list[tuple[Outcome, ...]]:
        return simulate(self.quiz, self.crowd, seed=SEED, chunk=self.chunk, size=CHUNK)


def jobs(quiz: Quiz, independent: tuple[Profile, ...] | None, people: int) -> Iterator[Job]:
    """`people` per crowd, rounded up to whole pieces."""
    core_only = replace(quiz, max_extra=0)
    for crowd in crowds(quiz, independent).values():
        for chunk in range(-(-people // CHUNK)):
            yield Job(core_only if crowd.name == "retest" else quiz, crowd, chunk)


def crowds(quiz: Quiz, independent: tuple[Profile, ...] | None) -> dict[str, Crowd]:
    """A: people are rows of the table. B: people are what O*NET measured, where it knows these professions."""
    own = own_profiles(quiz)
    found = [
        Crowd("decided", own, tau=0.0, eps=0.0),
        Crowd("ordinary", own, tau=0.5, eps=0.2, median_ms=3_000),
        Crowd("noisy", own, tau=0.5, eps=0.3),
        Crowd("clicker", own, tau=0.0, eps=1.0, median_ms=1_000),
        Crowd("indifferent", indifferent(quiz), tau=0.0, eps=0.2),
    ]
    if independent is not None:
        found.append(Crowd("independent", independent, tau=0.5, eps=0.2, median_ms=3_000))
        found.append(Crowd("retest", independent, tau=0.5, eps=0.2, times=2))
    return {crowd.name: crowd for crowd in found}
