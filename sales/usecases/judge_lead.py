"""The one place where a lead is judged: by the playbook's rules, and by the learned score where an admin chose it."""

from dataclasses import dataclass
from datetime import datetime

from sales.leads import Lead, Wish
from sales.people import Person
from sales.playbook import Playbook, Temperature
from sales.ports import PeopleBook, ScoreModels
from sales.qualification import Judged, Score, score
from sales.usecases.lead_people import KnownOfPerson
from sales.usecases.snapshot_lead import ReadFacts, SnapshotLead


@dataclass(frozen=True, slots=True)
class JudgeLead:
    """The rules give both numbers and the reasons; a learned score in use adds the chance and decides how hot it is."""

    known: KnownOfPerson
    people: PeopleBook
    models: ScoreModels
    facts: ReadFacts
    snapshot: SnapshotLead
    playbook: Playbook
    now: datetime

    def __call__(self, person: Person, wish: Wish, lead: Lead | None = None) -> Judged:
        """`lead` None: it is being made."""
        ruled = self._by_rules(person, lead)
        model = self.models.active()
        if model is None:
            return _judged(ruled, ruled.temperature, None)
        chance = model.probability(self.facts(person, wish, lead))
        temperature = Temperature.COLD if self._has_stopped(person) else model.temperature(chance)
        return _judged(ruled, temperature, round(100 * chance))

    def keep(self, person: Person, lead: Lead) -> None:
        """What was known when this lead was judged, for a score to learn from. Nothing once somebody works it."""
        if lead.owner_id is None:
            self.snapshot(lead, self.facts(person, lead.wish, lead), rule_score=lead.score)

    def _by_rules(self, person: Person, lead: Lead | None) -> Score:
        return score(
            self.known(person, lead),
            self.playbook.qualification,
            self.now,
            unanswered=self.known.unanswered(person, lead),
            has_stopped=self._has_stopped(person),
        )

    def _has_stopped(self, person: Person) -> bool:
        """As the row says: they may have asked for silence in this very step."""
        current = self.people.by_id(person.id)
        return current is not None and current.stopped_at is not None


def _judged(ruled: Score, temperature: Temperature, chance: int | None) -> Judged:
    return Judged(
        points=ruled.points,
        fit=ruled.fit,
        engagement=ruled.engagement,
        reasons=ruled.reasons,
        temperature=temperature,
        chance=chance,
    )
