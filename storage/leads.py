"""Leads, and the tasks about them."""

from datetime import datetime
from typing import Any

import orjson

from sales.leads import Lead, LeadId, LeadStage, Reason, Task, Wish
from sales.people import PersonId
from sales.playbook import Temperature
from sales.qualification import Judged
from sales.quiz import QuizResult
from storage.times import from_ms, from_ms_or_none, to_ms
from storage.transaction import Tx


class Leads:
    """At most one open lead per person; several accounts of one person may share it (storage/merging.py)."""

    def __init__(self, tx: Tx) -> None:
        self._sql = tx.sql

    def add(
        self,
        *,
        token: str,
        person_id: PersonId,
        judged: Judged,
        wish: Wish,
        product: str | None,
        quiz_attempt_id: int | None,
        result: QuizResult | None,
        source: str,
        now: datetime,
    ) -> Lead:
        row = self._sql.lead_add(
            token=token,
            person_id=person_id,
            **_verdict(judged),
            wish=wish.value,
            product=product,
            quiz_attempt_id=quiz_attempt_id,
            result=None if result is None else _result_json(result),
            source=source,
            now=to_ms(now),
        )
        return lead_of(row)

    def by_token(self, token: str) -> Lead | None:
        """What an old button means now: a lead that joined another is found as that one."""
        return _lead_or_none(self._sql.lead_by_token(token=token))

    def by_id(self, id: int) -> Lead | None:
        return _lead_or_none(self._sql.lead_by_id(id=id))

    def current(self, id: int) -> Lead | None:
        """The lead itself, or the one it is part of by now."""
        return _lead_or_none(self._sql.lead_current(id=id))

    def open_of(self, person_id: PersonId) -> Lead | None:
        return _lead_or_none(self._sql.lead_open_of_person(person_id=person_id))

    def bought_by(self, person_id: PersonId) -> Lead | None:
        return _lead_or_none(self._sql.lead_bought_by(person_id=person_id))

    def all_of(self, person_id: PersonId) -> list[Lead]:
        return [lead_of(row) for row in self._sql.leads_of_person(person_id=person_id)]

    def judge(self, id: LeadId, judged: Judged, now: datetime) -> None:
        self._sql.lead_judge(id=id, **_verdict(judged), now=to_ms(now))

    def judged_the_same(self, id: LeadId, now: datetime) -> None:
        self._sql.lead_judged_the_same(id=id, now=to_ms(now))

    def to_judge(self, before: datetime, limit: int) -> list[tuple[LeadId, PersonId]]:
        rows = self._sql.leads_to_judge(before=to_ms(before), limit=limit)
        return [(LeadId(row["id"]), PersonId(row["person_id"])) for row in rows]

    def wishes(self, id: LeadId, wish: Wish, product: str | None) -> None:
        """`product` None keeps the one there is."""
        self._sql.lead_wishes(id=id, wish=wish.value, product=product)

    def set_result(self, id: LeadId, quiz_attempt_id: int, result: QuizResult) -> None:
        self._sql.lead_set_result(id=id, quiz_attempt_id=quiz_attempt_id, result=_result_json(result))

    def told(self, id: LeadId, temperature: Temperature, now: datetime) -> None:
        self._sql.lead_told(id=id, told=temperature.value, now=to_ms(now))

    def claim(self, id: LeadId, owner_id: PersonId, now: datetime) -> bool:
        """True for the first who claims; everybody else gets False."""
        return bool(self._sql.lead_claim(id=id, owner_id=owner_id, now=to_ms(now)))

    def release(self, id: LeadId) -> bool:
        """Back to the pool."""
        return bool(self._sql.lead_release(id=id))

    def give(self, id: LeadId, owner_id: PersonId) -> bool:
        """A claimed lead gets another owner."""
        return bool(self._sql.lead_give(id=id, owner_id=owner_id))

    def close(self, id: LeadId, stage: LeadStage, now: datetime, lost_reason: str | None = None) -> bool:
        """False when it was closed before."""
        return bool(self._sql.lead_close(id=id, stage=stage.value, lost_reason=lost_reason, now=to_ms(now)))

    def replied(self, id: LeadId, now: datetime) -> None:
        """A salesperson wrote: only the first time counts."""
        self._sql.lead_replied(id=id, now=to_ms(now))

    def open_of_owner(self, owner_id: PersonId, limit: int = 1000) -> list[Lead]:
        return [lead_of(row) for row in self._sql.leads_open_of_owner(owner_id=owner_id, limit=limit)]

    def pool(self, limit: int = 1000) -> list[Lead]:
        return [lead_of(row) for row in self._sql.leads_pool(limit=limit)]

    def scrub(self, person_id: PersonId, now: datetime) -> None:
        self._sql.leads_scrub(person_id=person_id, now=to_ms(now))


