"""What we must beat: the usual marketing quiz, where every option is a profession and the most pressed one wins."""

import random
from collections import Counter
from collections.abc import Sequence
from math import fsum

from sales.quiz.simulation.people import Crowd, Profile, hesitation, person_of

OPTIONS = 3


def naive_shares(crowd: Crowd, *, questions: int, people: int, seed: int) -> tuple[float, float]:
    """(the right profession first, among the first three) for a quiz of so many questions with three professions each.

    Every profession appears equally often. A person likes a profession as much as it resembles them, hesitates as
    everywhere in the simulation, and presses at random with the crowd's eps.
    """
    draw = random.Random(f"{seed}/naive/{questions}/{crowd.name}")
    number = len(crowd.profiles)
    first = three = 0
    for i in range(people):
        truth = i % number
        person = person_of(crowd, truth, draw)
        liking = [_alike(person.taste, profile) for profile in crowd.profiles]
        pressed: Counter[int] = Counter()
        for options in _sheet(draw, number, questions):
            if draw.random() < crowd.eps:
                pressed[draw.choice(options)] += 1
            else:
                pressed[max(options, key=lambda j: liking[j] + hesitation(draw))] += 1
        ranking = sorted(range(number), key=lambda j: (-pressed[j], draw.random()))
        first += ranking[0] == truth
        three += truth in ranking[:3]
    return first / people, three / people


def _sheet(draw: random.Random, professions: int, questions: int) -> list[Sequence[int]]:
    """Rounds in which every profession appears once, cut into questions."""
    deck: list[int] = []
    while len(deck) < questions * OPTIONS:
        deck += draw.sample(range(professions), professions)
    return [deck[i * OPTIONS : (i + 1) * OPTIONS] for i in range(questions)]


def _alike(taste: Profile, profile: Profile) -> float:
    return fsum(taste[facet] * profile[facet] for facet in profile) / len(profile)
