"""Every named query is understood by both databases and used by somebody."""

import re
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

import pytest

import storage
from storage.database import Database
from storage.queries import SQL_DIR, load
from storage.times import from_ms, to_ms, to_ms_or_none
from storage.transaction import Tx

_HEADING = re.compile(r"^-- name: *([a-z_0-9]+)", re.MULTILINE)
NAMES = sorted({name for path in SQL_DIR.glob("*.sql") for name in _HEADING.findall(path.read_text(encoding="utf-8"))})
_MAKES = re.compile(r"^CREATE ", re.MULTILINE)
_PARAMETER = re.compile(r"(?<!:):([a-z_]+)")


def prepare(tx: Tx, name: str) -> None:
    sql = getattr(load(tx.dialect), name).sql
    if _MAKES.search(sql):
        tx.sql._connection.execute(sql)
        return
    if tx.dialect == "sqlite":
        tx.sql._connection.execute(f"EXPLAIN {sql}", dict.fromkeys(_PARAMETER.findall(sql))).fetchall()
        return
    names = list(dict.fromkeys(re.findall(r"%\((\w+)\)s", sql)))
    numbered = re.sub(r"%\((\w+)\)s", lambda found: f"${names.index(found[1]) + 1}", sql)
    tx.sql._connection.execute(f"PREPARE q_{name} AS {numbered}".encode())


async def test_every_query_is_understood(database: Database) -> None:
    def prepare_all(tx: Tx) -> None:
        for name in sorted(NAMES, key=lambda name: not name.endswith("_table")):  # temporary ones, to be asked later
            prepare(tx, name)

    await database.write(prepare_all)


def test_no_query_is_defined_twice_in_the_shared_files() -> None:
    shared = [path for path in SQL_DIR.glob("*.sql") if "." not in path.stem]
    defined = [name for path in shared for name in _HEADING.findall(path.read_text(encoding="utf-8"))]
    assert sorted(defined) == sorted(set(defined))


def test_a_variant_of_a_dialect_has_a_shared_query_beside_it() -> None:
    shared = {
        name
        for path in SQL_DIR.glob("*.sql")
        if "." not in path.stem
        for name in _HEADING.findall(path.read_text(encoding="utf-8"))
    }
    assert set(NAMES) == shared


@pytest.mark.parametrize("name", NAMES)
def test_every_query_is_used(name: str) -> None:
    folder = Path(storage.__file__).parent
    code = "\n".join(path.read_text(encoding="utf-8") for path in folder.glob("*.py"))
    assert re.search(rf"sql\.{name}\b", code), f"nobody calls {name}: delete it"


def test_a_naive_moment_never_gets_into_the_database() -> None:
    naive = datetime(2026, 11, 23, 12)  # noqa: DTZ001 - that is the point
    with pytest.raises(ValueError, match="naive"):
        to_ms(naive)
    with pytest.raises(ValueError, match="naive"):
        to_ms_or_none(naive)


def test_moments_of_any_zone_come_back_as_utc_to_the_millisecond() -> None:
    moscow = timezone(timedelta(hours=3))
    for moment in (
        datetime(2026, 11, 23, 15, 0, 0, 999_999, tzinfo=moscow),
        datetime(1969, 12, 31, 23, 59, 59, 1, tzinfo=UTC),
        datetime(9999, 1, 1, tzinfo=UTC),
    ):
        back = from_ms(to_ms(moment))
        assert back.tzinfo is UTC
        assert timedelta() <= moment - back < timedelta(milliseconds=1)
