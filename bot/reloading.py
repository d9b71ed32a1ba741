"""The playbook read anew while everything runs, on every replica."""

import asyncio
from pathlib import Path
from typing import Protocol

import structlog

from bot.furnish import furnish
from handlers.admin.machine import Reloaded
from playbook import PlaybookError, load
from sales.clock import Clock
from sales.playbook import Playbook
from storage.database import Database
from storage.meta import Meta

log = structlog.get_logger(__name__)


class Shelf(Protocol):
    """Where the running playbook stands."""

    playbook: Playbook
    database: Database
    clock: Clock
    admin_ids: frozenset[int]


class PlaybookReload:
    """Swaps in a valid playbook at once; of a wrong one it tells every problem and changes nothing."""

    def __init__(self, shelf: Shelf, directory: Path) -> None:
        self._shelf = shelf
        self._directory = directory
        self._seen = shelf.playbook.version

    async def __call__(self) -> Reloaded:
        try:
            book = await asyncio.to_thread(load, self._directory)
        except PlaybookError as refusal:
            return Reloaded(
                version=self._shelf.playbook.version, problems=tuple(str(problem) for problem in refusal.problems)
            )
        now, admin_ids = self._shelf.clock.now(), self._shelf.admin_ids
        await self._shelf.database.write(lambda tx: furnish(tx, book, admin_ids, now))
        self._shelf.playbook, self._seen = book, book.version
        return Reloaded(version=book.version, problems=())

    async def follow(self) -> None:
        """Another replica reloaded: read our own files too. Says so in the log when they are not the same."""
        version = await self._shelf.database.read(lambda tx: Meta(tx).playbook_version())
        if version == self._seen:
            return
        self._seen = version
        try:
            book = await asyncio.to_thread(load, self._directory)
        except PlaybookError:
            book = self._shelf.playbook
        if book.version == version:
            self._shelf.playbook = book
            log.info("playbook reloaded", version=version)
        else:
            log.warning("the playbook files of this replica differ", here=book.version, elsewhere=version)
