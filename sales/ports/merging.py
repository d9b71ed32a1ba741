"""Two leads of one person, and which became part of which."""

from datetime import datetime
from typing import Protocol

from sales.leads import Lead, LeadId, Task
from sales.merging import Merge, MergeId, MergeState, Origin, Wanted
from sales.people import Person, PersonId


class MergeBook(Protocol):
    def same_phone(self, person: Person) -> list[Person]:
        """Other living people with this phone who do not work here, the earliest first.

        Until this transaction ends nobody else may ask for the same phone: two who leave it at once meet each other.
        """
        ...

    def lock(self, *leads: LeadId) -> None:
        """Nobody claims, closes or merges them until this transaction ends."""
        ...

    def parts_of(self, lead_id: LeadId) -> list[tuple[LeadId, PersonId]]:
        """The lead itself and all that became part of it, each with the person it began with."""
        ...

    def origins_of(self, lead_id: LeadId) -> list[Origin]: ...
    def past_of(self, lead: Lead) -> list[Lead]:
        """Closed leads of the same people, or of others with the same phone, the latest first."""
        ...

    def by_token(self, token: str) -> Merge | None: ...
    def under(self, lead_id: LeadId) -> list[Merge]:
        """What became part of this lead directly, oldest first."""
        ...

    def above(self, lead_id: LeadId) -> Merge | None: ...
    def are_apart(self, some: list[PersonId], others: list[PersonId]) -> bool:
        """The staff said of any two of them that they are not one person, or were asked and have not answered."""
        ...

    def add(
        self,
        *,
        token: str,
        kept_id: LeadId,
        joined_id: LeadId,
        state: MergeState,
        own: Wanted,
        tasks: list[tuple[int, PersonId]],
        now: datetime,
    ) -> Merge | None:
        """None when it is there already."""
        ...

    def settle(self, id: MergeId, state: MergeState, now: datetime) -> bool:
        """Out of `asked` or `merged`; False when somebody settled it before."""
        ...

    def fold(self, lead_id: LeadId, now: datetime) -> bool:
        """Part of another lead from now on: not open by itself any more."""
        ...

    def unfold(self, lead_id: LeadId) -> bool:
        """Open by itself again, as it was."""
        ...

    def want(self, lead_id: LeadId, wanted: Wanted) -> None: ...
    def speak(self, lead_id: LeadId, person_id: PersonId) -> None:
        """From now on this account is written to."""
        ...

    def take_task(self, task: Task, lead_id: LeadId, *, is_held: bool) -> None:
        """`is_held`: the lead has the same task already, so this one rests."""
        ...

    def give_task_back(self, task_id: int, lead_id: LeadId, staff_id: PersonId) -> Task | None:
        """None when it is over."""
        ...
