"""Dialogues with the real bot. One sandbox process for all of them; each test has its own bot in its own world."""

from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest

from tests.support.house import Running, move_to
from tests.support.sales_floor import Floor, admin_arrives
from tests.support.sandbox_process import running_sandbox
from tests.support.telegram import Sandbox, World


@pytest.fixture(scope="session")
def clock_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where the sandbox writes how far time was moved; the bots read it."""
    return tmp_path_factory.mktemp("clock") / "offset"


@pytest.fixture(scope="session")
def sandbox_url(clock_file: Path) -> Iterator[str]:
    with running_sandbox(clock_file=clock_file) as url:
        yield url


@pytest.fixture
async def sandbox(sandbox_url: str) -> AsyncIterator[Sandbox]:
    async with await Sandbox.connect(sandbox_url) as sandbox:
        yield sandbox


@pytest.fixture
async def closed(sandbox: Sandbox, tmp_path: Path, clock_file: Path) -> Running:
    """A bot that is not started yet, at midday: `async with closed.opened(admin_ids=(olga.id,)) as bot`."""
    made = Running(sandbox, tmp_path, clock_file=clock_file)
    await move_to(made.world, 12)
    return made


@pytest.fixture
async def bot(closed: Running) -> AsyncIterator[Running]:
    """A bot that runs, with no staff at all."""
    async with closed as running:
        yield running


@pytest.fixture
def world(bot: Running) -> World:
    return bot.world


@pytest.fixture
async def floor(closed: Running) -> AsyncIterator[Floor]:
    """A bot that runs, with Olga the admin at her desk."""
    olga = await closed.world.person("Ольга")
    async with closed.opened(admin_ids=(olga.id,)) as bot:
        yield Floor(bot, await admin_arrives(bot, olga))


@pytest.fixture
async def floor_with_group(closed: Running) -> AsyncIterator[Floor]:
    """The same with a staff group."""
    olga = await closed.world.person("Ольга")
    group = await closed.world.group("Отдел продаж", olga)
    async with closed.opened(admin_ids=(olga.id,), staff_chat_id=group.id) as bot:
        yield Floor(bot, await admin_arrives(bot, olga), group)
