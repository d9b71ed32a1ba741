"""Named SQL from storage/sql: one file per repository; `name.postgres.sql` overrides queries whose dialects differ."""

import re
from functools import cache
from pathlib import Path
from typing import Any

import aiosql

SQL_DIR = Path(__file__).parent / "sql"
_DRIVER = {"sqlite": "sqlite3", "postgres": "psycopg"}
_HEADING = re.compile(r"^-- name: *([a-z_0-9]+)", re.MULTILINE)


@cache
def load(dialect: str) -> Any:
    """All queries for "sqlite" or "postgres"; later definitions of the same name win."""
    blocks: dict[str, str] = {}
    shared = sorted(path for path in SQL_DIR.glob("*.sql") if "." not in path.stem)
    for path in [*shared, *sorted(SQL_DIR.glob(f"*.{dialect}.sql"))]:
        for block in _split(path.read_text(encoding="utf-8")):
            blocks[_HEADING.findall(block)[0]] = block
    return aiosql.from_str("\n".join(blocks.values()), _DRIVER[dialect], mandatory_parameters=False)


def _split(text: str) -> list[str]:
    starts = [match.start() for match in _HEADING.finditer(text)]
    return [text[a:b] for a, b in zip(starts, [*starts[1:], len(text)], strict=True)]
