"""A customer's way to us: links and touches, consents, quiz attempts, and the log of it all."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import orjson

from sales.activity import Fact, Verb
from sales.journeys import StoredAttempt, StoredConsent
from sales.people import PersonId
from sales.playbook import ConsentKind
from sales.quiz import Attempt, QuizResult
from sales.sources import REFERRAL_MEDIUM, REFERRAL_SOURCE, Link, Sources
from storage.times import from_ms, from_ms_or_none, to_ms
from storage.transaction import Tx


class Links:
    def __init__(self, tx: Tx) -> None:
        self._sql = tx.sql

    def by_code(self, code: str) -> Link | None:
        row = self._sql.link_by_code(code=code)
        return None if row is None else _link(row)

    def referral_of(self, person_id: PersonId) -> Link | None:
        """The link this person passes on to friends, once it was made."""
        row = self._sql.link_referral_of(person_id=person_id, source=REFERRAL_SOURCE, medium=REFERRAL_MEDIUM)
        return None if row is None else _link(row)

    def add(self, link: Link, *, by: PersonId | None, now: datetime) -> bool:
        """False when the code is taken: the first meaning of a code stands."""
        changed = self._sql.link_add(
            code=link.code,
            source=link.source,
            medium=link.medium,
            campaign=link.campaign,
            content=link.content,
            created_by=by,
            now=to_ms(now),
        )
        return bool(changed)

    def all(self) -> list[Link]:
        """Without the people's own links for friends: there may be as many as people."""
        rows = self._sql.links_all(source=REFERRAL_SOURCE, medium=REFERRAL_MEDIUM)
        return [_link(row, visits=row["visits"]) for row in rows]

    def touch(self, person_id: PersonId, code: str, now: datetime) -> None:
        """They came by this link: the last touch always, the first only once."""
        touch_id = self._sql.touch_add(person_id=person_id, code=code, now=to_ms(now))["id"]
        self._sql.touch_of_person(person_id=person_id, touch_id=touch_id)

    def sources_of(self, person_id: PersonId) -> Sources:
        row = self._sql.sources_of_person(person_id=person_id)
        if row is None or row["first_code"] is None:
            return Sources()
        return Sources(
            first=row["first_source"],
            first_campaign=row["first_campaign"],
            last=row["last_source"],
            last_campaign=row["last_campaign"],
        )

    def scrub(self, person_id: PersonId) -> None:
        """Which links they came by goes from the person; the visit stays counted for the link."""
        self._sql.touches_scrub(person_id=person_id)


class Consents:
    def __init__(self, tx: Tx) -> None:
        self._tx = tx
        self._sql = tx.sql

    def give(self, person_id: PersonId, kind: ConsentKind, *, version: str, language: str, now: datetime) -> None:
        self._tx.durable()
        self._sql.consent_give(person_id=person_id, kind=kind.value, version=version, language=language, now=to_ms(now))

    def withdraw(self, person_id: PersonId, kind: ConsentKind, now: datetime) -> bool:
        self._tx.durable()
        return bool(self._sql.consent_withdraw(person_id=person_id, kind=kind.value, now=to_ms(now)))

    def current(self, person_id: PersonId, kind: ConsentKind) -> StoredConsent | None:
        row = self._sql.consent_current(person_id=person_id, kind=kind.value)
        return None if row is None else _consent(row)

    def all_of(self, person_id: PersonId) -> list[StoredConsent]:
        """Also the withdrawn ones, oldest first."""
        return [_consent(row) for row in self._sql.consents_of(person_id=person_id)]


