"""Joining and parting again is as if nothing had been: whatever the two leads were, and in whatever order."""

import sqlite3
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sales.leads import Wish
from sales.merging import Merge
from sales.people import Person, Role
from sales.playbook import Signal
from sales.usecases.rescore import Rescore
from sales.usecases.undo_merge import UndoMerge
from storage.merging import Merges
from storage.queries import load
from storage.signals import Signals
from storage.transaction import Tx
from tests.storage.making import add_task, later
from tests.storage.merging import Side, again, meet, ready, seller

PRODUCTS = ("qa-engineer", "web-designer", "python-developer")
SIGNALS = {
    Signal.GOAL: "change",
    Signal.START: "now",
    Signal.LEFT_PHONE: "",
    Signal.OPENED_DECK: "",
    Signal.REPLIED: "",
}
UNLIKE = ("told", "noticed_at", "judged_at")  # who was told what cannot be untold

sides = st.fixed_dictionaries(
    {
        "hours": st.integers(0, 48),
        "owned": st.booleans(),
        "wish": st.sampled_from(Wish),
        "product": st.none() | st.sampled_from(PRODUCTS),
        "source": st.sampled_from(("", "Школа А", "vk / autumn")),
        "signals": st.sets(st.sampled_from([*SIGNALS])),
        "tasks": st.sets(st.sampled_from(("call_now", "send_plan", "last_try"))),
    }
)


@pytest.fixture
def connection(sqlite_url: str) -> Iterator[sqlite3.Connection]:
    opened = sqlite3.connect(Path(sqlite_url.removeprefix("sqlite:///")), isolation_level=None)
    opened.row_factory = sqlite3.Row
    yield opened
    opened.close()


def everything(connection: sqlite3.Connection) -> dict[str, list[dict[str, Any]]]:
    """The stored state of leads, tasks, signals and people."""
    found = {}
    for table in ("leads", "tasks", "signals", "signal_moments", "people", "consents"):
        rows = [dict(row) for row in connection.execute(f"SELECT * FROM {table} ORDER BY 1, 2")]
        found[table] = [{key: value for key, value in row.items() if key not in UNLIKE} for row in rows]
    return found


def scene(tx: Tx, wanted: list[dict[str, Any]]) -> tuple[Person, list[Side]]:
    """One salesperson, so that whoever owns a lead owns them all; every lead judged once."""
    oleg, made = seller(tx, role=Role.ADMIN), []
    for number, one in enumerate(wanted):
        fields = {key: one[key] for key in ("wish", "product", "source", "hours")}
        side = Side.made(tx, f"Анна {number}", owner=oleg if one["owned"] else None, **fields)
        for signal in sorted(one["signals"]):
            Signals(tx).add(side.person.id, signal, later(hours=-number), SIGNALS[signal])
        for key in sorted(one["tasks"]) if one["owned"] else ():
            add_task(tx, side.lead, oleg, key=key)
        ready(Rescore, tx).anew(again(tx, side.lead), side.person)
        made.append(side)
    return oleg, made


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(wanted=st.lists(sides, min_size=2, max_size=4), pick=st.randoms(use_true_random=False))
def test_joined_and_parted_in_any_order_is_as_before(
    connection: sqlite3.Connection, wanted: list[dict[str, Any]], pick: Any
) -> None:
    connection.execute("BEGIN")
    try:
        tx = Tx(load("sqlite"), connection, "sqlite")
        oleg, made = scene(tx, wanted)
        before = everything(connection)
        for side in pick.sample(made, len(made)):
            meet(tx, side)
        merges = active(connection, Merges(tx).by_token)
        assert len(merges) == len(made) - 1
        joined = everything(connection)
        assert joined["signals"] == before["signals"], "each account keeps its own"
        assert joined["consents"] == before["consents"]
        open_ones = [lead for lead in joined["leads"] if lead["closed_at"] is None]
        assert len(open_ones) == 1
        for merge in pick.sample(merges, len(merges)):
            ready(UndoMerge, tx)(oleg, merge.token)
        assert everything(connection) == before
    finally:
        connection.execute("ROLLBACK")


def active(connection: sqlite3.Connection, by_token: Callable[[str], Merge | None]) -> list[Merge]:
    tokens = [row["token"] for row in connection.execute("SELECT token FROM lead_merges WHERE state = 'merged'")]
    return [merge for merge in map(by_token, tokens) if merge is not None]
