"""Facts about this installation that all replicas share."""

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
