"""Somebody pressed Start."""

from dataclasses import dataclass
from datetime import datetime

from sales.activity import Verb
from sales.people import Person
from sales.ports import ActivityLog, AttemptBook, LinkRegistry, PeopleBook
from sales.sources import Link, is_code
from sales.usecases.want_contact import PutAwayKeyboard


@dataclass(frozen=True, slots=True, kw_only=True)
class Greeting:
    person: Person
    has_running_quiz: bool
    has_result: bool


@dataclass(frozen=True, slots=True)
class Greet:
    """Everybody is welcome; a known link is remembered as first and last touch, an unknown code changes nothing.

    Start also means "write to me again": it lifts an earlier stop.
    """

    people: PeopleBook
    links: LinkRegistry
    attempts: AttemptBook
    put_away: PutAwayKeyboard
    log: ActivityLog
    now: datetime

    def __call__(self, person: Person, payload: str) -> Greeting:
        self.put_away(person)
        if person.stopped_at is not None:
            self.people.set_stopped(person.id, None)
            self.log.add(Verb.RESUMED, person_id=person.id)
        link = self._link(person, payload)
        if link is not None:
            self.links.touch(person.id, link.code, self.now)
            self.log.add(Verb.CAME_BY_LINK, person_id=person.id, code=link.code, source=link.source)
        else:
            self.log.add(Verb.STARTED, person_id=person.id)
        return Greeting(
            person=person,
            has_running_quiz=self.attempts.running(person.id) is not None,
            has_result=self.attempts.latest_finished(person.id) is not None,
        )

    def _link(self, person: Person, payload: str) -> Link | None:
        """A known one; nobody comes to us by the link they pass on to friends themselves."""
        link = self.links.by_code(payload) if is_code(payload) else None
        own = None if link is None else self.links.referral_of(person.id)
        return None if own is not None and link is not None and own.code == link.code else link
