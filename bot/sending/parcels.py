"""Calls that carry a file, whatever its kind; where no file can go the same words go alone."""

import asyncio

import structlog

from bot.sending.ports import BrokenFile, Pages
from bot.sending.request import in_words
from bot.sending.results import Outcome, may_be_the_file
from bot.sending.shelf import Shelf, Unusable
from bot.sending.uploads import Carried, Learned, Parcel, Uploads
from sales.attachments import Attachment, MediaFile, PageFile
from storage.database import Database

_DRAWN_AT_ONCE = 2

_log = structlog.get_logger(__name__)


class Parcels:
    def __init__(self, database: Database, shelf: Shelf, pages: Pages, *, bot_id: int) -> None:
        self._uploads = Uploads(database, shelf, bot_id=bot_id)
        self._pages = pages
        self._drawing = asyncio.Semaphore(_DRAWN_AT_ONCE)

    @property
    def waiting(self) -> int:
        """Calls that wait for somebody else's upload."""
        return self._uploads.waiting

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
                return await self._uploads.send(file, parcel)
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
