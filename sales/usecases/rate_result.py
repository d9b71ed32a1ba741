"""Thumbs for a result: does each profession speak to them? The decoy among them makes the answer worth having."""

from dataclasses import dataclass, replace
from datetime import datetime

from sales.activity import Verb
from sales.errors import Outdated
from sales.journeys import StoredAttempt
from sales.people import Person
from sales.playbook import Signal
from sales.ports import ActivityLog, SignalBook, VerdictBook
from sales.quiz import QuizResult, Rated, panel
from sales.usecases.quiz_results import OwnResult


@dataclass(frozen=True, slots=True, kw_only=True)
class Rating:
    """In the order of the screen."""

    attempt: str
    rated: tuple[Rated, ...]

    @property
    def liked(self) -> tuple[str, ...]:
        """Best match first."""
        return tuple(one.profession for one in sorted(self.rated, key=lambda one: one.rank) if one.liked)

    @property
    def is_complete(self) -> bool:
        return all(one.liked is not None for one in self.rated)


@dataclass(frozen=True, slots=True)
class ShowRating:
    """Raises NoSuchAttempt, Outdated, OlderResult or SalesError("no_result"): see OwnResult."""

    own: OwnResult
    verdicts: VerdictBook

    def __call__(self, person: Person, token: str | None = None) -> Rating:
        stored, result = self.own(person, token)
        said = self.verdicts.of(stored.id)
        rated = tuple(replace(one, liked=said.get(one.profession)) for one in _panel(stored, result))
        return Rating(attempt=stored.attempt.token, rated=rated)


@dataclass(frozen=True, slots=True)
class RateMatch:
    """One thumb, up or down; it may be changed. Raises Outdated for a profession that was not asked about."""

    own: OwnResult
    show: ShowRating
    verdicts: VerdictBook
    signals: SignalBook
    log: ActivityLog
    now: datetime

    def __call__(self, person: Person, token: str, profession: str, liked: bool) -> Rating:
        stored, result = self.own(person, token)
        rated = next((one for one in _panel(stored, result) if one.profession == profession), None)
        if rated is None:
            raise Outdated
        if self.verdicts.of(stored.id).get(profession) is not liked:
            self.verdicts.set(stored, rated, liked=liked, now=self.now)
            self.log.add(
                Verb.MATCH_RATED,
                person_id=person.id,
                attempt=stored.id,
                profession=profession,
                rank=rated.rank,
                liked=liked,
            )
            if rated.rank == 1 and not result.flat and not result.careless:
                self._note(person, profession, liked)
        return self.show(person, token)

    def _note(self, person: Person, profession: str, liked: bool) -> None:
        if liked:
            self.signals.add(person.id, Signal.LIKED_MATCH, self.now, profession)
        else:
            self.signals.drop(person.id, Signal.LIKED_MATCH)


def _panel(stored: StoredAttempt, known: QuizResult) -> tuple[Rated, ...]:
    """Ranks and places as they were given, without professions that have left the playbook."""
    given = stored.result or known
    codes = {match.profession for match in known.ranking} | ({known.decoy.profession} if known.decoy else set())
    shown = panel(stored.attempt.shuffle_seed, [match.profession for match in given.ranking], given.decoy)
    return tuple(one for one in shown if one.profession in codes)
