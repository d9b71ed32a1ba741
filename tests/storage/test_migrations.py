"""Coming up to this program's schema: from nothing, twice, two at once, killed in the middle; and when it must not."""

import asyncio
import os
import random
import re
import shutil
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import psycopg
import pytest

from storage import migrations
from storage.database import sqlite_path
from storage.errors import StorageError
from storage.migrations import MIGRATIONS_DIR, migrate

ROOT = Path(migrations.__file__).parents[1]
KNOWN = sorted(path.stem for path in MIGRATIONS_DIR.glob("*.sql"))
ENDLESS = {
    "sqlite": "SELECT COUNT(*) FROM (WITH RECURSIVE c(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM c) SELECT n FROM c);",
    "postgres": "SELECT pg_sleep(600);",
}


def ask(url: str, sql: str) -> list[Any]:
    """Straight from the database, past our own code."""
    path = sqlite_path(url)
    if path is None:
        with psycopg.connect(url, autocommit=True) as server:
            cursor = server.execute(sql.encode())
            return cursor.fetchall() if cursor.description else []
    connection = sqlite3.connect(path, isolation_level=None)
    try:
        return connection.execute(sql).fetchall()
    finally:
        connection.close()


def tables(url: str) -> list[str]:
    is_file = sqlite_path(url) is not None
    sql = "SELECT name FROM sqlite_master" if is_file else "SELECT relname FROM pg_class JOIN pg_namespace n"
    sql += "" if is_file else " ON n.oid = relnamespace WHERE nspname = 'public'"
    return sorted(name for (name,) in ask(url, sql))


def test_everything_is_made_from_nothing_and_the_second_time_nothing(empty_url: str) -> None:
    assert migrate(empty_url) == KNOWN
    made = tables(empty_url)
    assert {"inbox", "outbox", "timers", "people", "leads", "orders"} <= set(made)
    assert migrate(empty_url) == []
    assert tables(empty_url) == made


async def test_two_migrators_at_once_do_it_once(empty_url: str) -> None:
    done = await asyncio.gather(*(asyncio.to_thread(migrate, empty_url) for _ in range(4)))
    assert sorted(done) == [[], [], [], KNOWN]


def test_a_newer_schema_is_refused_and_left_alone(empty_url: str) -> None:
    migrate(empty_url)
    ask(
        empty_url,
        "INSERT INTO _yoyo_migration (migration_hash, migration_id) VALUES ('of-the-future', '9999.future')",
    )
    with pytest.raises(StorageError, match="newer than this program"):
        migrate(empty_url)


def kill_in_the_middle(work: Callable[[], object], after: float) -> None:
    """Forks, works, and is killed like by kill -9; or ends before."""
    child = os.fork()
    if child == 0:
        os.close(2)
        try:
            work()
        finally:
            os._exit(0)
    time.sleep(after)
    os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)


def test_however_often_it_is_killed_the_next_start_finishes_the_job(empty_url: str, database_url: str) -> None:
    dice = random.Random(7)
    for _ in range(20):
        kill_in_the_middle(lambda: migrate(empty_url), dice.uniform(0.0, 0.12))
    migrate(empty_url)
    assert migrate(empty_url) == []
    assert tables(empty_url) == tables(database_url)
    assert len(ask(empty_url, "SELECT key FROM meta")) == 1


def test_half_a_migration_is_none(
    empty_url: str, dialect: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    migrate(empty_url)
    newer = tmp_path / "migrations"
    shutil.copytree(MIGRATIONS_DIR, newer)
    half = newer / "9000.half.sql"
    half.write_text(f"CREATE TABLE half (id INTEGER);\nINSERT INTO half VALUES (1);\n{ENDLESS[dialect]}\n")
    code = "import sys, pathlib; from storage import migrations as m; m.MIGRATIONS_DIR = pathlib.Path(sys.argv[1])"
    code += "; print('now', flush=True); m.migrate(sys.argv[2])"
    process = subprocess.Popen(
        [sys.executable, "-c", code, str(newer), empty_url], cwd=ROOT, stdout=subprocess.PIPE, text=True
    )
    assert process.stdout is not None
    assert process.stdout.readline() == "now\n"
    time.sleep(0.5)
    assert process.poll() is None, "it must be in the middle"
    process.kill()
    process.wait()
    process.stdout.close()
    if dialect == "postgres":  # the server notices a dead client when its statement ends
        ask(
            empty_url,
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
            " WHERE datname = current_database() AND pid <> pg_backend_pid()",
        )
    assert migrate(empty_url) == []
    assert "half" not in tables(empty_url)
    half.write_text("CREATE TABLE half (id INTEGER);\n")
    monkeypatch.setattr(migrations, "MIGRATIONS_DIR", newer)
    assert migrate(empty_url) == ["9000.half"]


def test_a_file_that_is_no_database_is_refused_and_not_touched(tmp_path: Path) -> None:
    path = tmp_path / "sales.db"
    path.write_bytes(b"these are somebody's notes, not a database\n" * 99)
    before = path.read_bytes()
    with pytest.raises(StorageError, match=r"sales\.db.*restore a backup"):
        migrate(f"sqlite:///{path}")
    assert path.read_bytes() == before


def test_a_damaged_database_is_refused(sqlite_url: str) -> None:
    path = sqlite_path(sqlite_url)
    assert path is not None
    with path.open("r+b") as file:
        file.seek(4096 * 3)
        file.write(b"\xff" * 4096 * 6)
    with pytest.raises(StorageError, match=r"damaged|malformed|restore a backup"):
        migrate(sqlite_url)


@pytest.mark.parametrize("place", ["{folder}", "{folder}/file/sales.db", "/proc/sales.db", "/dev/null/x.db"])
def test_a_place_where_no_file_can_be_is_said_in_a_sentence(tmp_path: Path, place: str) -> None:
    (tmp_path / "file").write_text("not a folder")
    with pytest.raises(StorageError, match=re.escape(place.format(folder=tmp_path))):
        migrate("sqlite:///" + place.format(folder=tmp_path))


def test_a_database_that_should_be_there_is_not_made_anew(tmp_path: Path) -> None:
    with pytest.raises(StorageError, match="is gone; restore it"):
        migrate(f"sqlite:///{tmp_path}/sales.db", create=False)
    assert not (tmp_path / "sales.db").exists()


def test_a_server_that_does_not_answer_is_said_without_the_password() -> None:
    with pytest.raises(StorageError, match="cannot reach PostgreSQL") as refused:
        migrate("postgresql://bot:hunter2@127.0.0.1:1/sales")
    assert "hunter2" not in str(refused.value)


def test_a_wrong_password_or_database_is_a_sentence_too(postgres_url: str) -> None:
    with pytest.raises(StorageError, match="cannot reach PostgreSQL") as refused:
        migrate(postgres_url + "_that_nobody_made")
    assert "\n" not in str(refused.value)
