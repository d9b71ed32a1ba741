"""Leads came from a file: those who work leads hear of all of them in one message."""

from dataclasses import dataclass

from sales.activity import Verb
from sales.leads import LeadId
from sales.outgoing import Lane, WhenUnknown
from sales.ports import ActivityLog, LeadBook, Messenger, PeopleBook, StaffBook
from sales.usecases.lead_readers import OnDuty
from sales.usecases.merge_leads import MergeByPhone


@dataclass(frozen=True, slots=True)
class JoinImported:
    """A lead from a file whose phone somebody has already: a partner's touch, not a second lead."""

    leads: LeadBook
    people: PeopleBook
    merge: MergeByPhone

    def __call__(self, lead_id: LeadId) -> bool:
        """False when whoever has the phone has no open lead: then it stands by itself."""
        lead = self.leads.by_id(lead_id)
        person = None if lead is None else self.people.by_id(lead.person_id)
        return lead is not None and person is not None and self.merge(person, lead, is_one_of_many=True) is not None


@dataclass(frozen=True, slots=True)
class AnnounceImport:
    """Runs in the transaction that brings them in. Salespeople hear of the open ones, admins of all."""

    on_duty: OnDuty
    staff: StaffBook
    messenger: Messenger
    log: ActivityLog

    def __call__(self, *, won: int, lost: int, open: int, joined: int) -> None:
        self.log.add(Verb.LEADS_IMPORTED, person_id=None, won=won, lost=lost, open=open, joined=joined)
        admins = [person for person in self.staff.admins() if person.unreachable_at is None]
        workers = self.on_duty()[0] if open or joined else []
        for reader in {person.id: person for person in (*admins, *workers)}.values():
            self.messenger.tell(
                reader,
                "score/imported",
                lane=Lane.URGENT,
                when_unknown=WhenUnknown.RESEND,
                won=won,
                lost=lost,
                open=open,
                joined=joined,
                is_admin=reader in admins,
            )
