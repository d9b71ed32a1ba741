"""The playbook read anew while everything runs."""

import asyncio
from pathlib import Path
from typing import Protocol

from handlers.admin.machine import Reloaded
from playbook import PlaybookError, load
from sales.playbook import Playbook


class Shelf(Protocol):
    """Where the running playbook stands."""

    playbook: Playbook


class PlaybookReload:
    """Swaps in a valid playbook at once; of a wrong one it tells every problem and changes nothing."""

    def __init__(self, shelf: Shelf, directory: Path) -> None:
        self._shelf = shelf
        self._directory = directory

    async def __call__(self) -> Reloaded:
        try:
            book = await asyncio.to_thread(load, self._directory)
        except PlaybookError as refusal:
            return Reloaded(
                version=self._shelf.playbook.version, problems=tuple(str(problem) for problem in refusal.problems)
            )
        self._shelf.playbook = book
        return Reloaded(version=book.version, problems=())
