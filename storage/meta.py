"""Facts about this installation that all replicas share."""

from sales.ports import Chat
from storage.transaction import Tx


class Meta:
    def __init__(self, tx: Tx) -> None:
        self._sql = tx.sql

    def playbook_version(self) -> str:
        """The version somebody last started with or reloaded; empty before the first start."""
        row = self._sql.meta_get(key="playbook_version")
        return "" if row is None else str(row["value"])

    def set_playbook_version(self, version: str) -> None:
        self._sql.meta_set(key="playbook_version", value=version)


class StaffRoom:
    """`configured` is what STAFF_CHAT_ID says; where that group went later is remembered here."""

    def __init__(self, tx: Tx, configured: Chat | None) -> None:
        self._sql = tx.sql
        self._configured = configured

    def chat(self) -> Chat | None:
        if self._configured is None:
            return None
        row = self._sql.meta_get(key=self._key(self._configured))
        return self._configured if row is None else Chat(id=int(row["value"]), language=self._configured.language)

    def moved(self, old_id: int, new_id: int) -> None:
        chat = self.chat()
        if chat is not None and chat.id == old_id and self._configured is not None:
            self._sql.meta_set(key=self._key(self._configured), value=str(new_id))

    def _key(self, configured: Chat) -> str:
        return f"staff_chat_moved:{configured.id}"
