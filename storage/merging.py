"""Two leads of one person: which became part of which, and what that changed."""

from datetime import datetime
from typing import Any

import orjson

from sales.leads import Lead, LeadId, Task, Wish
from sales.merging import Merge, MergeId, MergeState, Origin, Wanted
from sales.people import Person, PersonId
from storage.leads import lead_of, task_of
from storage.people import person_of
from storage.times import from_ms, to_ms
from storage.transaction import Tx

_PAST = 5


class Merges:
    def __init__(self, tx: Tx) -> None:
        self._sql = tx.sql

    def same_phone(self, person: Person) -> list[Person]:
        """Others with this phone. On PostgreSQL whoever asks for the same phone meanwhile waits for our COMMIT."""
        self._sql.merge_lock_phone(phone=person.phone)
        return [person_of(row) for row in self._sql.merge_same_phone(phone=person.phone, person_id=person.id)]

    def lock(self, *leads: LeadId) -> None:
        one, other = leads
        list(self._sql.merge_lock_leads(one=one, other=other))

    def parts_of(self, lead_id: LeadId) -> list[tuple[LeadId, PersonId]]:
        return [(LeadId(row["id"]), PersonId(row["person_id"])) for row in self._sql.merge_parts(lead_id=lead_id)]

    def origins_of(self, lead_id: LeadId) -> list[Origin]:
        return [origin for row in self._sql.merge_origins(lead_id=lead_id) for origin in _origins(row)]

    def past_of(self, lead: Lead) -> list[Lead]:
        people = [row["person_id"] for row in self._sql.merge_parts(lead_id=lead.id)]
        found: dict[LeadId, Lead] = {}
        for person_id in people:
            phone = (self._sql.person_by_id(id=person_id) or {"phone": ""})["phone"]
            for row in self._sql.merge_past(lead_id=lead.id, person_id=person_id, phone=phone, limit=_PAST):
                found[LeadId(row["id"])] = lead_of(row)
        return sorted(found.values(), key=lambda past: (past.closed_at or past.created_at, past.id), reverse=True)[
            :_PAST
        ]

    def by_token(self, token: str) -> Merge | None:
        return _merge_or_none(self._sql.merge_by_token(token=token))

    def under(self, lead_id: LeadId) -> list[Merge]:
        return [_merge(row) for row in self._sql.merges_under(lead_id=lead_id)]

    def above(self, lead_id: LeadId) -> Merge | None:
        return _merge_or_none(self._sql.merge_above(lead_id=lead_id))

    def are_apart(self, some: list[PersonId], others: list[PersonId]) -> bool:
        wanted = set(others)
        for person_id in some:
            rows = self._sql.merges_apart_of(person_id=person_id)
            if any(wanted & ({row["one"], row["other"]} - {person_id}) for row in rows):
                return True
        return False

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
        row = self._sql.merge_add(
            token=token,
            kept_id=kept_id,
            joined_id=joined_id,
            state=state.value,
            own=_own_json(own),
            tasks=orjson.dumps(tasks).decode(),
            now=to_ms(now),
        )
        return _merge_or_none(row)

    def settle(self, id: MergeId, state: MergeState, now: datetime) -> bool:
        return bool(self._sql.merge_settle(id=id, state=state.value, now=to_ms(now)))

    def fold(self, lead_id: LeadId, now: datetime) -> bool:
        return bool(self._sql.merge_fold(id=lead_id, now=to_ms(now)))

    def unfold(self, lead_id: LeadId) -> bool:
        return bool(self._sql.merge_unfold(id=lead_id))

    def want(self, lead_id: LeadId, wanted: Wanted) -> None:
        self._sql.merge_want(id=lead_id, wish=wanted.wish.value, product=wanted.product)
        self._sql.merge_want_result(id=lead_id, attempt_id=wanted.quiz_attempt_id)

    def speak(self, lead_id: LeadId, person_id: PersonId) -> None:
        self._sql.merge_speak(id=lead_id, person_id=person_id)

    def take_task(self, task: Task, lead_id: LeadId, *, is_held: bool) -> None:
        self._sql.merge_take_task(id=task.id, lead_id=lead_id, status="held" if is_held else "open")

    def give_task_back(self, task_id: int, lead_id: LeadId, staff_id: PersonId) -> Task | None:
        row = self._sql.merge_give_task_back(id=task_id, lead_id=lead_id, staff_id=staff_id)
        task = None if row is None else task_of(row)
        return task if task is not None and task.is_open else None


def _merge_or_none(row: Any) -> Merge | None:
    return None if row is None else _merge(row)


def _merge(row: Any) -> Merge:
    own = orjson.loads(row["own"])
    return Merge(
        id=MergeId(row["id"]),
        token=row["token"],
        kept_id=LeadId(row["kept_id"]),
        joined_id=LeadId(row["joined_id"]),
        state=MergeState(row["state"]),
        own=Wanted(
            wish=Wish(own["wish"]),
            product=own["product"],
            quiz_attempt_id=own["quiz_attempt_id"],
            at=from_ms(own["at"]),
        ),
        tasks=tuple((task, PersonId(staff)) for task, staff in orjson.loads(row["tasks"])),
        at=from_ms(row["at"]),
    )


def _own_json(own: Wanted) -> str:
    return orjson.dumps(
        {"wish": own.wish.value, "product": own.product, "quiz_attempt_id": own.quiz_attempt_id, "at": to_ms(own.at)}
    ).decode()


def _origins(row: Any) -> list[Origin]:
    """First and last touch of an account; of somebody from a file the partner, since their lead was made."""
    if row["first_at"] is None:
        return [Origin(source=row["source"], at=from_ms(row["created_at"]))] if row["source"] else []
    first = Origin(source=row["first_source"], campaign=row["first_campaign"], at=from_ms(row["first_at"]))
    last = Origin(source=row["last_source"], campaign=row["last_campaign"], at=from_ms(row["last_at"]))
    return [first, last]
