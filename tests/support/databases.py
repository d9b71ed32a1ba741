"""Fresh, migrated databases in milliseconds: migrated once, then copied for each test.

The fixtures are in tests/conftest.py: `database_url` and `database` run a test on SQLite and on PostgreSQL,
`sqlite_url` and `postgres_url` on one of them, `empty_url` before any migration.
"""

import os
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import count
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

import psycopg

from storage.migrations import migrate

_numbers = count(1)


class SqliteCopies:
    """Copies of one migrated file."""

    def __init__(self, folder: Path) -> None:
        self._original = folder / "template.db"
        migrate(f"sqlite:///{self._original}")
        connection = sqlite3.connect(self._original)
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        connection.close()

    def fresh(self, folder: Path) -> str:
        path = folder / f"sales-{next(_numbers)}.db"
        shutil.copyfile(self._original, path)
        return f"sqlite:///{path}"


class PostgresCopies:
    """Copies of one migrated database on the server at `url`; all of them are dropped at the end.

    Dropping a database costs the server a checkpoint, half a second: so a test's database is emptied and lent again.
    """

    def __init__(self, url: str) -> None:
        self._url = url
        self._template = f"fitlead_template_{os.getpid()}"
        self._free: list[str] = []
        self._made: list[str] = []

    @contextmanager
    def opened(self) -> Iterator["PostgresCopies"]:
        self._drop(self._template)
        run_on_server(self._url, f"CREATE DATABASE {self._template}")
        try:
            migrate(at_database(self._url, self._template))
            yield self
        finally:
            for name in [*self._made, self._template]:
                self._drop(name)

    @contextmanager
    def fresh(self) -> Iterator[str]:
        name = self._free.pop() if self._free else self._make()
        yield at_database(self._url, name)
        self._empty(name)
        self._free.append(name)

    def _make(self) -> str:
        name = f"fitlead_copy_{os.getpid()}_{next(_numbers)}"
        run_on_server(self._url, f"CREATE DATABASE {name} TEMPLATE {self._template}")
        self._made.append(name)
        return name

    def _empty(self, name: str) -> None:
        """As it was when it was made, and nobody is connected to it any more."""
        run_on_server(self._url, f"SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '{name}'")
        with psycopg.connect(at_database(self._url, name)) as connection:
            tables = connection.execute(
                "SELECT tablename FROM pg_tables WHERE schemaname = 'public' AND tablename NOT LIKE '%yoyo%'"
            ).fetchall()
            connection.execute("SET session_replication_role = replica")  # no foreign keys while emptying
            for (table,) in tables:
                connection.execute(f"DELETE FROM {table}".encode())
            connection.execute("INSERT INTO meta (key, value) VALUES ('durable_commits', '0')")
            connection.execute("DROP INDEX IF EXISTS answer_search")  # made when a bot starts, not by migrations
            sequences = "SELECT sequencename FROM pg_sequences WHERE schemaname = 'public' AND last_value IS NOT NULL"
            for (sequence,) in connection.execute(sequences).fetchall():
                connection.execute(f"ALTER SEQUENCE {sequence} RESTART".encode())

    def _drop(self, name: str) -> None:
        run_on_server(self._url, f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")


@contextmanager
def empty_postgres(url: str) -> Iterator[str]:
    """A database of its own on that server, dropped afterwards with whoever is still connected."""
    name = f"fitlead_test_{os.getpid()}_{next(_numbers)}"
    run_on_server(url, f"CREATE DATABASE {name}")
    try:
        yield at_database(url, name)
    finally:
        run_on_server(url, f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")


def run_on_server(url: str, sql: str) -> None:
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute(sql.encode())


def at_database(url: str, name: str) -> str:
    return urlunsplit(urlsplit(url)._replace(path=f"/{name}"))
