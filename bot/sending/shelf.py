"""The playbook's media folder: what is really there, and nothing outside it. Everything here blocks."""

import hashlib
import stat
from pathlib import Path

from sales.attachments import FileKind, MediaFile
from storage.media import StoredFile

MEGABYTE = 1 << 20
LARGEST = {FileKind.PHOTO: 10 * MEGABYTE, FileKind.VIDEO: 50 * MEGABYTE, FileKind.DOCUMENT: 50 * MEGABYTE}
_BLOCK = MEGABYTE


class Unusable(Exception):
    """A file that cannot go. `reason` is outside, missing, unreadable, empty, too_big, not_drawn or Telegram's own
    sentence; `digest` tells one content of the same path from another.
    """

    def __init__(self, path: str, reason: str, digest: str = "") -> None:
        super().__init__(f"{path}: {reason}")
        self.path = path
        self.reason = reason
        self.digest = digest


class Shelf:
    """Files may be replaced while the bot runs: each use looks again, and reads only what has changed."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._digests: dict[Path, tuple[tuple[int, int, int], str]] = {}

    def find(self, file: MediaFile) -> StoredFile:
        """Raises Unusable."""
        path, mark = self._checked(file)
        known = self._digests.get(path)
        if known is None or known[0] != mark:
            try:
                with path.open("rb") as content:
                    digest = hashlib.file_digest(content, _new_digest).hexdigest()
            except OSError:
                raise Unusable(file.path, "unreadable") from None
            known = self._digests[path] = (mark, digest)
        return StoredFile(path=file.path, kind=file.kind.value, digest=known[1])

    def load(self, file: MediaFile) -> tuple[StoredFile, bytes]:
        """The content, and what it is: it may be newer than what `find` saw. Raises Unusable."""
        path, _ = self._checked(file)
        try:
            content = path.read_bytes()
        except OSError:
            raise Unusable(file.path, "unreadable") from None
        return StoredFile(path=file.path, kind=file.kind.value, digest=_new_digest(content).hexdigest()), content

    def _checked(self, file: MediaFile) -> tuple[Path, tuple[int, int, int]]:
        """The path, and what changes whenever the file does."""
        path = self._inside(file.path)
        try:
            about = path.stat()
        except FileNotFoundError:
            raise Unusable(file.path, "missing") from None
        except OSError:
            raise Unusable(file.path, "unreadable") from None
        if not stat.S_ISREG(about.st_mode):
            raise Unusable(file.path, "missing")
        if about.st_size == 0:
            raise Unusable(file.path, "empty")
        if about.st_size > LARGEST[file.kind]:
            raise Unusable(file.path, "too_big", str(about.st_size))
        return path, (about.st_mtime_ns, about.st_size, about.st_ino)

    def _inside(self, path: str) -> Path:
        """Links are followed before the question is asked. Raises Unusable."""
        try:
            folder = self._folder.resolve()
            found = (folder / path).resolve()
        except (OSError, ValueError, RuntimeError):  # too long, a zero byte, links in a circle
            raise Unusable(path, "missing") from None
        if Path(path).is_absolute() or ".." in Path(path).parts or not found.is_relative_to(folder):
            raise Unusable(path, "outside")
        return found


def _new_digest(content: bytes = b"") -> hashlib.blake2b:
    return hashlib.blake2b(content, digest_size=16)
