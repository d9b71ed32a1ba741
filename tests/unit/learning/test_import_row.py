"""One row of a file: what is taken, and what is refused by column and value."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

import playbook
from sales.leads import Wish
from sales.learning.cells import RowRefused, Wrong
from sales.learning.import_row import COLUMNS, ImportedLead, RowReader
from sales.playbook import Playbook, Signal

NOW = datetime(2026, 11, 23, 12, tzinfo=UTC)
REAL = Path(playbook.__file__).parent
GOOD = {"external_id": "7", "created_at": "2026-05-02 22:30", "outcome": "won"}


@pytest.fixture(scope="module")
def book() -> Playbook:
    return playbook.load(REAL)


@pytest.fixture(scope="module")
def read(book: Playbook) -> RowReader:
    def phone(text: str) -> str | None:
        return "+79123456789" if text.startswith("8912") else None

    return RowReader(book=book, zone="Europe/Moscow", now=NOW, read_phone=phone)


def row(read: RowReader, **cells: str) -> ImportedLead:
    return read(2, {**GOOD, **cells})


def test_a_closed_lead_is_what_was_known_and_how_it_ended(read: RowReader) -> None:
    lead = row(read, goal="change", left_phone="Yes", asked_question="3", partner="Школа А", source="vk", name="Анна")
    assert lead.facts == {
        "goal": "change",
        "left_phone": "yes",
        "asked_question": "2+",
        "source": "школа-а",
        "hour": "evening",
        "origin": "file",
    }
    assert lead.created_at == datetime(2026, 5, 2, 19, 30, tzinfo=UTC)
    assert lead.closed_at == lead.created_at
    assert lead.source == "Школа А / vk"


def test_the_rules_judge_it_as_on_the_day_it_came(read: RowReader, book: Playbook) -> None:
    goal = book.qualification.rule(Signal.GOAL, "change")
    assert goal is not None
    assert row(read, goal="change").judged.points == goal.points
    assert row(read, left_phone="0", asked_question="0").judged.points == 0


def test_of_a_closed_lead_the_phone_is_not_even_kept(read: RowReader) -> None:
    assert row(read, phone="8912").phone == ""
    assert row(read, phone="nonsense").phone == ""


def test_an_open_lead_wants_a_call_unless_it_says_otherwise(read: RowReader) -> None:
    lead = row(read, outcome="OPEN", phone="8912")
    assert (lead.wish, lead.phone, lead.closed_at) == (Wish.CALL, "+79123456789", None)
    assert "wish" not in lead.facts
    assert row(read, outcome="open", phone="8912", wish="chat").facts["wish"] == "chat"


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("2026-05-02", datetime(2026, 5, 1, 21, tzinfo=UTC)),
        ("02.05.2026", datetime(2026, 5, 1, 21, tzinfo=UTC)),
        ("02.05.2026 10:15", datetime(2026, 5, 2, 7, 15, tzinfo=UTC)),
        ("2026-05-02T10:15:30Z", datetime(2026, 5, 2, 10, 15, 30, tzinfo=UTC)),
        ("2026-05-02T10:15:30+05:00", datetime(2026, 5, 2, 5, 15, 30, tzinfo=UTC)),
    ],
)
def test_dates_are_local_unless_they_name_a_zone(read: RowReader, text: str, wanted: datetime) -> None:
    assert row(read, created_at=text).created_at == wanted


def test_a_day_without_a_time_says_nothing_of_the_hour(read: RowReader) -> None:
    assert "hour" not in row(read, created_at="2026-05-02").facts


@pytest.mark.parametrize(
    ("cells", "wrong", "column"),
    [
        ({"external_id": "  "}, Wrong.MISSING, "external_id"),
        ({"outcome": ""}, Wrong.MISSING, "outcome"),
        ({"outcome": "maybe"}, Wrong.VALUE, "outcome"),
        ({"created_at": "31.02.2026"}, Wrong.DATE, "created_at"),
        ({"created_at": "yesterday"}, Wrong.DATE, "created_at"),
        ({"created_at": "0001-01-01"}, Wrong.DATE, "created_at"),
        ({"created_at": "1999-12-31"}, Wrong.DATE, "created_at"),
        ({"created_at": "9999-12-31T23:59:59-12:00"}, Wrong.DATE, "created_at"),
        ({"created_at": "2027-01-01"}, Wrong.FUTURE, "created_at"),
        ({"closed_at": "2026-05-01"}, Wrong.CLOSED_EARLY, "closed_at"),
        ({"outcome": "open", "phone": "8912", "closed_at": "2026-06-01"}, Wrong.NOT_CLOSED, "closed_at"),
        ({"outcome": "open"}, Wrong.NO_PHONE, "phone"),
        ({"outcome": "open", "phone": "12"}, Wrong.PHONE, "phone"),
        ({"outcome": "open", "phone": "8912", "product": "no-such"}, Wrong.VALUE, "product"),
        ({"goal": "riches"}, Wrong.VALUE, "goal"),
        ({"asked_question": "many"}, Wrong.NUMBER, "asked_question"),
        ({"asked_question": "-1"}, Wrong.NUMBER, "asked_question"),
        ({"asked_question": "²"}, Wrong.NUMBER, "asked_question"),
        ({"asked_question": "9" * 60}, Wrong.NUMBER, "asked_question"),
        ({"left_phone": "perhaps"}, Wrong.VALUE, "left_phone"),
        ({"wish": "tea"}, Wrong.VALUE, "wish"),
        ({"name": "a\0b"}, Wrong.NUL, "name"),
        ({"name": "я" * 129}, Wrong.TOO_LONG, "name"),
        ({"external_id": "7" * 65}, Wrong.TOO_LONG, "external_id"),
    ],
    ids=str,
)
def test_what_is_wrong_is_named_by_its_column(
    read: RowReader, cells: dict[str, str], wrong: Wrong, column: str
) -> None:
    with pytest.raises(RowRefused) as refused:
        row(read, **cells)
    assert (refused.value.wrong, refused.value.column) == (wrong, column)


def test_formulas_are_only_text(read: RowReader) -> None:
    assert row(read, lost_reason="=1+1", outcome="lost", name="=HYPERLINK(1)").lost_reason == "=1+1"


def test_every_column_is_told_of_in_the_manual() -> None:
    manual = (REAL.parent / "docs" / "operating.md").read_text(encoding="utf-8")
    assert [column for column in COLUMNS if f"`{column}`" not in manual] == []
