"""The real bot inside the test's own process, connected to the sandbox: its own token, its own database file.

    async with Running(sandbox, tmp_path, clock_file=clock_file) as bot:
        anna = await bot.world.person("Анна")

People who must be known before the start (admins) are made first:

    closed = Running(sandbox, tmp_path, clock_file=clock_file)
    olga = await closed.world.person("Ольга")
    async with closed.opened(admin_ids=(olga.id,)) as bot: ...
"""

import asyncio
import re
import secrets
from collections.abc import Awaitable, Callable, Mapping
from datetime import UTC, datetime, timedelta
from itertools import count
from pathlib import Path
from time import monotonic
from typing import Any, Self
from unittest.mock import patch
from zoneinfo import ZoneInfo

from bot.app import App
from bot.running import build_app
from bot.sending import pacer
from bot.settings import Settings
from storage.database import Database
from storage.transaction import Tx
from tests.support.telegram import Json, Sandbox, World

_numbers = count(7_100_001)
_ZONE = ZoneInfo("Europe/Moscow")


class Running:
    """`settings` are those of bot/settings.py. `rows` looks into the database, for what no chat shows."""

    app: App
    database: Database

    def __init__(self, sandbox: Sandbox, tmp_path: Path, *, clock_file: Path | None = None, **settings: Any) -> None:
        token = f"{next(_numbers)}:{secrets.token_hex(18)}"
        self.world: World = sandbox.world(token)
        self._clock_file = clock_file
        self._hurry = patch.object(pacer, "PRIVATE_SECONDS", 0.01)  # the sandbox's limits are off, and time is dear
        self._settings: dict[str, Any] = {
            "bot_token": token,
            "telegram_api_url": sandbox.url,
            "database_url": f"sqlite:///{tmp_path}/sales.db",
            "messages_per_second": 1000,
            **settings,
        }

    def opened(self, **settings: Any) -> Self:
        """More settings, before the start."""
        self._settings |= settings
        return self

    async def __aenter__(self) -> Self:
        self._hurry.start()
        self.app = await build_app(Settings(_env_file=None, **self._settings), clock_file=self._clock_file)
        self.database = self.app.house.database
        await self.app.start()
        return self

    async def __aexit__(self, *_: object) -> None:
        await self.app.stop()
        self._hurry.stop()

    async def restarted(self) -> Self:
        """The same bot after a clean stop: same token, same database."""
        await self.__aexit__()
        return await self.__aenter__()

    async def rows(self, sql: str, **values: Any) -> list[Mapping[str, Any]]:
        """A query with :named values, each row as a mapping."""

        def read(tx: Tx) -> list[Mapping[str, Any]]:
            wanted = sql if tx.dialect == "sqlite" else re.sub(r":(\w+)", r"%(\1)s", sql)
            found = tx.sql._connection.execute(wanted, values).fetchall()
            return [dict(row) for row in found]

        return await self.database.read(read)

    async def handled(self, deed: Json, *, within: float = 5) -> None:
        """Waits until the updates of a person's deed are worked off and everything due was said."""
        wanted = max(deed["update_ids"], default=None)
        if wanted is None:  # Telegram tells a bot nothing of what is said in a group around it
            return

        async def busy() -> bool:
            rows = await self.rows(
                "SELECT (SELECT COUNT(*) FROM inbox WHERE update_id = :wanted) AS arrived,"
                " (SELECT COUNT(*) FROM inbox WHERE state IN ('pending', 'working'))"
                " + (SELECT COUNT(*) FROM outbox WHERE state IN ('pending', 'calling')) AS waiting",
                wanted=wanted,
            )
            return not rows[0]["arrived"] or bool(rows[0]["waiting"])

        await until(busy, within=within)


async def until(busy: Callable[[], Awaitable[bool]], *, within: float = 5) -> None:
    """Waits until `busy` says False."""
    end = monotonic() + within
    while await busy():
        assert monotonic() < end, f"still busy after {within} s"
        await asyncio.sleep(0.02)


async def move_to(world: World, hour: int, minute: int = 0) -> datetime:
    """Moves the shared clock forward to the next time it is that o'clock in Moscow; that moment in UTC.

    Scenarios begin at midday: quiet hours must not depend on when the tests run.
    """
    seen = await world.sandbox.ask("GET", "/clock")
    now = datetime.fromtimestamp(seen["now"], UTC)
    there = now.astimezone(_ZONE)
    wanted = there.replace(hour=hour, minute=minute, second=0, microsecond=0)
    if wanted <= there:
        wanted += timedelta(days=1)
    await world.forward(seconds=(wanted - there).total_seconds())
    return wanted.astimezone(UTC)
