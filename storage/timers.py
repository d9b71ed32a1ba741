"""Timers as rows: planned once per dedupe key, claimed in batches, cancelled by subject."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

import orjson

from sales.timers import Timer, TimerKind
from storage.times import from_ms, from_ms_or_none, to_ms, to_ms_or_none
from storage.transaction import Tx


class Timers:
    def __init__(self, tx: Tx) -> None:
        self._sql = tx.sql

    def plan(
        self,
        kind: TimerKind,
        *,
        subject: str,
        due_at: datetime,
        dedupe_key: str,
        now: datetime,
        params: Mapping[str, Any],
        person_id: int | None = None,
        expires_at: datetime | None = None,
    ) -> bool:
        """False when this key was planned before: the first plan stands."""
        changed = self._sql.timer_plan(
            kind=kind.value,
            subject=subject,
            person_id=person_id,
            params=orjson.dumps(params).decode(),
            due_at=to_ms(due_at),
            expires_at=to_ms_or_none(expires_at),
            dedupe_key=dedupe_key,
            now=to_ms(now),
        )
        return bool(changed)

    def due(self, now: datetime, limit: int) -> list[Timer]:
        return [_timer(row) for row in self._sql.timers_due(now=to_ms(now), limit=limit)]

    def close(self, id: int, *, now: datetime, state: str = "done", reason: str | None = None) -> bool:
        """Ends an open timer as done or skipped; False when it was closed or cancelled meanwhile."""
        return bool(self._sql.timer_close(id=id, state=state, reason=reason, now=to_ms(now)))

    def postpone(self, id: int, due_at: datetime) -> None:
        self._sql.timer_postpone(id=id, due_at=to_ms(due_at))

    def failed(self, id: int, *, again_at: datetime, reason: str) -> int:
        """Count a failure and try later; how many there have been."""
        row = self._sql.timer_failed(id=id, due_at=to_ms(again_at), reason=reason)
        return 0 if row is None else int(row["attempts"])

    def cancel(self, subject: str, *, reason: str, now: datetime, kind: TimerKind | None = None) -> int:
        kind_name = "" if kind is None else kind.value
        return int(self._sql.timers_cancel(subject=subject, kind=kind_name, reason=reason, now=to_ms(now)))

    def cancel_person(self, person_id: int, *, reason: str, now: datetime) -> int:
        return int(self._sql.timers_cancel_person(person_id=person_id, reason=reason, now=to_ms(now)))

    def later_due(self, timer: Timer, now: datetime) -> bool:
        """Whether a later timer for the same person is overdue as well."""
        if timer.person_id is None:
            return False
        row = self._sql.timers_later_due(
            person_id=timer.person_id, now=to_ms(now), due_at=to_ms(timer.due_at), id=timer.id
        )
        return bool(row["total"])

    def next_due(self) -> datetime | None:
        return from_ms_or_none(self._sql.timers_next_due()["due"])

    def skip_overdue(self, *, reason: str, now: datetime) -> int:
        return int(self._sql.timers_skip_overdue(reason=reason, now=to_ms(now)))

    def purge(self, before: datetime) -> int:
        return int(self._sql.timers_purge(before=to_ms(before)))


def _timer(row: Any) -> Timer:
    return Timer(
        id=row["id"],
        kind=TimerKind(row["kind"]),
        subject=row["subject"],
        person_id=row["person_id"],
        params=orjson.loads(row["params"]),
        due_at=from_ms(row["due_at"]),
        expires_at=from_ms_or_none(row["expires_at"]),
        attempts=row["attempts"],
    )
