"""The page against the real sandbox and a bot that is a few lines of raw Bot API.

One browser and one sandbox for each file: starting them takes longer than most of these tests.
"""

from collections.abc import AsyncIterator, Iterator
from itertools import count

import aiohttp
import pytest
import pytest_asyncio
from playwright.async_api import Browser, expect

from tests.support.page import RawBot, Screen, chromium, opened
from tests.support.sandbox_process import running_sandbox

BOT_IDS = count(7001)


@pytest.fixture(scope="module")
def sandbox_url() -> Iterator[str]:
    with running_sandbox() as url:
        yield url


@pytest_asyncio.fixture(loop_scope="module")
async def sandbox(sandbox_url: str) -> AsyncIterator[RawBot]:
    async with aiohttp.ClientSession() as http:
        yield RawBot(sandbox_url, http, next(BOT_IDS))


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def browser() -> AsyncIterator[Browser]:
    async with chromium() as launched:
        yield launched


@pytest_asyncio.fixture(loop_scope="module")
async def screen(browser: Browser, sandbox: RawBot) -> AsyncIterator[Screen]:
    """A page whose bot has connected; at the end its console must be silent."""
    await sandbox.bot("getMe")
    shown = await opened(browser, sandbox.page)
    await expect(shown.column("admin")).to_be_visible()
    yield shown
    await shown.page.context.close()
    assert shown.complaints == []
