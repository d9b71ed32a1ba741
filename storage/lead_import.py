"""Leads from a file: staged in temporary tables, sorted out there, taken over in one short transaction.

Beside a running bot this is another process. While the file is read nothing of the bot's is locked: temporary tables
belong to this connection alone and lie on disk, so memory does not grow with the file. Only the last step writes, and
it is one INSERT … SELECT for each table: all of it or nothing.
"""

import sqlite3
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import orjson
import psycopg
from psycopg.rows import dict_row

from sales.leads import LeadId
from sales.learning import FACTS_VERSION
from sales.learning.import_row import ImportedLead
from sales.people import PersonId
from storage.database import sqlite_path
from storage.errors import StorageError
from storage.people import erasure_hash
from storage.queries import load
from storage.times import to_ms, to_ms_or_none
from storage.transaction import BoundQueries, Tx

_BITE = 500
_PATIENCE = 60.0  # seconds until the bot lets go of the write lock


@dataclass(frozen=True, slots=True)
class Sorted:
    """`counts`: (verdict, outcome) to rows.

    Verdicts: new, joins (somebody known has the phone), same_id, same_phone, imported, known (they work here), erased.
    """

    counts: dict[tuple[str, str], int]
    examples: dict[str, list[tuple[int, str]]]

    def total(self, verdict: str, *outcomes: str) -> int:
        wanted = outcomes or ("won", "lost", "open")
        return sum(self.counts.get((verdict, outcome), 0) for outcome in wanted)


class LeadImport:
    def __init__(self, connection: Any, dialect: str) -> None:
        self._connection = connection
        self._dialect = dialect
        self._sql = BoundQueries(load(dialect), connection)

    @classmethod
    @contextmanager
    def opened(cls, url: str) -> Iterator["LeadImport"]:
        """Raises StorageError. What was staged is gone when this ends."""
        with _connected(url) as (connection, dialect):
            self = cls(connection, dialect)
            self._sql.staged_leads_table()
            self._sql.staged_signals_table()
            yield self

    def stage(self, leads: Sequence[ImportedLead], new_token: Callable[[], str]) -> None:
        signals = [
            {"line": lead.line, "key": signal.value, "value": value, "count": count}
            for lead in leads
            for signal, (value, count) in lead.signals.items()
            if count and lead.phone
        ]
        with _transaction(self._connection, self._dialect):
            self._sql.staged_add([_staged(lead, new_token) for lead in leads])
            self._sql.staged_signal_add(signals)

    def sort_out(self, examples: int) -> Sorted:
        """Which are new; of those that are not, so many examples each."""
        with _transaction(self._connection, self._dialect):
            self._sql.staged_ids_index()
            self._sql.staged_phones_index()
            self._sql.staged_same_id()
            self._sql.staged_imported()
            self._sql.staged_erased()
            self._sql.staged_known()
            self._sql.staged_same_phone()
            return self._sorted(examples)

    def take_over(self, language: str, now: datetime, announce: Callable[[Tx, Sorted], None]) -> Sorted:
        """All that is new, and word of it, in one transaction. Somebody may have written meanwhile: looked at again."""
        at = to_ms(now)
        with _transaction(self._connection, self._dialect, "IMMEDIATE"):
            self._sql.staged_erased()
            self._sql.staged_known()
            found = self._sorted(0)
            last_id = self._sql.import_last_person()["id"]
            self._sql.import_past(version=FACTS_VERSION, now=at)
            self._sql.import_people(language=language, now=at)
            self._sql.import_open(now=at, last_id=last_id)
            self._sql.import_ids()
            self._sql.import_snapshots(version=FACTS_VERSION, now=at)
            self._sql.import_signals()
            self._sql.import_facts()
            announce(Tx(load(self._dialect), self._connection, self._dialect), found)
        return found

    def _sorted(self, examples: int) -> Sorted:
        counts = {(row["verdict"], row["outcome"]): int(row["total"]) for row in self._sql.staged_counts()}
        verdicts = {verdict for verdict, _ in counts} - {"new"}
        return Sorted(
            counts,
            {
                verdict: [
                    (row["line"], row["external_id"])
                    for row in self._sql.staged_examples(verdict=verdict, limit=examples)
                ]
                for verdict in sorted(verdicts)
            },
        )


@contextmanager
def beside_the_bot(url: str) -> Iterator[Tx]:
    """One writing transaction from another process than the bot's. Raises StorageError."""
    with _connected(url) as (connection, dialect), _transaction(connection, dialect, "IMMEDIATE"):
        yield Tx(load(dialect), connection, dialect)


def joining(tx: Tx) -> Iterator[LeadId]:
    """Leads just taken over whose phone somebody has already, in the order of the file."""
    line = 0
    while found := list(tx.sql.import_joining(after=line, limit=_BITE)):
        for row in found:
            yield LeadId(row["id"])
        line = found[-1]["line"]


def imported_by_phone(tx: Tx, phone: str) -> list[PersonId]:
    """Who came from a file with this number and never wrote in Telegram."""
    return [PersonId(row["id"]) for row in tx.sql.imported_by_phone(phone=phone)]


@contextmanager
def _connected(url: str) -> Iterator[tuple[Any, str]]:
    path = sqlite_path(url)
    try:
        connection: Any = (
            psycopg.connect(url, autocommit=True, row_factory=dict_row)
            if path is None
            else sqlite3.connect(path, isolation_level=None, timeout=_PATIENCE)
        )
        try:
            if path is not None:
                connection.row_factory = sqlite3.Row
                connection.execute("PRAGMA foreign_keys=ON")
                connection.execute("PRAGMA temp_store=FILE")
            yield connection, "postgres" if path is None else "sqlite"
        finally:
            connection.close()
    except (sqlite3.Error, psycopg.Error) as error:
        raise StorageError(f"nothing was changed: {error}") from error


@contextmanager
def _transaction(connection: Any, dialect: str, kind: str = "") -> Iterator[None]:
    connection.execute(f"BEGIN {kind}" if dialect == "sqlite" else "BEGIN")
    try:
        yield
    except BaseException:
        connection.execute("ROLLBACK")
        raise
    connection.execute("COMMIT")


def _staged(lead: ImportedLead, new_token: Callable[[], str]) -> dict[str, Any]:
    judged = lead.judged
    return {
        "line": lead.line,
        "external_id": lead.external_id,
        "outcome": lead.outcome.value,
        "created_at": to_ms(lead.created_at),
        "closed_at": to_ms_or_none(lead.closed_at),
        "lost_reason": lead.lost_reason,
        "name": lead.name,
        "phone": lead.phone,
        "phone_hash": erasure_hash(lead.phone) if lead.phone else "",
        "source": lead.source,
        "partner": lead.partner,
        "product": lead.product,
        "wish": lead.wish.value,
        "facts": orjson.dumps(lead.facts).decode(),
        "score": judged.points,
        "fit": judged.fit,
        "engagement": judged.engagement,
        "temperature": judged.temperature.value,
        "reasons": orjson.dumps([[one.key, one.points, int(one.is_guess)] for one in judged.reasons]).decode(),
        "token": new_token() if lead.phone else "",
    }
