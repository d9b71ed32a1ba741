"""The other way round: strike out what one certainly does not want, and see what is left."""

from dataclasses import dataclass
from datetime import datetime

from sales.activity import Verb
from sales.errors import Outdated
from sales.opinions import Taste
from sales.people import Person
from sales.playbook import Playbook
from sales.ports import ActivityLog, TasteBook
from sales.usecases.try_tasks import Ranking


@dataclass(frozen=True, slots=True, kw_only=True)
class Strikes:
    """`ranking`: every profession, the best match first."""

    ranking: tuple[str, ...]
    struck: frozenset[str]

    @property
    def left(self) -> tuple[str, ...]:
        return tuple(code for code in self.ranking if code not in self.struck)


@dataclass(frozen=True, slots=True)
class ShowStrikes:
    ranking: Ranking
    tastes: TasteBook

    def __call__(self, person: Person) -> Strikes:
        tastes = self.tastes.of(person.id)
        struck = frozenset(code for code, taste in tastes.items() if taste is Taste.STRUCK)
        return Strikes(ranking=self.ranking(person), struck=struck)


@dataclass(frozen=True, slots=True)
class StrikeOut:
    """A whole group or one profession, away or back; said twice it counts once. Raises Outdated for unknown codes."""

    show: ShowStrikes
    tastes: TasteBook
    log: ActivityLog
    playbook: Playbook
    now: datetime

    def __call__(self, person: Person, code: str, away: bool) -> Strikes:
        before = self.show(person)
        changed = [one for one in self._professions(code) if (one in before.struck) is not away]
        for profession in changed:
            self.tastes.set(person.id, profession, Taste.STRUCK if away else None, self.now)
        if changed:
            self.log.add(Verb.STRUCK_OUT, person_id=person.id, professions=changed, away=away)
        return self.show(person)

    def _professions(self, code: str) -> tuple[str, ...]:
        group = next((group for group in self.playbook.groups if group.code == code), None)
        if group is not None:
            return group.professions
        if code not in self.playbook.design.profession_codes():
            raise Outdated
        return (code,)
