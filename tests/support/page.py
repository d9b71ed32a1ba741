"""The sandbox's page in headless Chromium: columns by role, bubbles, and everything its console complained of."""

import os
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import aiohttp
from playwright.async_api import Browser, Locator, Page, async_playwright, expect

from tests.support.needs import need_chromium

ARGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
SCREENSHOTS = Path(os.environ.get("SCREENSHOTS", "ci-output/screenshots"))


@dataclass
class Screen:
    """One opened page."""

    page: Page
    complaints: list[str] = field(default_factory=list)

    def column(self, role: str) -> Locator:
        return self.page.locator(f'[data-role="{role}"]')

    def bubbles(self, role: str) -> Locator:
        return self.column(role).locator("[data-message-id]")

    async def say(self, role: str, text: str) -> None:
        composer = self.column(role).get_by_test_id("composer")
        await composer.fill(text)
        await composer.press("Enter")

    async def press(self, role: str, caption: str, *, within: float = 10) -> None:
        """The newest inline button with this caption."""
        button = self.bubbles(role).locator("[data-callback]", has_text=caption).last
        await button.click(timeout=within * 1000)

    async def sees(self, role: str, text: str, *, within: float = 10) -> None:
        await expect(self.bubbles(role).filter(has_text=text).last).to_be_visible(timeout=within * 1000)

    async def keep(self, name: str) -> None:
        """A screenshot for whoever looks at what CI did."""
        await self.page.screenshot(path=SCREENSHOTS / f"{name}.png", animations="disabled")


@dataclass
class RawBot:
    """A bot by hand in a world of its own: whatever a test wants to show on the page."""

    url: str
    http: aiohttp.ClientSession
    bot_id: int

    @property
    def page(self) -> str:
        return f"{self.url}/?world={self.bot_id}"

    @property
    def token(self) -> str:
        return f"{self.bot_id}:{'A' * 35}"

    async def bot(self, method: str, **parameters: Any) -> Any:
        async with self.http.post(f"{self.url}/bot{self.token}/{method}", json=parameters) as response:
            answer = await response.json()
        assert answer["ok"], answer
        return answer["result"]

    async def updates(self) -> list[dict[str, Any]]:
        found = await self.bot("getUpdates", timeout=5)
        if found:
            await self.bot("getUpdates", offset=found[-1]["update_id"] + 1)
        return found


@asynccontextmanager
async def chromium() -> AsyncIterator[Browser]:
    path = need_chromium()
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=path, args=ARGS)
        yield browser
        await browser.close()


async def opened(browser: Browser, url: str, width: int = 1440, height: int = 900) -> Screen:
    """A page in a context of its own; close with `screen.page.context.close()`."""
    context = await browser.new_context(viewport={"width": width, "height": height})
    screen = Screen(await context.new_page())
    screen.page.on("console", lambda said: said.type == "error" and screen.complaints.append(said.text))
    screen.page.on("pageerror", lambda error: screen.complaints.append(str(error)))
    await screen.page.goto(url)
    return screen
