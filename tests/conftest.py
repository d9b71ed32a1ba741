"""What all tests share: databases of their own, on SQLite and on PostgreSQL."""

import threading
import time
from collections.abc import AsyncIterator, Iterator
from pathlib import Path
from typing import Any

import pytest

from storage.database import Database, open_database
from tests.support.databases import PostgresCopies, SqliteCopies, empty_postgres
from tests.support.log_watch import WATCH
from tests.support.needs import need_postgres

SEARCHED = pytest.StashKey[tuple[int, list[str]]]()
"""How many log lines were searched, and what leaked, in this process and in those it started."""


def pytest_configure(config: pytest.Config) -> None:
    config.stash[SEARCHED] = (0, [])
    WATCH.begin()


@pytest.fixture(autouse=True)
def watched_logs() -> None:
    """Every log line of every test is searched at the end of the run (tests/support/log_watch.py)."""
    WATCH.stay()


@pytest.fixture(autouse=True)
def closed_connections() -> Iterator[None]:
    """aiosqlite's threads are no daemons: one forgotten connection and the program never ends."""
    before = set(threading.enumerate())
    yield
    deadline = time.monotonic() + 2
    while left := [t for t in threading.enumerate() if t not in before and "_connection_worker" in t.name]:
        assert time.monotonic() < deadline, f"{len(left)} database connection(s) left open"
        time.sleep(0.01)


@pytest.hookimpl(optionalhook=True)
def pytest_testnodedown(node: Any) -> None:
    """One of several processes that share the tests is done: its finds count."""
    lines, leaks = node.config.stash[SEARCHED]
    found = node.workeroutput["searched"]
    node.config.stash[SEARCHED] = (lines + found[0], leaks + found[1])


def pytest_sessionfinish(session: pytest.Session) -> None:
    lines, leaks = session.config.stash[SEARCHED]
    lines, leaks = lines + WATCH.lines, leaks + WATCH.leaks()
    session.config.stash[SEARCHED] = (lines, leaks)
    if hasattr(session.config, "workeroutput"):
        session.config.workeroutput["searched"] = (lines, leaks)
    if leaks:
        session.exitstatus = pytest.ExitCode.TESTS_FAILED


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter, config: pytest.Config) -> None:
    lines, leaks = config.stash[SEARCHED]
    terminalreporter.write_line(f"log lines searched for secrets: {lines}, leaks: {len(leaks)}")
    for leak in leaks[:20]:
        terminalreporter.write_line(leak, red=True)


def pytest_unconfigure() -> None:
    WATCH.close()


@pytest.fixture(scope="session")
def sqlite_copies(tmp_path_factory: pytest.TempPathFactory) -> SqliteCopies:
    return SqliteCopies(tmp_path_factory.mktemp("sqlite"))


@pytest.fixture(scope="session")
def postgres_copies() -> Iterator[PostgresCopies]:
    with PostgresCopies(need_postgres()).opened() as copies:
        yield copies


@pytest.fixture
def sqlite_url(sqlite_copies: SqliteCopies, tmp_path: Path) -> str:
    """A migrated, empty SQLite file."""
    return sqlite_copies.fresh(tmp_path)


@pytest.fixture
def postgres_url(postgres_copies: PostgresCopies) -> Iterator[str]:
    """A migrated, empty PostgreSQL database."""
    with postgres_copies.fresh() as url:
        yield url


@pytest.fixture(params=["sqlite", pytest.param("postgres", marks=pytest.mark.postgres)])
def dialect(request: pytest.FixtureRequest) -> str:
    """Runs the test once for each database we support."""
    return str(request.param)


@pytest.fixture
def database_url(dialect: str, request: pytest.FixtureRequest) -> str:
    """A migrated, empty database of each dialect."""
    return str(request.getfixturevalue(f"{dialect}_url"))


@pytest.fixture
def empty_url(dialect: str, tmp_path: Path) -> Iterator[str]:
    """A database of each dialect in which nothing was made yet."""
    if dialect == "sqlite":
        yield f"sqlite:///{tmp_path / 'new' / 'sales.db'}"
        return
    with empty_postgres(need_postgres()) as url:
        yield url


@pytest.fixture
async def database(database_url: str) -> AsyncIterator[Database]:
    """An open database of each dialect."""
    opened = await open_database(database_url)
    yield opened
    await opened.close()
