"""One row of a file with leads from elsewhere: read strictly, or refused with the column and the value."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from functools import lru_cache

from sales.journeys import SeenSignal
from sales.leads import Wish
from sales.learning.cells import RowRefused, Wrong, clean, count, date, deed, one_of
from sales.learning.facts import ANSWERS, COUNTS, DEEDS, Known, facts_of
from sales.playbook import Outcome, Playbook, Signal, UnknownCode
from sales.qualification import Score, score

REQUIRED = ("external_id", "created_at", "outcome")
ABOUT = ("name", "phone", "source", "partner", "product", "wish", "closed_at", "lost_reason")
KNOWN = tuple(signal.value for signal in (*ANSWERS, *COUNTS, *DEEDS))
COLUMNS = (*REQUIRED, *ABOUT, *KNOWN)

_EARLIEST = datetime(2000, 1, 1, tzinfo=UTC)
_DAY = len("2026-11-23")

Signals = tuple[tuple[Signal, tuple[str, int]], ...]
"""What the row says of each signal: its answer, or how many times."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportedLead:
    """`phone` in E.164. `source` as the card shows it. `judged`: what the rules say of what was known then."""

    line: int
    external_id: str
    outcome: Outcome
    created_at: datetime
    closed_at: datetime | None
    lost_reason: str
    name: str
    phone: str
    source: str
    partner: str
    product: str
    wish: Wish
    signals: Mapping[Signal, tuple[str, int]]
    facts: Mapping[str, str]
    judged: Score


@dataclass
class RowReader:
    """`read_phone` gives E.164 or None. Dates without a zone are the business's own local time."""

    book: Playbook
    zone: str
    now: datetime
    read_phone: Callable[[str], str | None]
    _judge: Callable[..., Score] = field(init=False)

    def __post_init__(self) -> None:
        self._judge = lru_cache(maxsize=4096)(self._judged)  # files repeat themselves

    def __call__(self, line: int, cells: Mapping[str, str]) -> ImportedLead:
        """Raises RowRefused for the first thing that is wrong."""
        cells = {column: clean(column, value) for column, value in cells.items()}
        for column in REQUIRED:
            if not cells.get(column):
                raise RowRefused(Wrong.MISSING, column)
        outcome = one_of(Outcome, "outcome", cells["outcome"])
        created_at, closed_at = self._dates(cells, outcome)
        phone = self._phone(cells.get("phone", ""), outcome)
        wish = one_of(Wish, "wish", cells["wish"]) if cells.get("wish") else None
        signals = self._signals(cells)
        partner, source = cells.get("partner", ""), cells.get("source", "")
        facts = self._facts(tuple(signals.items()), wish, partner or source, created_at)
        if _is_day_only(cells["created_at"]):
            del facts["hour"]
        return ImportedLead(
            line=line,
            external_id=cells["external_id"],
            outcome=outcome,
            created_at=created_at,
            closed_at=closed_at,
            lost_reason=cells.get("lost_reason", "") if outcome is Outcome.LOST else "",
            name=cells.get("name", ""),
            phone=phone,
            source=" / ".join(part for part in (partner, source) if part),
            partner=partner,
            product=self._product(cells.get("product", ""), outcome),
            wish=wish or Wish.CALL,
            signals=signals,
            facts=facts,
            judged=self._judge(tuple(signals.items())),
        )

    def _judged(self, signals: Signals) -> Score:
        """As on the day it came: nothing has faded, whatever that day was."""
        done = tuple((signal, (value, times)) for signal, (value, times) in signals if times)
        return score(_seen(done, self.now), self.book.qualification, self.now)

    def _facts(self, signals: Signals, wish: Wish | None, source: str, created_at: datetime) -> dict[str, str]:
        return facts_of(
            Known(
                seen=_seen(signals, created_at),
                wish=wish,
                source=source,
                confidence=None,
                first_seen_at=created_at,
                created_at=created_at,
                now=created_at,
                zone=self.zone,
                imported=True,
            )
        )

    def _dates(self, cells: Mapping[str, str], outcome: Outcome) -> tuple[datetime, datetime | None]:
        created_at = self._moment("created_at", cells["created_at"])
        said = cells.get("closed_at", "")
        if outcome is Outcome.OPEN:
            if said:
                raise RowRefused(Wrong.NOT_CLOSED, "closed_at", said)
            return created_at, None
        closed_at = self._moment("closed_at", said) if said else created_at
        if closed_at < created_at:
            raise RowRefused(Wrong.CLOSED_EARLY, "closed_at", said)
        return created_at, closed_at

    def _moment(self, column: str, text: str) -> datetime:
        moment = date(text, self.zone)
        if moment is None or moment < _EARLIEST:
            raise RowRefused(Wrong.DATE, column, text)
        if moment > self.now + timedelta(days=1):
            raise RowRefused(Wrong.FUTURE, column, text)
        return moment

    def _phone(self, text: str, outcome: Outcome) -> str:
        """Of closed leads it is not even kept, so there it need not be right."""
        if outcome is not Outcome.OPEN:
            return ""
        if not text:
            raise RowRefused(Wrong.NO_PHONE, "phone")
        phone = self.read_phone(text)
        if phone is None:
            raise RowRefused(Wrong.PHONE, "phone", text)
        return phone

    def _product(self, code: str, outcome: Outcome) -> str:
        if code and outcome is Outcome.OPEN:
            try:
                return self.book.product(code).code
            except UnknownCode:
                raise RowRefused(Wrong.VALUE, "product", code) from None
        return code[:64]

    def _signals(self, cells: Mapping[str, str]) -> dict[Signal, tuple[str, int]]:
        """What a cell says nothing about is not known; a no or a zero is known and kept as a count of nothing."""
        found: dict[Signal, tuple[str, int]] = {}
        for signal in ANSWERS:
            if value := cells.get(signal.value, ""):
                question = self.book.qualification.question(signal)
                if question is None or question.option(value) is None:
                    raise RowRefused(Wrong.VALUE, signal.value, value)
                found[signal] = (value, 1)
        for signal in COUNTS:
            if value := cells.get(signal.value, ""):
                found[signal] = ("", count(signal.value, value))
        for signal in DEEDS:
            if value := cells.get(signal.value, ""):
                found[signal] = ("", deed(signal.value, value))
        return found


def _is_day_only(text: str) -> bool:
    return len(text) <= _DAY


def _seen(signals: Signals, at: datetime) -> tuple[SeenSignal, ...]:
    return tuple(SeenSignal(signal=signal, value=value, count=times, last_at=at) for signal, (value, times) in signals)
