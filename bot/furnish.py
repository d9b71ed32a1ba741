"""What the database must hold before work begins: the playbook's links, answers and version, admins of ADMIN_IDS."""

from datetime import datetime

from sales.people import Profile, Role
from sales.playbook import Playbook
from sales.sources import Link
from storage.answers import AnswerIndex
from storage.journeys import Links
from storage.meta import Meta
from storage.people import People, Staff
from storage.transaction import Tx


def furnish(tx: Tx, book: Playbook, admin_ids: frozenset[int], now: datetime) -> None:
    """Idempotent, at every start and reload.

    Whoever left ADMIN_IDS is no admin any more; who is new in it becomes one at the first message.
    """
    for seed in book.links:
        link = Link(
            code=seed.code, source=seed.source, medium=seed.medium, campaign=seed.campaign, content=seed.content
        )
        Links(tx).add(link, by=None, now=now)
    Meta(tx).set_playbook_version(book.version)
    AnswerIndex(tx).refresh(book)
    staff, people = Staff(tx), People(tx)
    for person in staff.admins():
        if person.telegram_id not in admin_ids:
            staff.remove(person.id, now)
    for telegram_id in admin_ids:
        known = people.by_telegram_id(telegram_id)
        if known is not None and known.role is not Role.ADMIN:
            staff.set_role(known.id, Role.ADMIN, now)


def seat_salesperson(tx: Tx, telegram_id: int, language: str, now: datetime) -> None:
    """A member of staff before their first message: how the demo opens with a salesperson on duty."""
    person = People(tx).arrive(Profile(telegram_id=telegram_id, first_name="-"), None, language=language, now=now)
    Staff(tx).set_role(person.id, Role.SALESPERSON, now)