class QuizAttempts:
    """At most one running attempt per person; finished ones stay as history."""

    def __init__(self, tx: Tx) -> None:
        self._sql = tx.sql

    def running(self, person_id: PersonId) -> StoredAttempt | None:
        return _attempt(self._sql.attempt_running(person_id=person_id))

    def by_token(self, token: str, person_id: PersonId) -> StoredAttempt | None:
        """Only the person's own: someone else's token finds nothing."""
        return _attempt(self._sql.attempt_by_token(token=token, person_id=person_id))

    def by_id(self, id: int) -> StoredAttempt | None:
        return _attempt(self._sql.attempt_by_id(id=id))

    def latest_finished(self, person_id: PersonId) -> StoredAttempt | None:
        return _attempt(self._sql.attempt_latest_finished(person_id=person_id))

    def all_of(self, person_id: PersonId) -> list[StoredAttempt]:
        """Every one, oldest first."""
        found = (_attempt(row) for row in self._sql.attempts_of(person_id=person_id))
        return [attempt for attempt in found if attempt is not None]

    def add(self, person_id: PersonId, attempt: Attempt, now: datetime) -> int:
        row = self._sql.attempt_add(
            token=attempt.token, person_id=person_id, body=_json(attempt.to_json()), now=to_ms(now)
        )
        return int(row["id"])

    def save(self, id: int, attempt: Attempt, *, asked_at: datetime, result: QuizResult | None = None) -> bool:
        """False when the attempt was not running any more."""
        is_over = attempt.status.value != "running"
        changed = self._sql.attempt_save(
            id=id,
            status=attempt.status.value,
            body=_json(attempt.to_json()),
            result=None if result is None else _json(result.to_json()),
            asked_at=to_ms(asked_at),
            finished_at=to_ms(asked_at) if is_over else None,
        )
        return bool(changed)

    def scrub(self, person_id: PersonId) -> None:
        """End what runs; answers stay without a name for the statistics of the quiz."""
        self._sql.attempts_scrub(person_id=person_id)


@dataclass(slots=True)
class ActivityLog:
    """Append-only. `actor_id` defaults to whoever this transaction is for."""

    _tx: Tx
    actor_id: int | None
    now: datetime

    def add(self, verb: Verb, *, person_id: int | None, lead_id: int | None = None, **facts: Any) -> None:
        self._tx.sql.activity_add(
            now=to_ms(self.now),
            verb=verb.value,
            actor_id=self.actor_id,
            person_id=person_id,
            lead_id=lead_id,
            facts=_json(facts),
        )

    def of_person(self, person_id: PersonId, limit: int = 50) -> list[Fact]:
        return [_fact(row) for row in self._tx.sql.activity_of_person(person_id=person_id, limit=limit)]

    def of_lead(self, lead_id: int, limit: int = 50) -> list[Fact]:
        return [_fact(row) for row in self._tx.sql.activity_of_lead(lead_id=lead_id, limit=limit)]

    def scrub(self, person_id: PersonId) -> None:
        self._tx.sql.activity_scrub(person_id=person_id)


def _json(value: Mapping[str, Any]) -> str:
    return orjson.dumps(value).decode()


def _link(row: Any, visits: int = 0) -> Link:
    return Link(
        code=row["code"],
        source=row["source"],
        medium=row["medium"],
        campaign=row["campaign"],
        content=row["content"],
        visits=visits,
    )


def _consent(row: Any) -> StoredConsent:
    return StoredConsent(
        kind=ConsentKind(row["kind"]),
        version=row["version"],
        language=row["language"],
        given_at=from_ms(row["given_at"]),
        withdrawn_at=from_ms_or_none(row["withdrawn_at"]),
    )


def _attempt(row: Any) -> StoredAttempt | None:
    if row is None:
        return None
    return StoredAttempt(
        id=row["id"],
        person_id=PersonId(row["person_id"]),
        attempt=Attempt.from_json(orjson.loads(row["body"])),
        result=None if row["result"] is None else QuizResult.from_json(orjson.loads(row["result"])),
        asked_at=from_ms_or_none(row["asked_at"]),
        started_at=from_ms(row["started_at"]),
        finished_at=from_ms_or_none(row["finished_at"]),
    )


def _fact(row: Any) -> Fact:
    return Fact(
        at=from_ms(row["at"]),
        verb=Verb(row["verb"]),
        actor_id=row["actor_id"],
        person_id=row["person_id"],
        lead_id=row["lead_id"],
        facts=orjson.loads(row["facts"]),
    )
