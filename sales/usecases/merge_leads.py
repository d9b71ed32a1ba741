"""Two leads turn out to be one person's: they become one, or their owners are asked."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sales.activity import Verb
from sales.leads import Lead
from sales.merging import MergeState, wanted, which_stays
from sales.outgoing import Lane, WhenUnknown
from sales.people import Person, PersonId
from sales.ports import ActivityLog, LeadBook, MergeBook, Messenger, NewToken, PeopleBook, StaffBook
from sales.usecases.join_leads import JoinLeads, tell_merged
from sales.usecases.lead_readers import LeadReaders


@dataclass(frozen=True, slots=True)
class AskOwners:
    """Two salespeople work one person: neither loses a lead without being asked."""

    merges: MergeBook
    people: PeopleBook
    staff: StaffBook
    messenger: Messenger
    log: ActivityLog
    new_token: NewToken
    now: datetime

    def __call__(self, one: Lead, other: Lead) -> None:
        token = self.new_token()
        asked = self.merges.add(
            token=token,
            kept_id=one.id,
            joined_id=other.id,
            state=MergeState.ASKED,
            own=wanted(one),
            tasks=[],
            now=self.now,
        )
        owners = [self.people.by_id(lead.owner_id) for lead in (one, other) if lead.owner_id is not None]
        if asked is None or None in owners:
            return
        self.log.add(Verb.MERGE_ASKED, person_id=one.person_id, lead_id=one.id, other=other.id)
        readers = {person.id: person for person in (*owners, *self.staff.admins()) if person is not None}
        for reader in readers.values():
            self.messenger.tell(
                reader,
                "merge/asked",
                lane=Lane.URGENT,
                when_unknown=WhenUnknown.RESEND,
                merge=token,
                **self.sides(one, other, reader),
            )

    def sides(self, one: Lead, other: Lead, reader: Person) -> dict[str, Any]:
        """Both leads with their owners, and which way this reader may decide: a salesperson only gives away."""
        words: dict[str, Any] = {}
        for side, lead, facing in (("first", one, other), ("second", other, one)):
            customer = self.people.by_id(lead.person_id)
            owner = None if lead.owner_id is None else self.people.by_id(lead.owner_id)
            words[side] = "" if customer is None else customer.name
            words[f"{side}_owner"] = "" if owner is None else owner.name
            words[f"may_{side}"] = may_give(reader, facing)
        return words


def may_give(person: Person, lead: Lead) -> bool:
    """An admin any lead, a salesperson their own."""
    return lead.may_be_seen_by(person) and (person.role.is_staff and lead.owner_id is not None)


@dataclass(frozen=True, slots=True)
class MergeByPhone:
    """A phone became known, or somebody whose phone is known became a lead: are there others with this number?"""

    leads: LeadBook
    merges: MergeBook
    join: JoinLeads
    ask: AskOwners
    readers: LeadReaders
    people: PeopleBook

    def __call__(self, person: Person, lead: Lead, *, is_one_of_many: bool = False) -> Lead | None:
        """The lead that is worked from now on, those who work it told; None when it stays alone.

        `is_one_of_many`: the pool hears of all of them together, an owner still of each.
        """
        if not person.phone or person.role.is_staff:
            return None
        merged = None
        for other in self.merges.same_phone(person):
            met = self.leads.open_of(other.id)
            if met is None or met.id == lead.id:
                continue
            joined = self._meet(lead, met, person, is_one_of_many)
            if joined is not None:
                merged = lead = joined
        return merged

    def _meet(self, lead: Lead, met: Lead, person: Person, is_one_of_many: bool) -> Lead | None:
        self.merges.lock(lead.id, met.id)
        now = [self.leads.by_id(id) for id in (lead.id, met.id)]
        ours, theirs = now
        if ours is None or theirs is None or not (ours.is_open and theirs.is_open):
            return None
        if self.merges.are_apart(self._people(ours), self._people(theirs)):
            return None
        pair = which_stays(ours, theirs)
        if pair is None:
            self.ask(ours, theirs)
            return None
        kept, joined = pair
        return self._join(kept, joined, person, is_told=not is_one_of_many or kept.owner_id is not None)

    def _join(self, kept: Lead, joined: Lead, person: Person, *, is_told: bool) -> Lead:
        former = self.people.by_id(joined.person_id)
        worked, merge = self.join(kept, joined, person if person.telegram_id else None)
        customer = self.people.by_id(worked.person_id) or person
        if is_told:
            tell_merged(self.readers, worked, customer, merge, other=self._other(kept, former, customer))
        return self.leads.by_id(worked.id) or worked

    def _other(self, kept: Lead, former: Person | None, customer: Person) -> str:
        """The account that is not written to."""
        if former is not None and former.id != customer.id:
            return former.name
        first = self.people.by_id(kept.person_id)
        return "" if first is None else first.name

    def _people(self, lead: Lead) -> list[PersonId]:
        return [person_id for _, person_id in self.merges.parts_of(lead.id)]
