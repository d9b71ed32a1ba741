"""What whoever watches over the bot sees: /healthz and /metrics."""

import socket
from pathlib import Path

import aiohttp
import pytest

from storage.errors import StorageUnavailable
from tests.support.house import Running
from tests.support.telegram import Sandbox


@pytest.fixture
def port() -> int:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        number: int = taken.getsockname()[1]
        return number


async def test_a_healthy_bot_says_so_and_counts_what_it_does(sandbox: Sandbox, tmp_path: Path, port: int) -> None:
    async with Running(sandbox, tmp_path, metrics_port=port) as bot, aiohttp.ClientSession() as web:
        anna = await bot.world.person("Анна")
        await bot.handled(await anna.starts())
        async with web.get(f"http://127.0.0.1:{port}/healthz") as answer:
            assert (answer.status, await answer.json()) == (200, {"ok": True, "trouble": ""})
        async with web.get(f"http://127.0.0.1:{port}/metrics") as answer:
            counted = await answer.text()
        assert 'fitlead_inbox_updates{state="pending"} 0.0' in counted
        assert 'fitlead_outbox_messages{state="unknown"} 0.0' in counted
        assert bot.world.token not in counted


async def test_a_bot_without_its_database_is_not_healthy(
    sandbox: Sandbox, tmp_path: Path, port: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with Running(sandbox, tmp_path, metrics_port=port) as bot, aiohttp.ClientSession() as web:

        async def away(work: object) -> object:
            raise StorageUnavailable("away")

        with monkeypatch.context() as broken:
            broken.setattr(bot.database, "read", away)
            async with web.get(f"http://127.0.0.1:{port}/healthz") as answer:
                assert answer.status == 503
                assert "database" in (await answer.json())["trouble"]
        async with web.get(f"http://127.0.0.1:{port}/healthz") as answer:
            assert answer.status == 200
