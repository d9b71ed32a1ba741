"""Which of our files Telegram already has."""

from dataclasses import dataclass
from datetime import datetime

from storage.times import to_ms
from storage.transaction import Tx


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredFile:
    """A file of the playbook as it is now: `digest` is of its content, `kind` how Telegram shows it."""

    path: str
    kind: str
    digest: str


class Media:
    """File ids belong to one bot; the last content of a path is the only one remembered."""

    def __init__(self, tx: Tx, bot_id: int) -> None:
        self._sql = tx.sql
        self._bot_id = bot_id

    def file_id(self, file: StoredFile) -> str | None:
        """None when this content was not uploaded yet."""
        row = self._sql.media_file_id(bot_id=self._bot_id, path=file.path, kind=file.kind, digest=file.digest)
        return None if row is None else str(row["file_id"])

    def remember(self, file: StoredFile, file_id: str, now: datetime) -> None:
        self._sql.media_remember(
            bot_id=self._bot_id,
            path=file.path,
            kind=file.kind,
            digest=file.digest,
            file_id=file_id,
            now=to_ms(now),
        )

    def forget(self, file: StoredFile, file_id: str) -> None:
        """Telegram no longer takes this id."""
        self._sql.media_forget(bot_id=self._bot_id, path=file.path, kind=file.kind, file_id=file_id)