class Tasks:
    def __init__(self, tx: Tx) -> None:
        self._sql = tx.sql

    def add(
        self,
        *,
        token: str,
        lead_id: LeadId,
        staff_id: PersonId,
        key: str,
        due_at: datetime,
        now: datetime,
        urgent: bool = False,
    ) -> Task:
        row = self._sql.task_add(
            token=token,
            lead_id=lead_id,
            staff_id=staff_id,
            key=key,
            urgent=int(urgent),
            due_at=to_ms(due_at),
            now=to_ms(now),
        )
        return task_of(row)

    def by_token(self, token: str) -> Task | None:
        row = self._sql.task_by_token(token=token)
        return None if row is None else task_of(row)

    def by_id(self, id: int) -> Task | None:
        row = self._sql.task_by_id(id=id)
        return None if row is None else task_of(row)

    def finish(self, id: int, now: datetime, *, cancelled: bool = False) -> bool:
        return bool(self._sql.task_finish(id=id, status="cancelled" if cancelled else "done", now=to_ms(now)))

    def move(self, id: int, due_at: datetime) -> bool:
        return bool(self._sql.task_move(id=id, due_at=to_ms(due_at)))

    def give(self, id: int, staff_id: PersonId) -> bool:
        """Somebody else's from now on; False when it is over."""
        return bool(self._sql.task_give(id=id, staff_id=staff_id))

    def open_of_lead(self, lead_id: LeadId) -> list[Task]:
        return [task_of(row) for row in self._sql.tasks_open_of_lead(lead_id=lead_id)]

    def open_of_staff(self, staff_id: PersonId, limit: int = 20) -> list[Task]:
        return [task_of(row) for row in self._sql.tasks_open_of_staff(staff_id=staff_id, limit=limit)]


def _verdict(judged: Judged) -> dict[str, Any]:
    reasons = [[reason.key, reason.points, int(reason.is_guess)] for reason in judged.reasons]
    return {
        "temperature": judged.temperature.value,
        "score": judged.points,
        "fit": judged.fit,
        "engagement": judged.engagement,
        "chance": judged.chance,
        "reasons": orjson.dumps(reasons).decode(),
    }


def _reason(key: str, points: int, is_guess: int = 0) -> Reason:
    return Reason(key=key, points=points, is_guess=bool(is_guess))


def _result_json(result: QuizResult) -> str:
    return orjson.dumps(result.to_json()).decode()


def _lead_or_none(row: Any) -> Lead | None:
    return None if row is None else lead_of(row)


def lead_of(row: Any) -> Lead:
    return Lead(
        id=LeadId(row["id"]),
        token=row["token"],
        person_id=PersonId(row["speaker_id"] or row["person_id"]),
        stage=LeadStage(row["stage"]),
        temperature=Temperature(row["temperature"]),
        score=row["score"],
        reasons=tuple(_reason(*stored) for stored in orjson.loads(row["reasons"])),
        wish=Wish(row["wish"]),
        product=row["product"],
        result=None if row["result"] is None else orjson.loads(row["result"]),
        source=row["source"],
        owner_id=None if row["owner_id"] is None else PersonId(row["owner_id"]),
        claimed_at=from_ms_or_none(row["claimed_at"]),
        lost_reason=row["lost_reason"],
        created_at=from_ms(row["created_at"]),
        closed_at=from_ms_or_none(row["closed_at"]),
        fit=row["fit"],
        engagement=row["engagement"],
        chance=row["chance"],
        quiz_attempt_id=row["quiz_attempt_id"],
        told=None if row["told"] is None else Temperature(row["told"]),
        noticed_at=from_ms_or_none(row["noticed_at"]),
    )


def task_of(row: Any) -> Task:
    return Task(
        id=row["id"],
        token=row["token"],
        lead_id=LeadId(row["lead_id"]),
        staff_id=PersonId(row["staff_id"]),
        key=row["key"],
        urgent=bool(row["urgent"]),
        due_at=from_ms(row["due_at"]),
        is_open=row["status"] == "open",
    )
