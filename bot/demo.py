"""The demo: Telegram on your desk, and this very bot connected to it."""

import asyncio
import contextlib
import shutil
import sys
from asyncio.subprocess import PIPE, Process
from pathlib import Path

import aiohttp
from pydantic import SecretStr

from bot.clock import SystemClock
from bot.furnish import seat_salesperson
from bot.nursery import Nursery
from bot.refusal import Refusal
from bot.running import run
from bot.settings import Settings
from storage.database import open_database
from storage.migrations import migrate

HOME = Path("data/demo")
TOKEN = "7000001:AA-demo-token-known-to-everybody-00000"
CUSTOMER, SALESPERSON, ADMIN = 1000001, 1000002, 1000003  # the people the sandbox page opens with


async def demo(settings: Settings, port: int) -> None:
    """Begins anew each time. Raises Refusal when the port is taken."""
    await asyncio.to_thread(shutil.rmtree, HOME, True)
    await asyncio.to_thread(HOME.mkdir, parents=True)
    clock_file = HOME / "clock"
    nursery = Nursery()
    sandbox, url = await _start_sandbox(port, clock_file)
    print(f"Demo: open {url} in a browser. Ctrl+C stops it.", flush=True)  # noqa: T201
    try:
        ours = settings.model_copy(
            update={
                "bot_token": SecretStr(TOKEN),
                "telegram_api_url": url,
                "database_url": f"sqlite:///{HOME / 'demo.db'}",
                "admin_ids": (ADMIN,),
                "staff_chat_id": None,
                "webhook_url": "",
            }
        )
        await _seat(ours)
        nursery.spawn(_open_shop(url), name="open-shop")
        await run(ours, clock_file=clock_file)
    finally:
        await nursery.close()
        if sandbox.returncode is None:
            sandbox.terminate()
        await sandbox.wait()


async def _start_sandbox(port: int, clock_file: Path) -> tuple[Process, str]:
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "sandbox", "--port", str(port), "--clock-file", str(clock_file)),
        *("--log", str(HOME / "telegram.jsonl"), "--limits", "strict"),
        stdout=PIPE,
    )
    assert process.stdout is not None
    line = (await process.stdout.readline()).decode().strip()
    if not line.startswith("sandbox ready "):
        await process.wait()
        raise Refusal(f"the sandbox did not start on port {port}; try another: python -m bot demo --port 8081")
    return process, line.removeprefix("sandbox ready ")


async def _open_shop(url: str) -> None:
    """Once the page has brought its people, the staff press Start: a notice can reach only whoever did."""
    world = f"{url}/sandbox/{TOKEN.split(':', maxsplit=1)[0]}"
    async with aiohttp.ClientSession() as session:
        waiting = {SALESPERSON, ADMIN}
        while waiting:
            await asyncio.sleep(0.5)
            with contextlib.suppress(aiohttp.ClientError):
                async with session.get(f"{world}/state") as answer:
                    there = {person["id"] for person in (await answer.json()).get("people", ())}
                for person in sorted(waiting & there):
                    async with session.post(f"{world}/people/{person}/start", json={}):
                        waiting.discard(person)


async def _seat(settings: Settings) -> None:
    await asyncio.to_thread(migrate, settings.database_url)
    database, now = await open_database(settings.database_url), SystemClock().now()
    try:
        await database.write(lambda tx: seat_salesperson(tx, SALESPERSON, settings.default_language, now))
    finally:
        await database.close()
