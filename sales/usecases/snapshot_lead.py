"""What was known of a lead when it was judged is kept: a score may only learn from that."""

from dataclasses import dataclass
from datetime import datetime

from sales.leads import Lead, Wish
from sales.learning import Facts, Known, facts_of
from sales.merging import attribution
from sales.people import Person
from sales.ports import AttemptBook, Desk, LinkRegistry, MergeBook, SnapshotBook
from sales.usecases.lead_people import KnownOfPerson


@dataclass(frozen=True, slots=True)
class ReadFacts:
    """What is known of a person now, by all of their accounts. `lead` None: it is being made."""

    known: KnownOfPerson
    merges: MergeBook
    attempts: AttemptBook
    links: LinkRegistry
    desk: Desk
    now: datetime

    def __call__(self, person: Person, wish: Wish, lead: Lead | None = None) -> Facts:
        stored = self.attempts.latest_finished(person.id)
        result = None if stored is None else stored.result
        return facts_of(
            Known(
                seen=self.known(person, lead),
                wish=wish,
                source=self._source(person, lead),
                confidence=None if result is None else result.confidence,
                first_seen_at=person.created_at,
                created_at=self.now if lead is None else lead.created_at,
                now=self.now,
                zone=self.desk.timezone,
                imported=person.telegram_id == 0,
            )
        )

    def _source(self, person: Person, lead: Lead | None) -> str:
        """Where they came from first, by whichever account."""
        if lead is None:
            return self.links.sources_of(person.id).first
        first = attribution(self.merges.origins_of(lead.id)).first
        return lead.source if first is None else first.source


@dataclass(frozen=True, slots=True)
class SnapshotLead:
    """Call it whenever a lead is judged. The last one before the first claim stays for good: it is what a score would
    have known when somebody chose whom to call, and nothing a salesperson's own work brought about is in it.
    """

    snapshots: SnapshotBook
    now: datetime

    def __call__(self, lead: Lead, facts: Facts, *, rule_score: int) -> None:
        if lead.owner_id is None and lead.is_open:
            self.snapshots.keep(lead.id, facts, rule_score=rule_score, now=self.now)
