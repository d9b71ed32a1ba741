"""What is known of a person that bears on the score, and what of ours they left unanswered."""

from datetime import datetime, timedelta
from itertools import groupby

from sales.journeys import MOMENTS, SeenSignal
from sales.people import PersonId
from sales.playbook import Signal
from sales.qualification import Unanswered
from storage.times import from_ms, from_ms_or_none, to_ms
from storage.transaction import Tx

_SEEN_STEP = timedelta(minutes=1)  # people.seen_at may be that much older than their last word


class Signals:
    """Whoever a signal is added for is judged anew before the transaction ends (Tx.noted)."""

    def __init__(self, tx: Tx) -> None:
        self._tx = tx
        self._sql = tx.sql

    def add(self, person_id: PersonId, signal: Signal, now: datetime, value: str = "") -> None:
        self._sql.signal_add(person_id=person_id, key=signal.value, value=value, now=to_ms(now))
        self._sql.signal_moment_add(person_id=person_id, key=signal.value, now=to_ms(now))
        self._sql.signal_moments_cut(person_id=person_id, key=signal.value, beyond=MOMENTS - 1)
        self._tx.noted.add(person_id)

    def drop(self, person_id: PersonId, signal: Signal) -> None:
        self._sql.signal_drop(person_id=person_id, key=signal.value)
        self._sql.signal_moments_drop(person_id=person_id, key=signal.value)
        self._tx.noted.add(person_id)

    def of(self, person_id: PersonId) -> list[SeenSignal]:
        rows = self._sql.signal_moments_of(person_id=person_id)
        moments = {
            key: tuple(from_ms(row["at"]) for row in times) for key, times in groupby(rows, key=lambda row: row["key"])
        }
        return [
            SeenSignal(
                signal=Signal(row["key"]),
                value=row["value"],
                count=row["count"],
                last_at=from_ms(row["last_at"]),
                moments=moments.get(row["key"], ())[:MOMENTS],
            )
            for row in self._sql.signals_of(person_id=person_id)
        ]

    def unanswered(self, person_id: PersonId, heard_at: datetime) -> Unanswered:
        """What we said to them after they were last heard of."""
        row = self._sql.touches_unanswered(person_id=person_id, since=to_ms(heard_at + _SEEN_STEP))
        return Unanswered(touches=int(row["total"]), since=from_ms_or_none(row["since"]))

    def scrub(self, person_id: PersonId) -> None:
        self._sql.signals_scrub(person_id=person_id)
        self._sql.signal_moments_scrub(person_id=person_id)
