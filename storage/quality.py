"""How people went through the quiz: all attempts in pieces, all opinions counted."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any

import orjson

from sales.quality import RatingCount, SeenAttempt
from storage.times import from_ms_or_none, to_ms
from storage.transaction import Tx

PIECE = 1_000


class Quality:
    def __init__(self, tx: Tx) -> None:
        self._sql = tx.sql

    def attempts(self, since: datetime | None) -> Iterator[SeenAttempt]:
        person_id = after = 0
        while True:
            rows = list(self._sql.quality_attempts(since=_from(since), person_id=person_id, after=after, size=PIECE))
            for row in rows:
                yield _seen(row)
            if len(rows) < PIECE:
                return
            person_id, after = rows[-1]["person_id"], rows[-1]["id"]

    def ratings(self, since: datetime | None) -> list[RatingCount]:
        return [
            RatingCount(rank=row["rank"], is_decoy=bool(row["is_decoy"]), liked=int(row["liked"]), of=row["total"])
            for row in self._sql.quality_ratings(since=_from(since))
        ]


def _from(since: datetime | None) -> int:
    return 0 if since is None else to_ms(since)


def _seen(row: Any) -> SeenAttempt:
    body = orjson.loads(row["body"])
    result = None if row["result"] is None else orjson.loads(row["result"])
    return SeenAttempt(
        person_id=row["person_id"],
        status=row["status"],
        seed_done=body["seed_done"],
        seed_answer=body["seed_answer"],
        answers=body["answers"],
        asked_at=from_ms_or_none(row["asked_at"]),
        top=None if result is None else result["ranking"][0]["profession"],
        careless=result is not None and result["careless"],
        flat=result is not None and result["flat"],
    )
