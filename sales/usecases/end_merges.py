"""Before an account is forgotten its lead and those of the same person's other accounts are parted."""

from dataclasses import dataclass
from datetime import datetime

from sales.leads import Lead
from sales.merging import Merge, MergeState
from sales.people import Person
from sales.ports import LeadBook, MergeBook, Messenger, PeopleBook
from sales.usecases.lead_people import LeadPeople
from sales.usecases.lead_readers import LeadReaders
from sales.usecases.notice_lead import NoticeLead
from sales.usecases.undo_merge import PartLeads


@dataclass(frozen=True, slots=True)
class EndMerges:
    """The other accounts keep their lead, and whoever worked both goes on with it.

    Returns the people to be forgotten as well: those whom only a file named, once no account of theirs is left.
    """

    leads: LeadBook
    merges: MergeBook
    people: PeopleBook
    lead_people: LeadPeople
    part: PartLeads
    readers: LeadReaders
    notice: NoticeLead
    messenger: Messenger
    now: datetime

    def __call__(self, person: Person) -> list[Person]:
        unreachable: dict[int, Person] = {}
        for lead in self.leads.all_of(person.id):
            root = self.leads.current(lead.id) or lead
            others = [one for one in self.lead_people(root) if one.id != person.id]
            if others and not any(one.telegram_id for one in others):
                unreachable |= {one.id: one for one in others}
                continue
            above = self.merges.above(lead.id)
            for merge in (*self.merges.under(lead.id), *([] if above is None else [above])):
                self._end(person, merge, root)
        return list(unreachable.values())

    def _end(self, person: Person, merge: Merge, root: Lead) -> None:
        """What was shown of both at once is emptied; what each said by itself goes with each."""
        if not root.is_open:
            self.merges.settle(merge.id, MergeState.ENDED, self.now)
            return
        parted = self.part(merge, MergeState.ENDED)
        if parted is None:
            return
        goes_on = next(lead for lead in parted if self._is_others(lead, person))
        if goes_on.id != root.id and goes_on.owner_id is None and root.owner_id is not None:
            self.leads.claim(goes_on.id, root.owner_id, self.now)
        for lead in parted:
            self.messenger.retell(lead.about, "merge/left_card", lead=goes_on.token)
        self.messenger.scrub(person, [lead.about for lead in parted], reason="erased")
        self._tell(self.leads.by_id(goes_on.id) or goes_on)

    def _is_others(self, lead: Lead, person: Person) -> bool:
        return all(id != person.id for _, id in self.merges.parts_of(lead.id))

    def _tell(self, lead: Lead) -> None:
        customer = self.people.by_id(lead.person_id)
        if customer is not None:
            self.readers.tell(lead, customer, "merge/left")
        if lead.owner_id is None:
            self.notice.watch(lead, self.now)
