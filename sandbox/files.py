"""Files by their ids. A file id is bound to its world and to its kind, as Telegram's are."""

import hashlib
import secrets
from dataclasses import dataclass
from typing import Any

from sandbox.errors import bad

MEGABYTE = 1 << 20
DOWNLOAD_LIMIT = 20 * MEGABYTE
_PREFIX = {
    "photo": "AgACAgIAAx",
    "document": "BQACAgIAAx",
    "video": "BAACAgIAAx",
    "audio": "CQACAgIAAx",
    "voice": "AwACAgIAAx",
    "sticker": "CAACAgIAAx",
    "animation": "CgACAgIAAx",
    "video_note": "DQACAgIAAx",
}
_FOLDER = {"photo": "photos", "voice": "voice", "sticker": "stickers", "video": "videos", "audio": "music"}


@dataclass(slots=True)
class File:
    """`url` stands for content by HTTP address, which the sandbox does not fetch."""

    id: str
    unique_id: str
    kind: str
    name: str
    mime: str
    data: bytes
    path: str
    url: str | None = None
    width: int = 0
    height: int = 0

    @property
    def size(self) -> int:
        return len(self.data)

    def brief(self) -> dict[str, Any]:
        data: dict[str, Any] = {"file_id": self.id, "file_unique_id": self.unique_id}
        if self.data:
            data["file_size"] = self.size
        return data


class Files:
    def __init__(self, bot_id: int) -> None:
        self._bot_id = bot_id
        self._by_id: dict[str, File] = {}
        self._by_path: dict[str, File] = {}

    def add(self, kind: str, name: str, mime: str, data: bytes, url: str | None = None) -> File:
        number = len(self._by_id)
        file_id = f"{_PREFIX[kind]}{secrets.token_urlsafe(36)}"
        unique = hashlib.blake2b((url or "").encode() + data, digest_size=9).hexdigest()
        extension = name.rpartition(".")[2] if "." in name else "bin"
        path = f"{_FOLDER.get(kind, 'documents')}/file_{number}.{extension}"
        file = File(file_id, f"AQAD{unique}", kind, name, mime, data, path, url)
        self._by_id[file_id] = self._by_path[path] = file
        return file

    def find(self, file_id: str) -> File | None:
        return self._by_id.get(file_id)

    def by_path(self, path: str) -> File | None:
        return self._by_path.get(path)

    def of_kind(self, file_id: str, kind: str) -> File:
        """Raises 400 for an unknown id and for a file of another kind."""
        file = self._by_id.get(file_id)
        if file is None:
            raise bad("wrong file identifier/HTTP URL specified")
        if file.kind != kind:
            was, wanted = file.kind.replace("_", " ").title(), kind.replace("_", " ").title()
            raise bad(f"can't use file of type {was.replace(' ', '')} as {wanted.replace(' ', '')}")
        return file
