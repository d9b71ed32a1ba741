"""Leads came from a file: those who work leads hear of all of them in one message."""

from dataclasses import dataclass

from sales.activity import Verb
from sales.outgoing import Lane, WhenUnknown
from sales.ports import ActivityLog, Messenger, StaffBook
from sales.usecases.lead_readers import OnDuty


@dataclass(frozen=True, slots=True)
class AnnounceImport:
    """Runs in the transaction that brings them in. Salespeople hear of the open ones, admins of all."""

    on_duty: OnDuty
    staff: StaffBook
    messenger: Messenger
    log: ActivityLog

    def __call__(self, *, won: int, lost: int, open: int) -> None:
        self.log.add(Verb.LEADS_IMPORTED, person_id=None, won=won, lost=lost, open=open)
        admins = [person for person in self.staff.admins() if person.unreachable_at is None]
        workers = self.on_duty()[0] if open else []
        for reader in {person.id: person for person in (*admins, *workers)}.values():
            self.messenger.tell(
                reader,
                "score/imported",
                lane=Lane.URGENT,
                when_unknown=WhenUnknown.RESEND,
                won=won,
                lost=lost,
                open=open,
                is_admin=reader in admins,
            )
