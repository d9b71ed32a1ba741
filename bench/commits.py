"""What one small durable write costs alone and among many: the database underneath the step."""

import asyncio
import time
from datetime import UTC, datetime
from pathlib import Path

from storage.database import Database, open_database
from storage.inbox import Arrival, Inbox
from storage.migrations import migrate

_NOW = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)


async def committing(folder: Path, *, writes: int) -> tuple[float, float]:
    """Transactions a second through `Database.write` by one client and by 32 at once."""
    url = f"sqlite:///{folder}/commits.db"
    migrate(url)
    database = await open_database(url)
    try:
        alone = await _speed(database, 1, 0, writes // 4)
        together = await _speed(database, 32, writes, writes)
    finally:
        await database.close()
    return alone, together


async def _speed(database: Database, clients: int, first: int, writes: int) -> float:
    numbers = iter(range(first, first + writes))

    async def client() -> None:
        for number in numbers:
            arrival = Arrival(update_id=number, chat_key=number, sender_id=number, body="{}")
            await database.write(lambda tx, arrival=arrival: Inbox(tx).add(1, [arrival], _NOW))

    before = time.perf_counter()
    await asyncio.gather(*(client() for _ in range(clients)))
    return writes / (time.perf_counter() - before)
