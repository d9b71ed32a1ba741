"""A database full of quiz attempts: simulated people, written in one go."""

import json
from collections.abc import Iterator
from itertools import islice
from typing import Any

from sales.quiz import Attempt, Quiz, build_result
from sales.quiz.simulation.people import person_of
from sales.quiz.simulation.plan import crowds
from sales.quiz.simulation.runs import walk
from storage.times import to_ms
from storage.transaction import Tx
from tests.storage.making import NOW, add_person

KINDS = 300
_COLUMNS = "token, person_id, status, body, result, asked_at, started_at, finished_at"


def finished(quiz: Quiz, count: int = KINDS) -> list[tuple[Attempt, Any]]:
    """So many different attempts with their results."""
    import random

    crowd, draw = crowds(quiz, None)["ordinary"], random.Random(7)
    found = []
    for number in range(count):
        person = person_of(crowd, number % len(quiz.professions), draw)
        attempt = walk(quiz, person.chooses, str(number))
        found.append((attempt, build_result(quiz, attempt)))
    return found


def fill(tx: Tx, quiz: Quiz, count: int) -> None:
    """Every tenth person takes it twice; every fifth attempt stopped after some answers, two days ago."""
    kinds = finished(quiz)
    bodies = [json.dumps(attempt.to_json()) for attempt, _ in kinds]
    halves = [
        json.dumps({**a.to_json(), "answers": a.to_json()["answers"][: i % 10]}) for i, (a, _) in enumerate(kinds)
    ]
    results = [json.dumps(result.to_json()) for _, result in kinds]
    anna = add_person(tx)
    people = [(n,) for n in range(anna.id + 1, anna.id + 1 + count - count // 10)]
    mark = "?" if tx.dialect == "sqlite" else "%s"
    cursor = tx.sql._connection.cursor()
    cursor.executemany(
        f"INSERT INTO people (telegram_id, first_name, language, created_at, seen_at) VALUES ({mark}, 'x', 'ru', 0, 0)",
        [(10_000 + n,) for (n,) in people],
    )
    ago = to_ms(NOW) - 2 * 24 * 3_600_000

    def rows() -> Iterator[tuple[Any, ...]]:
        for n in range(count):
            person, kind, is_over = people[n % len(people)][0], n % KINDS, n % 5 != 0
            yield (
                f"many-{n:020d}",
                person,
                "finished" if is_over else ("abandoned" if n >= len(people) else "running"),
                bodies[kind] if is_over else halves[kind],
                results[kind] if is_over else None,
                ago,
                ago,
                ago if is_over else None,
            )

    made = rows()
    while piece := list(islice(made, 5_000)):
        cursor.executemany(f"INSERT INTO quiz_attempts ({_COLUMNS}) VALUES ({', '.join([mark] * 8)})", piece)
