"""The inbox: updates as delivered, kept until they are handled."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from storage.times import from_ms, from_ms_or_none, to_ms
from storage.transaction import Tx

_FARTHEST = timedelta(minutes=1)  # nothing waits longer: a later time means that the clock was set back


@dataclass(frozen=True, slots=True, kw_only=True)
class Arrival:
    """A raw update at the door. `chat_key` orders the work: updates of one chat are handled one after another."""

    update_id: int
    chat_key: int
    sender_id: int | None
    body: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Claimed:
    id: int
    update_id: int
    chat_key: int
    sender_id: int | None
    body: str
    attempts: int


@dataclass(frozen=True, slots=True, kw_only=True)
class DeadLetter:
    id: int
    update_id: int
    sender_id: int | None
    attempts: int
    error: str
    at: datetime


class Inbox:
    """Rows move pending → working → done, or back to pending, or to dead after too many attempts."""

    def __init__(self, tx: Tx) -> None:
        self._sql = tx.sql

    def add(self, bot_id: int, arrivals: Iterable[Arrival], now: datetime) -> int:
        """How many were new: a redelivered update changes nothing."""
        at = to_ms(now)
        return sum(
            self._sql.inbox_add(
                bot_id=bot_id,
                update_id=a.update_id,
                chat_key=a.chat_key,
                sender_id=a.sender_id,
                body=a.body,
                now=at,
            )
            for a in arrivals
        )

    def claim(self, *, owner: str, now: datetime, lease_until: datetime, limit: int) -> list[Claimed]:
        """Of the updates whose worker died while it had them, one at a time: the guilty one must not count its deaths
        against the innocent.
        """
        absurd = to_ms(now + _FARTHEST)
        found = list(self._sql.inbox_claimable(now=to_ms(now), absurd=absurd, limit=limit))
        suspects = [row["id"] for row in found if row["suspect"]]
        ids = [row["id"] for row in found if not row["suspect"]]
        if suspects and not self._sql.inbox_suspects_at_work(owner=owner)["total"]:
            ids.append(suspects[0])
        lease = to_ms(lease_until)
        rows = [self._sql.inbox_claim(id=id, owner=owner, lease_until=lease) for id in ids]
        return [_claimed(row) for row in rows if row is not None]

    def has_pending(self) -> bool:
        """Whether anything waits, be it for its chat or for its time."""
        return self._sql.inbox_any_pending() is not None

    def done(self, id: int, now: datetime) -> bool:
        """False when the row is no longer being worked on (someone else finished it): roll back."""
        return bool(self._sql.inbox_done(id=id, now=to_ms(now)))

    def retry(self, id: int, *, at: datetime, error: str) -> None:
        self._sql.inbox_retry(id=id, next_try_at=to_ms(at), error=error)

    def bury(self, id: int, *, now: datetime, error: str) -> bool:
        return bool(self._sql.inbox_dead(id=id, now=to_ms(now), error=error))

    def reclaim(self, *, owner: str, now: datetime, everything: bool) -> int:
        """Take back updates of dead workers; `everything` when this is surely the only process."""
        return int(self._sql.inbox_reclaim(owner=owner, now=to_ms(now), every=int(everything)))

    def take_back_own(self, *, owner: str, now: datetime, held: Collection[int], error: str) -> int:
        """Take back what this worker owns without working on it (`held` are those it does work on).

        That happens when the answer to a COMMIT is lost: the claim stands and nobody knows of it.
        """
        ids = [row["id"] for row in self._sql.inbox_overdue(owner=owner, now=to_ms(now)) if row["id"] not in held]
        for id in ids:
            self.retry(id, at=now, error=error)
        return len(ids)

    def next_due(self, now: datetime) -> datetime | None:
        return from_ms_or_none(self._sql.inbox_next_due(now=to_ms(now))["due"])

    def dead_letters(self, limit: int = 20) -> list[DeadLetter]:
        return [
            DeadLetter(
                id=row["id"],
                update_id=row["update_id"],
                sender_id=row["sender_id"],
                attempts=row["attempts"],
                error=row["error"] or "",
                at=from_ms(row["finished_at"]),
            )
            for row in self._sql.inbox_dead_letters(limit=limit)
        ]

    def counts(self) -> dict[str, int]:
        return {row["state"]: row["total"] for row in self._sql.inbox_counts()}

    def purge(self, before: datetime) -> int:
        return int(self._sql.inbox_purge(before=to_ms(before)))


def _claimed(row: Any) -> Claimed:
    return Claimed(
        id=row["id"],
        update_id=row["update_id"],
        chat_key=row["chat_key"],
        sender_id=row["sender_id"],
        body=row["body"],
        attempts=row["attempts"],
    )
