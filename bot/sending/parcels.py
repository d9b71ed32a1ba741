"""Calls that carry a file: what Telegram has goes by its id, what it lacks is uploaded, and where no file can go the
same words go alone.
"""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Any, Protocol

import structlog

from bot.sending.ports import BrokenFile, Pages
from bot.sending.request import UPLOAD, in_words, with_file
from bot.sending.results import Outcome, Verdict, is_about_file, may_be_the_file
from bot.sending.shelf import Shelf, Unusable
from sales.attachments import Attachment, FileKind, MediaFile, PageFile
from storage.database import Database
from storage.errors import StorageUnavailable
from storage.media import Media, StoredFile

_DRAWN_AT_ONCE = 2

_log = structlog.get_logger(__name__)

Uploads = Mapping[str, tuple[str, bytes]]


@dataclass(frozen=True, slots=True)
class Posted:
    """`result` is what Telegram's answer held, if it was readable."""

    verdict: Verdict
    result: Any = None


class Post(Protocol):
    def __call__(self, method: str, body: dict[str, Any], files: Uploads | None = None, /) -> Awaitable[Posted]:
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

    async def go(self, file: str, files: Uploads | None = None) -> Posted:
        return await self.post(*with_file(self.method, self.body, self.attachment.kind, file), files)

    async def upload(self, name: str, content: bytes) -> Posted:
        return await self.go(f"attach://{UPLOAD}", {UPLOAD: (name, content)})


class Parcels:
    """One file is uploaded once, however many wait for it: `waiting` counts those, they are not on the wire."""

    def __init__(self, database: Database, shelf: Shelf, pages: Pages, *, bot_id: int) -> None:
        self._database = database
        self._shelf = shelf
        self._pages = pages
        self._bot_id = bot_id
        self._drawing = asyncio.Semaphore(_DRAWN_AT_ONCE)
        self._ids: dict[StoredFile, str] = {}
        self._refused: dict[StoredFile, str] = {}
        self._uploads: dict[StoredFile, asyncio.Lock] = {}
        self.waiting = 0

    async def carry(self, parcel: Parcel) -> Carried:
        learned = None
        try:
            carried = await self._with_file(parcel)
            if not may_be_the_file(carried.verdict):
                return carried
            learned = carried.learned
            broken = BrokenFile(_name(parcel.attachment), carried.verdict.reason or "", _digest(learned))
        except Unusable as trouble:
            broken = BrokenFile(trouble.path, trouble.reason, trouble.digest)
        _log.warning("sender.without_file", file=broken.path, reason=broken.reason)
        words = await parcel.post(*in_words(parcel.method, parcel.body))
        return Carried(words.verdict, learned, broken if words.verdict.outcome is Outcome.SENT else None)

    async def _with_file(self, parcel: Parcel) -> Carried:
        match parcel.attachment:
            case MediaFile() as file:
                return await self._media(file, parcel)
            case PageFile() as page:
                posted = await parcel.upload(page.name, await self._drawn(page, parcel.language))
            case text:
                posted = await parcel.upload(text.name, text.text.encode())
        return Carried(posted.verdict)

    async def _drawn(self, page: PageFile, language: str) -> bytes:
        async with self._drawing:
            try:
                return await asyncio.to_thread(self._pages.draw, page.page, language, page.format, page.data)
            except Exception as error:  # a page's template may break in any way; the words must still go
                _log.exception("sender.not_drawn", page=page.page, language=language, error=type(error).__name__)
                raise Unusable(_name(page), "not_drawn", f"{language}:{type(error).__name__}") from error

    async def _media(self, file: MediaFile, parcel: Parcel) -> Carried:
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
        lock = self._uploads.setdefault(stored, asyncio.Lock())
        self.waiting += 1
        try:
            await lock.acquire()
        finally:
            self.waiting -= 1
        try:
            yield
        finally:
            lock.release()


def _name(attachment: Attachment) -> str:
    match attachment:
        case MediaFile():
            return attachment.path
        case PageFile():
            return f"{attachment.page}.{attachment.format}"
        case _:
            return attachment.name


def _digest(learned: Learned | None) -> str:
    return "" if learned is None else learned.file.digest


def _file_id(result: Any, kind: FileKind) -> str | None:
    """From Telegram's Message; of a photo's sizes the last is the whole one."""
    found = result.get(kind.value) if isinstance(result, dict) else None
    if isinstance(found, list) and found:
        found = found[-1]
    file_id = found.get("file_id") if isinstance(found, dict) else None
    return file_id if isinstance(file_id, str) else None
