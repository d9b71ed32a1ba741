"""What all tests share: databases of their own, on SQLite and on PostgreSQL."""

import threading
import time
from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest

from storage.database import Database, open_database
from tests.support.databases import PostgresCopies, SqliteCopies, empty_postgres
from tests.support.log_watch import WATCH
from tests.support.needs import need_postgres

LEAKS = pytest.StashKey[list[str]]()


def pytest_configure() -> None:
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


def pytest_sessionfinish(session: pytest.Session) -> None:
    session.config.stash[LEAKS] = WATCH.leaks()
    if session.config.stash[LEAKS]:
        session.exitstatus = pytest.ExitCode.TESTS_FAILED


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter, config: pytest.Config) -> None:
    leaks = config.stash[LEAKS]
    terminalreporter.write_line(f"log lines searched for secrets: {WATCH.lines}, leaks: {len(leaks)}")
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
