"""All accounts of the person behind a lead: who is written to, and what is known of them together."""

from dataclasses import dataclass

from sales.journeys import SeenSignal
from sales.leads import Lead
from sales.merging import known_together, to_write_to
from sales.people import Person
from sales.ports import LeadBook, MergeBook, PeopleBook, SignalBook
from sales.qualification import Unanswered


@dataclass(frozen=True, slots=True)
class LeadPeople:
    """The account that wrote last comes first. The erased are left out."""

    merges: MergeBook
    people: PeopleBook

    def __call__(self, lead: Lead) -> list[Person]:
        ids = dict.fromkeys([lead.person_id, *(person_id for _, person_id in self.merges.parts_of(lead.id))])
        found = (self.people.by_id(id) for id in ids)
        return [person for person in found if person is not None]


@dataclass(frozen=True, slots=True)
class Speaker:
    """Whom a salesperson's words go to: the account that wrote last, and while it is blocked another one."""

    lead_people: LeadPeople
    leads: LeadBook
    merges: MergeBook

    def __call__(self, lead: Lead) -> Person | None:
        people = self.lead_people(lead)
        if people and people[0].id == lead.person_id and people[0].unreachable_at is None:
            return people[0]
        return to_write_to(people)

    def heard(self, lead: Lead, person: Person) -> Lead:
        """This account wrote: answers go there from now on."""
        if lead.person_id == person.id:
            return lead
        self.merges.speak(lead.id, person.id)
        return self.leads.by_id(lead.id) or lead

    def own_about(self, lead: Lead, person: Person) -> str:
        """The subject of what this account says: by its own lead, so that it can be told apart and erased alone."""
        own = [id for id, person_id in self.merges.parts_of(lead.id) if person_id == person.id]
        return f"lead:{own[0]}" if own else lead.about


@dataclass(frozen=True, slots=True)
class KnownOfPerson:
    """What all accounts of a lead show; `lead` None: it is being made, and only the one account is known."""

    lead_people: LeadPeople
    signals: SignalBook

    def __call__(self, person: Person, lead: Lead | None) -> list[SeenSignal]:
        people = self._people(person, lead)
        if len(people) == 1:
            return self.signals.of(people[0].id)
        return known_together(self.signals.of(one.id) for one in people)

    def unanswered(self, person: Person, lead: Lead | None) -> Unanswered:
        """What was said to any of them since one of them was heard of last."""
        people = self._people(person, lead)
        heard_at = max(one.seen_at for one in people)
        found = [self.signals.unanswered(one.id, heard_at) for one in people]
        since = [one.since for one in found if one.since is not None]
        return Unanswered(touches=sum(one.touches for one in found), since=min(since, default=None))

    def _people(self, person: Person, lead: Lead | None) -> list[Person]:
        return [person] if lead is None else self.lead_people(lead) or [person]
