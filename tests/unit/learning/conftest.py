"""Leads whose outcome was drawn from chances we know."""

import random
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from math import exp

import pytest

from sales.learning.runs import Closed

BEGIN = datetime(2026, 1, 1, tzinfo=UTC)
TRUE = {
    ("start", "now"): 1.5,
    ("start", "looking"): -1.5,
    ("left_phone", "yes"): 1.2,
    ("asked_question", "1"): 0.5,
    ("asked_question", "2+"): 1.0,
    ("goal", "none"): -1.0,
}
BANDS = {
    "start": ("none", "now", "soon", "looking"),
    "left_phone": ("no", "yes"),
    "asked_question": ("0", "1", "2+"),
    "goal": ("none", "change", "grow", "self"),
    "hour": ("night", "morning", "day", "evening"),
}

World = Callable[..., list[Closed]]


def draw(count: int, *, seed: int = 1, base: float = -0.5) -> list[Closed]:
    """One lead an hour; the hour of the day means nothing."""
    chance = random.Random(seed)
    leads = []
    for number in range(count):
        facts = {fact: chance.choice(bands) for fact, bands in BANDS.items()}
        odds = base + sum(TRUE.get(pair, 0.0) for pair in facts.items())
        won = chance.random() < 1 / (1 + exp(-odds))
        rules = round(50 + 10 * odds + chance.gauss(0, 20))
        leads.append(Closed(facts=facts, rule_score=rules, won=won, created_at=BEGIN + timedelta(hours=number)))
    return leads


@pytest.fixture(scope="session")
def many() -> list[Closed]:
    return draw(4000)
