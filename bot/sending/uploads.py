"""Files that Telegram may have already: by their id, else uploaded once, however many wait for them."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Any, Protocol

from bot.sending.ports import BrokenFile
from bot.sending.request import UPLOAD, with_file
from bot.sending.results import Outcome, Verdict, is_about_file
from bot.sending.shelf import Shelf, Unusable
from sales.attachments import Attachment, FileKind, MediaFile
from storage.database import Database
from storage.errors import StorageUnavailable
from storage.media import Media, StoredFile

Contents = Mapping[str, tuple[str, bytes]]
"""Part of the form -> (file name, content)."""


@dataclass(frozen=True, slots=True)
class Posted:
    """`result` is what Telegram's answer held, if it was readable."""

    verdict: Verdict
    result: Any = None


class Post(Protocol):
    def __call__(self, method: str, body: dict[str, Any], files: Contents | None = None, /) -> Awaitable[Posted]:
        """One call, within the limits."""
        ...


@dataclass(frozen=True, slots=True)
class Learned:
    """The id under which Telegram keeps a file; None: `refused` is no such id any more."""

    bot_id: int
    file: StoredFile
    file_id: str | None
    refused: str | None = None


@dataclass(frozen=True, slots=True)
class Carried:
    verdict: Verdict
    learned: Learned | None = None
    broken: BrokenFile | None = None


@dataclass(frozen=True, slots=True)
class Parcel:
    """A call and the file it lacks."""

    attachment: Attachment
    language: str
    method: str
    body: dict[str, Any]
    post: Post

    async def go(self, file: str, files: Contents | None = None) -> Posted:
        return await self.post(*with_file(self.method, self.body, self.attachment.kind, file), files)

    async def upload(self, name: str, content: bytes) -> Posted:
        return await self.go(f"attach://{UPLOAD}", {UPLOAD: (name, content)})


class Uploads:
    """`waiting` counts calls that wait for somebody else's upload: they are not on the wire."""

    def __init__(self, database: Database, shelf: Shelf, *, bot_id: int) -> None:
        self._database = database
        self._shelf = shelf
        self._bot_id = bot_id
        self._ids: dict[StoredFile, str] = {}
        self._refused: dict[StoredFile, str] = {}
        self._turns: dict[StoredFile, asyncio.Lock] = {}
        self.waiting = 0

    async def send(self, file: MediaFile, parcel: Parcel) -> Carried:
        """Raises Unusable."""
        stored = await asyncio.to_thread(self._shelf.find, file)
        refused = None
        file_id = await self._id_of(stored)
        if file_id is not None:
            posted = await parcel.go(file_id)
            if not is_about_file(posted.verdict):
                return Carried(posted.verdict)
            refused = file_id
            if self._ids.get(stored) == refused:
                del self._ids[stored]
        async with self._alone(stored):
            file_id = self._ids.get(stored)
            if file_id is None:
                return await self._upload(file, stored, parcel, refused)
        return Carried((await parcel.go(file_id)).verdict)

    async def _upload(self, file: MediaFile, stored: StoredFile, parcel: Parcel, refused: str | None) -> Carried:
        if stored in self._refused:
            raise Unusable(file.path, self._refused[stored], stored.digest)
        stored, content = await asyncio.to_thread(self._shelf.load, file)
        posted = await parcel.upload(file.path.rpartition("/")[2], content)
        file_id = _file_id(posted.result, file.kind)
        if posted.verdict.outcome is Outcome.SENT and file_id is not None:
            self._ids[stored] = file_id
        elif is_about_file(posted.verdict):
            self._refused[stored] = posted.verdict.reason or ""
        return Carried(posted.verdict, Learned(self._bot_id, stored, file_id, refused))

    async def _id_of(self, stored: StoredFile) -> str | None:
        if stored not in self._ids:
            try:
                found = await self._database.read(lambda tx: Media(tx, self._bot_id).file_id(stored))
            except StorageUnavailable:  # an upload too many is cheaper than a message lost
                return None
            if found is not None:
                self._ids.setdefault(stored, found)
        return self._ids.get(stored)

    @asynccontextmanager
    async def _alone(self, stored: StoredFile) -> AsyncIterator[None]:
        lock = self._turns.setdefault(stored, asyncio.Lock())
        self.waiting += 1
        try:
            await lock.acquire()
        finally:
            self.waiting -= 1
        try:
            yield
        finally:
            lock.release()


def _file_id(result: Any, kind: FileKind) -> str | None:
    """From Telegram's Message; of a photo's sizes the last is the whole one."""
    found = result.get(kind.value) if isinstance(result, dict) else None
    if isinstance(found, list) and found:
        found = found[-1]
    file_id = found.get("file_id") if isinstance(found, dict) else None
    return file_id if isinstance(file_id, str) else None
