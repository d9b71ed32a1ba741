"""A minute of real work from each profession, for whom no verdict fits: was it interesting?"""

from dataclasses import dataclass
from datetime import datetime

from sales.activity import Verb
from sales.errors import Outdated
from sales.opinions import Taste
from sales.people import Person
from sales.playbook import Playbook, Signal, Tryout, TryoutOption
from sales.ports import ActivityLog, SignalBook, TasteBook
from sales.quiz import adopt_answers, score, spread
from sales.usecases.quiz_results import OwnResult

ROUND = 3
"""Tasks between two pauses."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TryoutShown:
    """`number` of ROUND. `chosen`: the answer given, before it is said whether it was interesting."""

    tryout: Tryout
    number: int
    chosen: TryoutOption | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class TryoutsPaused:
    """After each ROUND, and at the end. `liked`: professions whose task was interesting, the earliest first."""

    liked: tuple[str, ...]
    has_more: bool


@dataclass(frozen=True, slots=True)
class Ranking:
    """Every profession by the person's latest answers, the best first. Raises SalesError("no_result")."""

    own: OwnResult
    playbook: Playbook

    def __call__(self, person: Person) -> tuple[str, ...]:
        stored, _ = self.own(person)
        design = self.playbook.design
        codes = design.profession_codes()
        return tuple(codes[j] for j in score(design, adopt_answers(design, stored.attempt.answers)).order)


@dataclass(frozen=True, slots=True)
class NextTryout:
    """The next task not tried yet; three in a row come from different groups of professions."""

    ranking: Ranking
    tastes: TasteBook
    playbook: Playbook

    def __call__(self, person: Person) -> TryoutShown | TryoutsPaused:
        tastes = self.tastes.of(person.id)
        groups = {code: group.code for group in self.playbook.groups for code in group.professions}
        order = spread(self.ranking(person), groups)
        left = (self.playbook.tryout_for(code) for code in order if code not in tastes)
        tryout = next((one for one in left if one is not None), None)
        if tryout is None:
            return TryoutsPaused(liked=liked_in(tastes), has_more=False)
        return TryoutShown(tryout=tryout, number=tried_in(tastes) % ROUND + 1)


@dataclass(frozen=True, slots=True)
class AnswerTryout:
    """What the work would go on with after this choice. Raises Outdated when the task has left the playbook."""

    tastes: TasteBook
    playbook: Playbook

    def __call__(self, person: Person, profession: str, option: str) -> TryoutShown:
        tryout = self.playbook.tryout_for(profession)
        chosen = None if tryout is None else tryout.option(option)
        if tryout is None or chosen is None:
            raise Outdated
        tastes = self.tastes.of(person.id)
        earlier = tried_in({code: taste for code, taste in tastes.items() if code != profession})
        return TryoutShown(tryout=tryout, number=earlier % ROUND + 1, chosen=chosen)


@dataclass(frozen=True, slots=True)
class RateTryout:
    """Interesting or not; then the next one, or a pause after each round."""

    tastes: TasteBook
    next: NextTryout
    signals: SignalBook
    log: ActivityLog
    playbook: Playbook
    now: datetime

    def __call__(self, person: Person, profession: str, liked: bool) -> TryoutShown | TryoutsPaused:
        if self.playbook.tryout_for(profession) is None:
            raise Outdated
        taste = Taste.LIKED if liked else Taste.DISLIKED
        if self.tastes.of(person.id).get(profession) is not taste:
            self.tastes.set(person.id, profession, taste, self.now)
            self.log.add(Verb.TASK_TRIED, person_id=person.id, profession=profession, liked=liked)
            if liked:
                self.signals.add(person.id, Signal.LIKED_TASK, self.now, profession)
        following = self.next(person)
        tastes = self.tastes.of(person.id)
        if tried_in(tastes) % ROUND == 0:
            return TryoutsPaused(liked=liked_in(tastes), has_more=isinstance(following, TryoutShown))
        return following


def tried_in(tastes: dict[str, Taste]) -> int:
    return sum(1 for taste in tastes.values() if taste is not Taste.STRUCK)


def liked_in(tastes: dict[str, Taste]) -> tuple[str, ...]:
    return tuple(code for code, taste in tastes.items() if taste is Taste.LIKED)
