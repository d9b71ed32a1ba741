"""Two salespeople, one customer: whose lead it is from now on, or that they are two people."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sales.errors import NotYours, Outdated, SalesError
from sales.leads import Lead
from sales.merging import Merge, MergeState
from sales.outgoing import Lane, WhenUnknown
from sales.people import Person
from sales.ports import LeadBook, MergeBook, Messenger, PeopleBook
from sales.usecases.join_leads import JoinLeads, tell_merged
from sales.usecases.lead_readers import LeadReaders
from sales.usecases.merge_leads import may_give

FIRST, SECOND, APART = "first", "second", "apart"


@dataclass(frozen=True, slots=True)
class DecideMerge:
    """A salesperson may give their own lead away or keep the two apart, an admin anything.

    Raises NotYours, Outdated, SalesError: merge_over, lead_closed.
    """

    merges: MergeBook
    leads: LeadBook
    people: PeopleBook
    join: JoinLeads
    readers: LeadReaders
    messenger: Messenger
    now: datetime

    def __call__(self, person: Person, token: str, to: str) -> dict[str, Any]:
        merge, first, second = self._found(person, token)
        if to == APART:
            self.merges.settle(merge.id, MergeState.APART, self.now)
            return {"to": APART, "owner": "", "name": self._name(first), "other": self._name(second)}
        if to not in (FIRST, SECOND):
            raise Outdated
        kept, joined = (first, second) if to == FIRST else (second, first)
        if not may_give(person, joined):
            raise NotYours
        self.merges.settle(merge.id, MergeState.ENDED, self.now)
        other = self._name(joined)
        worked, made = self.join(kept, joined, None)
        customer = self.people.by_id(worked.person_id)
        assert customer is not None, "the leads of the erased are closed"
        tell_merged(self.readers, worked, customer, made, other=other)
        owner = self.readers.owner(worked)
        self._tell_former(joined, person, customer, owner)
        return {"to": to, "owner": "" if owner is None else owner.name, "name": customer.name, "other": other}

    def _found(self, person: Person, token: str) -> tuple[Merge, Lead, Lead]:
        merge = self.merges.by_token(token)
        if merge is None:
            raise NotYours
        self.merges.lock(merge.kept_id, merge.joined_id)
        first, second = self.leads.by_id(merge.kept_id), self.leads.by_id(merge.joined_id)
        if first is None or second is None or not (may_give(person, first) or may_give(person, second)):
            raise NotYours
        again = self.merges.by_token(token)
        if again is None or again.state is not MergeState.ASKED:
            raise SalesError("merge_over")
        if not (first.is_open and second.is_open):
            raise SalesError("lead_closed")
        return merge, first, second

    def _tell_former(self, joined: Lead, person: Person, customer: Person, owner: Person | None) -> None:
        former = None if joined.owner_id is None else self.people.by_id(joined.owner_id)
        if former is not None and former.role.is_staff and former.id != person.id and owner is not None:
            self.messenger.tell(
                former,
                "lead/handed",
                lane=Lane.URGENT,
                when_unknown=WhenUnknown.RESEND,
                name=customer.name,
                owner=owner.name,
            )

    def _name(self, lead: Lead) -> str:
        customer = self.people.by_id(lead.person_id)
        return "" if customer is None else customer.name
