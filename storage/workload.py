"""How much lies in the queues, and what went wrong in them."""

from datetime import datetime

from sales.ports import Trouble
from storage.inbox import Inbox
from storage.outbox import Outbox
from storage.times import from_ms, to_ms
from storage.transaction import Tx


class Workload:
    def __init__(self, tx: Tx) -> None:
        self._tx = tx

    def counts(self) -> dict[str, int]:
        inbox, outbox = Inbox(self._tx).counts(), Outbox(self._tx).counts()
        return {
            "updates_waiting": inbox.get("pending", 0),
            "dead_letters": inbox.get("dead", 0),
            "messages_waiting": outbox.get("pending", 0) + outbox.get("calling", 0),
            "failed": outbox.get("failed", 0),
            "unknown": outbox.get("unknown", 0),
        }

    def troubles(self, limit: int = 10) -> list[Trouble]:
        """The newest first."""
        letters = [
            Trouble(what="dead_letter", name=letter.error, reason="", at=letter.at)
            for letter in Inbox(self._tx).dead_letters(limit)
        ]
        sends = [
            Trouble(
                what=row["state"],
                name=row["template"] or row["method"],
                reason=row["reason"] or "",
                at=from_ms(row["finished_at"]),
            )
            for row in self._tx.sql.outbox_trouble(limit=limit)
        ]
        return sorted(letters + sends, key=lambda trouble: trouble.at, reverse=True)[:limit]

    def leads_since(self, moment: datetime) -> int:
        return int(self._tx.sql.leads_since(since=to_ms(moment))["total"])
