"""Files that go with a message: named here, found or made only when their turn to be sent comes."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any


class FileKind(StrEnum):
    """How Telegram shows it."""

    PHOTO = "photo"
    VIDEO = "video"
    DOCUMENT = "document"


class PageFormat(StrEnum):
    PNG = "png"
    PDF = "pdf"


@dataclass(frozen=True, slots=True, kw_only=True)
class MediaFile:
    """A file of the playbook: `path` is relative to its media folder. Uploaded once per bot."""

    path: str
    kind: FileKind


@dataclass(frozen=True, slots=True, kw_only=True)
class PageFile:
    """A document drawn from templates/<language>/pages/<page>.typ with `data` (JSON-able; words and numbers only).

    A PNG is shown as a photo, a PDF goes as a document called `name`.
    """

    page: str
    format: PageFormat
    name: str
    data: Mapping[str, Any] = field(hash=False)

    @property
    def kind(self) -> FileKind:
        return FileKind.PHOTO if self.format is PageFormat.PNG else FileKind.DOCUMENT


@dataclass(frozen=True, slots=True, kw_only=True)
class TextFile:
    """A text made on the spot, sent as a document."""

    name: str
    text: str

    @property
    def kind(self) -> FileKind:
        return FileKind.DOCUMENT


Attachment = MediaFile | PageFile | TextFile
