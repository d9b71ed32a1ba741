"""CSV files as they come: encodings, separators, quotes, and what a spreadsheet leaves behind."""

import codecs
import csv
from pathlib import Path

import pytest

from bot.csv_rows import LARGEST_FIELD, CsvFile, is_formula
from bot.refusal import Refusal

KNOWN = ("external_id", "name", "outcome")
TEXT = 'external_id,name,outcome\r\n1,"Анна, ""Аня""",won\r\n2,"две\nстроки",lost\r\n\r\n3,Ёж,open\r\n'


def written(tmp_path: Path, body: bytes) -> Path:
    path = tmp_path / "leads.csv"
    path.write_bytes(body)
    return path


def rows(path: Path) -> list[tuple[int, dict[str, str] | None]]:
    return [(line, None if cells is None else dict(cells)) for line, cells in CsvFile.opened(path, KNOWN).rows()]


@pytest.mark.parametrize(
    "body",
    [
        TEXT.encode(),
        codecs.BOM_UTF8 + TEXT.encode(),
        TEXT.encode("cp1251"),
        TEXT.encode("utf-16"),
        TEXT.encode("utf-16-le"),
        TEXT.encode("utf-16-be"),
        codecs.BOM_UTF16_BE + TEXT.encode("utf-16-be"),
        TEXT.replace(",won", ";won")
        .replace(",lost", ";lost")
        .replace(",open", ";open")
        .replace("1,", "1;")
        .replace("2,", "2;")
        .replace("3,", "3;")
        .replace("id,name,outcome", "id;name;outcome")
        .encode(),
        TEXT.replace("\r\n", "\n").encode("cp1251"),
        TEXT.replace("external_id", " External_ID ").encode(),
    ],
    ids=["utf-8", "utf-8 mark", "cp1251", "utf-16 mark", "utf-16-le", "utf-16-be", "be mark", ";", "unix", "case"],
)
def test_it_is_read_whatever_program_wrote_it(tmp_path: Path, body: bytes) -> None:
    assert rows(written(tmp_path, body)) == [
        (2, {"external_id": "1", "name": 'Анна, "Аня"', "outcome": "won"}),
        (3, {"external_id": "2", "name": "две\nстроки", "outcome": "lost"}),
        (6, {"external_id": "3", "name": "Ёж", "outcome": "open"}),
    ]


def test_tabs_separate_too(tmp_path: Path) -> None:
    assert rows(written(tmp_path, b"external_id\tname\n1\ta,b;c\n")) == [(2, {"external_id": "1", "name": "a,b;c"})]


def test_a_row_of_another_width_is_nobodys_guess(tmp_path: Path) -> None:
    body = b"external_id,name\n1,a,b\n2\n3,c\n"
    assert rows(written(tmp_path, body)) == [(2, None), (3, None), (4, {"external_id": "3", "name": "c"})]


def test_a_quote_that_is_never_closed_is_named_by_its_line(tmp_path: Path) -> None:
    body = b'external_id,name\n1,ok\n2,"open\n' + b"3,swallowed\n" * (LARGEST_FIELD // 10)
    with pytest.raises(Refusal, match=r"line 3: .*quote"):
        rows(written(tmp_path, body))


def test_a_column_named_twice_is_refused(tmp_path: Path) -> None:
    with pytest.raises(Refusal, match="twice: name"):
        CsvFile.opened(written(tmp_path, b"name,external_id,Name\n"), KNOWN)


def test_bytes_of_no_encoding_are_refused(tmp_path: Path) -> None:
    with pytest.raises(Refusal, match="neither UTF-8"):
        CsvFile.opened(written(tmp_path, b"external_id\n\x98\xff\n"), KNOWN)


def test_a_file_that_is_not_there_is_one_sentence(tmp_path: Path) -> None:
    with pytest.raises(Refusal, match="cannot read"):
        CsvFile.opened(tmp_path / "none.csv", KNOWN)


def test_an_empty_file_has_no_columns(tmp_path: Path) -> None:
    assert CsvFile.opened(written(tmp_path, b""), KNOWN).columns == ()


def test_a_nul_byte_reaches_the_row_it_stands_in(tmp_path: Path) -> None:
    assert rows(written(tmp_path, b"external_id,name\n1,a\0b\n"))[0][1] == {"external_id": "1", "name": "a\0b"}


@pytest.mark.parametrize("value", ['=HYPERLINK("http://x")', "+cmd|' /C calc'!A0", "-2+3", "@SUM(A1)"])
def test_formulas_are_recognised(value: str) -> None:
    assert is_formula(value)


@pytest.mark.parametrize("value", ["", "+7 912 345-67-89", "-5", "Анна", "a=b"])
def test_a_phone_or_a_number_is_no_formula(value: str) -> None:
    assert not is_formula(value)


def test_the_limit_of_a_field_is_that_of_the_reader(tmp_path: Path) -> None:
    list(CsvFile.opened(written(tmp_path, b"external_id\n1\n"), KNOWN).rows())
    assert csv.field_size_limit() == LARGEST_FIELD
