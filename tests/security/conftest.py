"""A real bot with a salesperson, an admin, and a customer whose lead others want to get at."""

from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest

from tests.support.house import Running, move_to
from tests.support.sandbox_process import running_sandbox
from tests.support.telegram import Sandbox


@pytest.fixture(scope="session")
def clock_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("clock") / "offset"


@pytest.fixture(scope="session")
def sandbox_url(clock_file: Path) -> Iterator[str]:
    with running_sandbox(clock_file=clock_file) as url:
        yield url


@pytest.fixture
async def sandbox(sandbox_url: str) -> AsyncIterator[Sandbox]:
    async with await Sandbox.connect(sandbox_url) as connected:
        yield connected


@pytest.fixture
async def closed(sandbox: Sandbox, tmp_path: Path, clock_file: Path) -> Running:
    """A bot that is not started yet, at midday."""
    made = Running(sandbox, tmp_path, clock_file=clock_file)
    await move_to(made.world, 12)
    return made
