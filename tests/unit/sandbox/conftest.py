"""One sandbox process for a test module, one fresh world for a test."""

import itertools
from collections.abc import AsyncIterator, Iterator

import pytest

from tests.support.sandbox_process import running_sandbox
from tests.support.telegram import Person, Sandbox, World

_ids = itertools.count(700_200)


@pytest.fixture(scope="module")
def sandbox_url(request: pytest.FixtureRequest) -> Iterator[str]:
    with running_sandbox(**getattr(request.module, "SANDBOX", {}), seed=7) as url:
        yield url


@pytest.fixture
async def sandbox(sandbox_url: str) -> AsyncIterator[Sandbox]:
    async with await Sandbox.connect(sandbox_url) as connected:
        yield connected


@pytest.fixture
async def world(sandbox: Sandbox) -> World:
    return sandbox.world(f"{next(_ids)}:AAE-token_of_a_fresh_world_0123456789abc")


@pytest.fixture
async def anna(world: World) -> Person:
    """A customer who has pressed Start, with that update already taken."""
    anna = await world.person("Anna")
    await anna.starts()
    updates = await world.api("getUpdates")
    await world.api("getUpdates", offset=updates["result"][-1]["update_id"] + 1)
    return anna
