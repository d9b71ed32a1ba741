"""Orders, and the check-ins after them."""

from datetime import datetime
from typing import Any

from sales.leads import AskedCheckIn, Lead, LeadId, Order
from sales.money import Money
from sales.people import PersonId
from storage.times import from_ms, from_ms_or_none, to_ms
from storage.transaction import Tx


class Orders:
    def __init__(self, tx: Tx) -> None:
        self._tx = tx
        self._sql = tx.sql

    def add(
        self, *, token: str, lead: Lead, product: str, price: Money, sold_by: PersonId, now: datetime
    ) -> Order | None:
        """None when this lead was sold before: one order a lead."""
        self._tx.durable()
        row = self._sql.order_add(
            token=token,
            lead_id=lead.id,
            person_id=lead.person_id,
            product=product,
            amount=price.amount,
            currency=price.currency,
            sold_by=sold_by,
            now=to_ms(now),
        )
        return None if row is None else _order(row)

    def by_id(self, id: int) -> Order | None:
        row = self._sql.order_by_id(id=id)
        return None if row is None else _order(row)

    def of_person(self, person_id: PersonId) -> list[Order]:
        return [_order(row) for row in self._sql.orders_of_person(person_id=person_id)]


class CheckIns:
    def __init__(self, tx: Tx) -> None:
        self._sql = tx.sql

    def add(
        self, *, token: str, order_id: int, person_id: PersonId, code: str, due_at: datetime
    ) -> AskedCheckIn | None:
        row = self._sql.check_in_add(
            token=token, order_id=order_id, person_id=person_id, code=code, due_at=to_ms(due_at)
        )
        return None if row is None else _check_in(row)

    def by_id(self, id: int) -> AskedCheckIn | None:
        row = self._sql.check_in_by_id(id=id)
        return None if row is None else _check_in(row)

    def by_token(self, token: str, person_id: PersonId) -> AskedCheckIn | None:
        row = self._sql.check_in_by_token(token=token, person_id=person_id)
        return None if row is None else _check_in(row)

    def asked(self, id: int, now: datetime) -> bool:
        return bool(self._sql.check_in_asked(id=id, now=to_ms(now)))

    def answer(self, id: int, value: int, now: datetime) -> bool:
        """False when it was answered before: the first answer stands."""
        return bool(self._sql.check_in_answer(id=id, answer=value, now=to_ms(now)))

    def of_person(self, person_id: PersonId) -> list[AskedCheckIn]:
        return [_check_in(row) for row in self._sql.check_ins_of_person(person_id=person_id)]


def _order(row: Any) -> Order:
    return Order(
        id=row["id"],
        token=row["token"],
        lead_id=LeadId(row["lead_id"]),
        person_id=PersonId(row["person_id"]),
        product=row["product"],
        price=Money(row["amount"], row["currency"]),
        sold_by=PersonId(row["sold_by"]),
        sold_at=from_ms(row["sold_at"]),
    )


def _check_in(row: Any) -> AskedCheckIn:
    return AskedCheckIn(
        id=row["id"],
        token=row["token"],
        order_id=row["order_id"],
        person_id=PersonId(row["person_id"]),
        code=row["code"],
        due_at=from_ms(row["due_at"]),
        asked_at=from_ms_or_none(row["asked_at"]),
        answer=row["answer"],
    )
