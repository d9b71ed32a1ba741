"""People and staff: who they are, what they said about themselves, what they may do."""

import hashlib
from datetime import datetime, timedelta
from typing import Any

import orjson

from sales.people import NOTHING, Person, PersonId, Profile, Role
from storage.times import from_ms, from_ms_or_none, to_ms, to_ms_or_none
from storage.transaction import Tx

_SEEN_STEP = timedelta(minutes=1)  # seen_at is precise to this, so that most updates write nothing here


class People:
    def __init__(self, tx: Tx) -> None:
        self._tx = tx
        self._sql = tx.sql

    def by_telegram_id(self, telegram_id: int) -> Person | None:
        row = self._sql.person_by_telegram_id(telegram_id=telegram_id)
        return None if row is None else person_of(row)

    def by_id(self, id: PersonId) -> Person | None:
        """None also for the erased: nobody can write to them."""
        row = self._sql.person_by_id(id=id)
        return None if row is None or row["erased_at"] is not None else person_of(row)

    def arrive(self, profile: Profile, known: Person | None, *, language: str, now: datetime) -> Person:
        """The person behind an update: added on the first one, refreshed when something changed."""
        if known is None:
            self._sql.person_add(
                telegram_id=profile.telegram_id,
                first_name=profile.first_name,
                last_name=profile.last_name,
                username=profile.username,
                language=language,
                now=to_ms(now),
            )
        elif not _changed(profile, known, now):
            return known
        else:
            self._sql.person_refresh(
                id=known.id,
                first_name=profile.first_name,
                last_name=profile.last_name,
                username=profile.username,
                now=to_ms(now),
            )
        person = self.by_telegram_id(profile.telegram_id)
        assert person is not None
        return person

    def set_state(self, id: PersonId, state: str | None, data: Any) -> None:
        self._sql.person_set_state(id=id, state=state, state_data=orjson.dumps(dict(data)).decode() if data else None)

    def set_language(self, id: PersonId, language: str) -> None:
        self._sql.person_set_language(id=id, language=language)

    def set_phone(self, id: PersonId, phone: str, now: datetime) -> None:
        self._sql.person_set_phone(id=id, phone=phone, now=to_ms(now))

    def set_stopped(self, id: PersonId, at: datetime | None) -> None:
        self._sql.person_set_stopped(id=id, stopped_at=to_ms_or_none(at))
        self._tx.noted.add(id)  # whoever wants silence is not hot

    def set_touched(self, id: PersonId, now: datetime) -> None:
        """We wrote first: counts against the one contact budget."""
        self._sql.person_set_touched(id=id, now=to_ms(now))

    def set_album(self, id: PersonId, album: str) -> None:
        self._sql.person_set_album(id=id, album=album)

    def set_reachable(self, telegram_id: int, now: datetime | None) -> None:
        """`now`: Telegram says we cannot write since now; None: we can again."""
        if now is None:
            self._sql.person_reachable(telegram_id=telegram_id)
        else:
            self._sql.person_unreachable(telegram_id=telegram_id, now=to_ms(now))

    def erase(self, person: Person, now: datetime) -> None:
        for known_by in filter(None, (str(person.telegram_id or ""), person.phone)):
            self._sql.erasure_add(id_hash=erasure_hash(known_by), now=to_ms(now))
        self._sql.person_scrub_inbox(telegram_id=person.telegram_id)
        self._sql.person_erase(id=person.id, now=to_ms(now))


class Staff:
    def __init__(self, tx: Tx) -> None:
        self._sql = tx.sql

    def all(self) -> list[Person]:
        return [person_of(row) for row in self._sql.staff_all()]

    def on_duty(self) -> list[Person]:
        return [person for person in self.all() if person.on_duty]

    def admins(self) -> list[Person]:
        return [person for person in self.all() if person.role is Role.ADMIN]

    def set_role(self, id: PersonId, role: Role, now: datetime) -> None:
        self._sql.staff_set(person_id=id, role=role.value, now=to_ms(now))

    def remove(self, id: PersonId, now: datetime) -> bool:
        return bool(self._sql.staff_remove(person_id=id, now=to_ms(now)))

    def set_duty(self, id: PersonId, on_duty: bool) -> None:
        self._sql.staff_set_duty(person_id=id, on_duty=int(on_duty))

    def add_invite(self, code: str, role: Role, *, by: PersonId, now: datetime, expires_at: datetime) -> None:
        """Only the code's hash is kept: a copy of the database invites nobody."""
        self._sql.invite_add(
            code_hash=_hash(code), role=role.value, created_by=by, now=to_ms(now), expires_at=to_ms(expires_at)
        )

    def use_invite(self, code: str, by: PersonId, now: datetime) -> tuple[Role, PersonId] | None:
        """The role it grants and who invited; None when unknown, used or expired."""
        row = self._sql.invite_use(code_hash=_hash(code), person_id=by, now=to_ms(now))
        return None if row is None else (Role(row["role"]), PersonId(row["created_by"]))


def erasure_hash(known_by: str) -> str:
    """What stays of a Telegram id or a phone (E.164) of somebody who asked to be forgotten."""
    return _hash(f"fitlead:{known_by}")


def _hash(code: str) -> str:
    return hashlib.sha256(code.encode()).hexdigest()


def _changed(profile: Profile, known: Person, now: datetime) -> bool:
    return (
        (profile.first_name, profile.last_name, profile.username) != (known.first_name, known.last_name, known.username)
        or known.unreachable_at is not None
        or abs(now - known.seen_at) >= _SEEN_STEP
    )


def _unreachable_since(row: Any) -> int | None:
    """Who came from a file never wrote to us: there is no chat to answer in."""
    since: int | None = row["created_at"] if row["telegram_id"] is None else row["unreachable_at"]
    return since


def person_of(row: Any) -> Person:
    return Person(
        id=PersonId(row["id"]),
        telegram_id=row["telegram_id"] or 0,
        first_name=row["first_name"],
        last_name=row["last_name"],
        username=row["username"],
        language=row["language"],
        language_chosen=bool(row["language_chosen"]),
        timezone=row["timezone"],
        phone=row["phone"],
        role=Role(row["role"]) if row["role"] else Role.CUSTOMER,
        on_duty=bool(row["on_duty"]),
        state=row["state"],
        state_data=orjson.loads(row["state_data"]) if row["state_data"] else NOTHING,
        last_album=row["last_album"],
        created_at=from_ms(row["created_at"]),
        seen_at=from_ms(row["seen_at"]),
        touched_at=from_ms_or_none(row["touched_at"]),
        stopped_at=from_ms_or_none(row["stopped_at"]),
        unreachable_at=from_ms_or_none(_unreachable_since(row)),
    )
