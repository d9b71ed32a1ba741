"""Rows to begin with, and reading what is there."""

import re
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from itertools import count
from typing import Any

from sales.leads import Lead, Order, Task, Wish
from sales.money import Money
from sales.outgoing import Lane, WhenUnknown
from sales.people import Person, Profile
from sales.playbook import Temperature
from sales.qualification import Judged
from storage.database import Database
from storage.inbox import Arrival
from storage.leads import Leads, Tasks
from storage.orders import Orders
from storage.outbox import Outbox
from storage.people import People
from storage.transaction import Tx

NOW = datetime(2026, 11, 23, 12, 0, 0, 123_000, tzinfo=UTC)
_numbers = count(1)


def later(**span: float) -> datetime:
    return NOW + timedelta(**span)


def token() -> str:
    return f"token-{next(_numbers):016d}"


def add_person(tx: Tx, telegram_id: int = 1001, name: str = "Анна") -> Person:
    profile = Profile(telegram_id=telegram_id, first_name=name)
    return People(tx).arrive(profile, None, language="ru", now=NOW)


def add_lead(tx: Tx, person: Person, **wanted: Any) -> Lead:
    fields: dict[str, Any] = {
        "token": token(),
        "person_id": person.id,
        "judged": judged(),
        "wish": Wish.CALL,
        "product": None,
        "quiz_attempt_id": None,
        "result": None,
        "source": "",
        "now": NOW,
        **wanted,
    }
    return Leads(tx).add(**fields)


def judged(**wanted: Any) -> Judged:
    usual = {"points": 50, "fit": 30, "engagement": 20, "reasons": (), "temperature": Temperature.WARM, "chance": None}
    return Judged(**(usual | wanted))


def add_task(tx: Tx, lead: Lead, staff: Person, **wanted: Any) -> Task:
    fields: dict[str, Any] = {"token": token(), "key": "first_call", "due_at": later(hours=1), "now": NOW, **wanted}
    return Tasks(tx).add(lead_id=lead.id, staff_id=staff.id, **fields)


def add_order(tx: Tx, lead: Lead, seller: Person) -> Order | None:
    price = Money(4_990_000, "RUB")
    return Orders(tx).add(token=token(), lead=lead, product="tester", price=price, sold_by=seller.id, now=NOW)


def say(tx: Tx, chat_id: int = 1001, **wanted: Any) -> int | None:
    fields: dict[str, Any] = {
        "lane": Lane.ANSWER,
        "when_unknown": WhenUnknown.RESEND,
        "now": NOW,
        "payload": {"text": "да"},
        **wanted,
    }
    return Outbox(tx).add(chat_id=chat_id, **fields)


def arrival(update_id: int, chat_key: int = 1001, **wanted: Any) -> Arrival:
    fields: dict[str, Any] = {"sender_id": chat_key, "body": f'{{"update_id":{update_id}}}', **wanted}
    return Arrival(update_id=update_id, chat_key=chat_key, **fields)


async def rows(database: Database, sql: str, **values: Any) -> list[Mapping[str, Any]]:
    """A query with :named values, outside the repositories."""

    def read(tx: Tx) -> list[Mapping[str, Any]]:
        wanted = sql if tx.dialect == "sqlite" else re.sub(r":(\w+)", r"%(\1)s", sql)
        return [dict(row) for row in tx.sql._connection.execute(wanted, values).fetchall()]

    return await database.read(read)
