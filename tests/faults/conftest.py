"""Bots that are killed, deceived and starved, each in a world of its own. One sandbox for all of them."""

import itertools
import secrets
from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest

from tests.support.bot_process import BotLauncher
from tests.support.sandbox_process import running_sandbox
from tests.support.telegram import Sandbox, World

_numbers = itertools.count(7_400_001)


@pytest.fixture(scope="session")
def clock_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where the sandbox writes how far time was moved."""
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
def world(sandbox: Sandbox) -> World:
    return sandbox.world(f"{next(_numbers)}:{secrets.token_hex(18)}")


@pytest.fixture
async def launcher() -> AsyncIterator[BotLauncher]:
    async with BotLauncher.opened() as opened:
        yield opened
