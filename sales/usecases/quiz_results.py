"""Looking at results: the latest, an earlier one, what it is made of, and what can be taken away from it."""

from dataclasses import dataclass, replace
from datetime import datetime

from sales.activity import Verb
from sales.errors import NoSuchAttempt, OlderResult, SalesError
from sales.journeys import StoredAttempt
from sales.people import Person
from sales.playbook import Playbook, Signal
from sales.ports import ActivityLog, AttemptBook, SignalBook
from sales.quiz import QuizResult
from sales.quiz.profile import FacetShare, facet_profile
from sales.usecases.quiz_keeper import Result
from sales.usecases.referral import ReferralLink


@dataclass(frozen=True, slots=True)
class OwnResult:
    """The person's latest result, as far as the playbook still knows its professions.

    Raises SalesError("no_result") before the first one. With `token`: the press came from that attempt's message;
    raises NoSuchAttempt when it is not theirs, OlderResult when a later one has replaced it.
    """

    attempts: AttemptBook
    playbook: Playbook

    def __call__(self, person: Person, token: str | None = None) -> tuple[StoredAttempt, QuizResult]:
        latest = self.attempts.latest_finished(person.id)
        if token is not None and (latest is None or latest.attempt.token != token):
            raise NoSuchAttempt if self.attempts.by_token(token, person.id) is None else OlderResult
        result = None if latest is None or latest.result is None else still_known(self.playbook, latest.result)
        if latest is None or result is None:
            raise SalesError("no_result")
        return latest, result


@dataclass(frozen=True, slots=True)
class ShowResult:
    """`whole`: with the card and the rating that follow a fresh result."""

    own: OwnResult
    referral: ReferralLink

    def __call__(self, person: Person, token: str | None = None, whole: bool = False) -> Result:
        stored, result = self.own(person, token)
        return Result(attempt=stored.attempt, result=result, link=self.referral(person) if whole else "")


@dataclass(frozen=True, slots=True)
class ShareResult:
    """The card once more, with the person's link for friends."""

    show: ShowResult
    log: ActivityLog

    def __call__(self, person: Person) -> Result:
        self.log.add(Verb.SHARED_RESULT, person_id=person.id)
        return self.show(person, whole=True)


@dataclass(frozen=True, slots=True, kw_only=True)
class Guide:
    result: QuizResult
    profile: tuple[FacetShare, ...]
    link: str


@dataclass(frozen=True, slots=True)
class TakeGuide:
    """The personal guide: no phone, no consent asked, it is about the person's own answers."""

    own: OwnResult
    referral: ReferralLink
    signals: SignalBook
    log: ActivityLog
    playbook: Playbook
    now: datetime

    def __call__(self, person: Person) -> Guide:
        stored, result = self.own(person)
        self.signals.add(person.id, Signal.TOOK_GUIDE, self.now)
        self.log.add(Verb.TOOK_GUIDE, person_id=person.id, attempt=stored.id)
        profile = facet_profile(self.playbook.design, stored.attempt.answers)
        return Guide(result=result, profile=profile, link=self.referral(person))


@dataclass(frozen=True, slots=True, kw_only=True)
class PastResult:
    """`before`: the profession that was first in the verdict before this one; None without one, or while it is flat."""

    at: datetime
    flat: bool
    professions: tuple[str, ...]
    before: str | None


@dataclass(frozen=True, slots=True)
class ShowHistory:
    """Every finished attempt the playbook still knows, the latest first. Raises SalesError("no_result")."""

    attempts: AttemptBook
    playbook: Playbook

    def __call__(self, person: Person) -> list[PastResult]:
        past: list[PastResult] = []
        before: str | None = None
        for stored in self.attempts.all_of(person.id):
            result = None if stored.result is None else still_known(self.playbook, stored.result)
            if result is None or stored.finished_at is None:
                continue
            codes = tuple(match.profession for match in result.ranking)
            past.append(PastResult(at=stored.finished_at, flat=result.flat, professions=codes, before=before))
            before = before if result.flat else codes[0]
        if not past:
            raise SalesError("no_result")
        return past[::-1]


def still_known(playbook: Playbook, result: QuizResult) -> QuizResult | None:
    """Without professions that have left the playbook; None when none of the three is left."""
    known = set(playbook.design.profession_codes())
    ranking = tuple(match for match in result.ranking if match.profession in known)
    decoy = result.decoy if result.decoy is not None and result.decoy.profession in known else None
    return replace(result, ranking=ranking, decoy=decoy) if ranking else None
