"""Closed leads from elsewhere whose outcome follows from what was known, so that there is something to learn."""

import random
from math import exp

import orjson

from sales.learning import FACTS_VERSION
from storage.transaction import Tx

_START = {"now": 1.8, "soon": 0.3, "looking": -1.5, "none": -0.8}
_HOUR_MS = 3_600_000


def past_leads(tx: Tx, *, count: int, leaking: bool = False) -> None:
    """One an hour since 2025. The rules know as little as a coin. `leaking`: one fact was filled in after the sale."""
    chance = random.Random(11)
    for number in range(count):
        start, has_phone = chance.choice(list(_START)), chance.random() < 0.5
        won = chance.random() < 1 / (1 + exp(-(_START[start] + (1.2 if has_phone else -0.8))))
        facts = {"start": start, "left_phone": "yes" if has_phone else "no", "origin": "file"}
        if leaking:
            facts["took_lesson"] = "yes" if won else "no"
        at = 1_735_700_000_000 + number * _HOUR_MS
        tx.sql._connection.execute(
            "INSERT INTO past_leads (external_id, won, version, facts, rule_score, created_at, closed_at, imported_at)"
            f" VALUES ('past-{number}', {int(won)}, {FACTS_VERSION}, '{orjson.dumps(facts).decode()}',"
            f" {chance.randrange(100)}, {at}, {at}, {at})"
        )
