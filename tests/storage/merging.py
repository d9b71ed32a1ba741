"""Two people with the same phone, and the use cases that join and part their leads, each call a transaction."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import count
from pathlib import Path
from typing import Any, TypeVar

import playbook
from bot.container import Scope, build
from sales.leads import Lead, Wish
from sales.people import Person, PersonId, Role
from sales.ports import Desk
from sales.usecases.merge_leads import MergeByPhone
from sales.usecases.undo_merge import UndoMerge
from storage.leads import Leads
from storage.merging import Merges
from storage.people import People, Staff
from storage.transaction import Tx
from tests.storage.making import NOW, add_lead, add_person

U = TypeVar("U")
BOOK = playbook.load(Path(playbook.__file__).parent)
PHONE = "+79161234567"
_numbers = count(9001)


def ready(use_case: type[U], tx: Tx, now: datetime = NOW) -> U:
    desk = Desk(staff_chat=None, bot_username="fitlead_bot", timezone="Europe/Moscow")
    return build(use_case, Scope(tx=tx, now=now, actor=None, playbook=BOOK, desk=desk))


def customer(tx: Tx, name: str = "Анна", phone: str = PHONE) -> Person:
    person = add_person(tx, next(_numbers), name)
    People(tx).set_phone(person.id, phone, NOW)
    return read(tx, person.id)


def seller(tx: Tx, name: str = "Олег", role: Role = Role.SALESPERSON) -> Person:
    person = add_person(tx, next(_numbers), name)
    Staff(tx).set_role(person.id, role, NOW)
    return read(tx, person.id)


def read(tx: Tx, id: PersonId) -> Person:
    person = People(tx).by_id(id)
    assert person is not None
    return person


@dataclass
class Side:
    """A customer with an open lead."""

    person: Person
    lead: Lead

    @classmethod
    def made(
        cls, tx: Tx, name: str = "Анна", *, owner: Person | None = None, hours: float = 0, **wanted: Any
    ) -> "Side":
        person = customer(tx, name)
        lead = add_lead(tx, person, **{"wish": Wish.CHAT, **wanted, "now": NOW + timedelta(hours=hours)})
        if owner is not None:
            Leads(tx).claim(lead.id, owner.id, NOW)
        return cls(person, again(tx, lead))


def again(tx: Tx, lead: Lead) -> Lead:
    found = Leads(tx).by_id(lead.id)
    assert found is not None
    return found


def meet(tx: Tx, side: Side, now: datetime = NOW) -> Lead | None:
    return ready(MergeByPhone, tx, now)(side.person, again(tx, side.lead))


def undo(tx: Tx, person: Person, kept: Lead, now: datetime = NOW) -> dict[str, Any]:
    """The latest merge into this lead."""
    return ready(UndoMerge, tx, now)(person, Merges(tx).under(kept.id)[-1].token)
