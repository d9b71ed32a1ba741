"""No order of presses, whatever their age, stores a phone number before its consent."""

import sqlite3
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from itertools import count
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import playbook
from bot.container import Scope, build
from sales.errors import SalesError
from sales.people import Person, Profile
from sales.playbook import ConsentKind, Playbook
from sales.ports import Desk
from sales.usecases.forget import Forget
from sales.usecases.greet import Greet
from sales.usecases.lead_news import KeepLeadCurrent
from sales.usecases.silence import Resume, Stop
from sales.usecases.want_contact import GiveConsent, LeavePhone, LeaveTypedPhone, RefuseConsent, WantContact
from storage.people import People
from storage.queries import load
from storage.transaction import Tx

BOOK = playbook.load(Path(playbook.__file__).parent)
VERSION = BOOK.consent(ConsentKind.DATA).version
NEWER = replace(BOOK, consents=tuple(replace(consent, version="2030-01") for consent in BOOK.consents))
PHONE = "+79161234567"

PRESSES: dict[str, tuple[Any, ...]] = {
    "call me": (WantContact, "call", "any"),
    "write to me": (WantContact, "chat", "any"),
    "an unknown wish": (WantContact, "visit", "any"),
    "yes": (GiveConsent, "call", "any", VERSION),
    "yes to the newer text": (GiveConsent, "call", "any", "2030-01"),
    "yes to some other text": (GiveConsent, "call", "any", "1999-01"),
    "no": (RefuseConsent, "any"),
    "shares the contact": (LeavePhone, PHONE, "any", False),
    "types a number": (LeaveTypedPhone, "+7 916 123-45-67", lambda text, like: PHONE, "any"),
    "types something else": (LeaveTypedPhone, "later", lambda text, like: None, "any"),
    "/start": (Greet, ""),
    "/stop": (Stop,),
    "write to me again": (Resume,),
    "/forget": (Forget,),
}
steps = st.lists(st.sampled_from([*PRESSES, "the text changes"]), max_size=25)
_numbers = count(1)


@dataclass
class Desktop:
    """One customer, one connection, each press a transaction as in bot/step.py."""

    connection: sqlite3.Connection
    book: Playbook = BOOK
    now: datetime = datetime(2026, 11, 23, 12, tzinfo=UTC)
    telegram_id: int = 0

    def press(self, use_case: Callable[..., Any], *args: Any) -> None:
        tx = Tx(load("sqlite"), self.connection, "sqlite")
        self.connection.execute("BEGIN")
        try:
            person = self._person(tx)
            desk = Desk(staff_chat=None, bot_username="fitlead_bot", timezone="Europe/Moscow")
            scope = Scope(tx=tx, now=self.now, actor=person, playbook=self.book, desk=desk)
            build(use_case, scope)(person, *args)  # type: ignore[arg-type]
            for id in tx.noted:
                build(KeepLeadCurrent, scope)(id)
        except SalesError:
            self.connection.execute("ROLLBACK")
        else:
            self.connection.execute("COMMIT")

    def _person(self, tx: Tx) -> Person:
        known = People(tx).by_telegram_id(self.telegram_id)
        profile = Profile(telegram_id=self.telegram_id, first_name="Анна")
        return People(tx).arrive(profile, known, language="ru", now=self.now)

    def phones_without_consent(self) -> list[Any]:
        """Phones stored when no consent was in force, and phones kept after the last consent was taken back."""
        return self.connection.execute(
            "SELECT id FROM people p WHERE phone <> '' AND (NOT EXISTS"
            " (SELECT 1 FROM consents c WHERE c.person_id = p.id AND c.kind = 'data' AND c.given_at <= p.phone_at"
            "  AND (c.withdrawn_at IS NULL OR c.withdrawn_at > p.phone_at))"
            " OR NOT EXISTS (SELECT 1 FROM consents c WHERE c.person_id = p.id AND c.kind = 'data'"
            "  AND c.withdrawn_at IS NULL))"
        ).fetchall()


@pytest.fixture(scope="module")
def connection(sqlite_copies: Any, tmp_path_factory: pytest.TempPathFactory) -> Iterator[sqlite3.Connection]:
    path = sqlite_copies.fresh(tmp_path_factory.mktemp("consents")).removeprefix("sqlite:///")
    opened = sqlite3.connect(path, isolation_level=None)
    opened.row_factory = sqlite3.Row
    yield opened
    opened.close()


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(pressed=steps)
def test_no_phone_is_stored_without_a_stored_consent(connection: sqlite3.Connection, pressed: list[str]) -> None:
    desktop = Desktop(connection, telegram_id=10_000 + next(_numbers))
    for name in pressed:
        desktop.now += timedelta(seconds=1)
        if name == "the text changes":
            desktop.book = NEWER
        else:
            desktop.press(*PRESSES[name])
        assert [row["id"] for row in desktop.phones_without_consent()] == [], name


def test_the_straight_way_does_store_it(connection: sqlite3.Connection) -> None:
    desktop = Desktop(connection, telegram_id=10_000 + next(_numbers))
    for name in ("call me", "shares the contact", "yes", "types a number"):
        desktop.now += timedelta(seconds=1)
        desktop.press(*PRESSES[name])
    stored = connection.execute("SELECT phone FROM people WHERE telegram_id = ?", [desktop.telegram_id]).fetchone()
    assert stored["phone"] == PHONE
    assert desktop.phones_without_consent() == []
