"""Closed leads from elsewhere whose outcome follows from what was known, so that there is something to learn."""

import random
from math import exp
from pathlib import Path

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


def many_rows(path: Path, count: int) -> None:
    """A file as another system writes it: two in a hundred still open, each with a number of its own."""
    chance = random.Random(3)
    with path.open("w", encoding="cp1251") as file:
        file.write("external_id;created_at;outcome;name;phone;source;goal;start;left_phone\n")
        for number in range(count):
            outcome = chance.choices(("won", "lost", "open"), (30, 68, 2))[0]
            phone = (
                f"8 9{chance.choice((12, 16, 25))} {number // 10_000:03d}-{number // 100 % 100:02d}-{number % 100:02d}"
            )
            goal, start = chance.choice(("", "change", "self")), chance.choice(("", "now", "looking"))
            day = f"{chance.randint(1, 28):02d}.{chance.randint(1, 12):02d}.2025 {chance.randint(0, 23):02d}:30"
            yes = chance.choice(("yes", "no"))
            file.write(f"crm-{number};{day};{outcome};Имя {number};{phone};vk;{goal};{start};{yes}\n")
