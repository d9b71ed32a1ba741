"""One person, one lead: joined by rule, parted exactly, whatever comes between and at the same instant."""

import asyncio
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest

from sales.errors import NotYours, SalesError
from sales.leads import LeadStage, Wish
from sales.people import Person, Role
from sales.playbook import Signal
from sales.sources import Link
from sales.usecases.end_merges import EndMerges
from sales.usecases.lead_card import LeadCard
from sales.usecases.undo_merge import UndoMerge
from storage.database import Database
from storage.journeys import Links
from storage.leads import Leads, Tasks
from storage.merging import Merges
from storage.people import People
from storage.signals import Signals
from storage.transaction import Tx
from tests.storage.making import NOW, add_task, later, rows
from tests.storage.merging import PHONE, Side, again, customer, meet, ready, seller, undo


async def test_the_earlier_lead_stays_with_the_more_urgent_wish_and_the_newer_product(database: Database) -> None:
    def work(tx: Tx) -> None:
        first = Side.made(tx, wish=Wish.CALL, product="qa-engineer")
        second = Side.made(tx, "Аня", hours=1, wish=Wish.CHAT, product="web-designer")
        kept = meet(tx, second)
        assert kept is not None
        assert (kept.id, kept.wish, kept.product) == (first.lead.id, Wish.CALL, "web-designer")
        assert kept.person_id == second.person.id, "she wrote last"
        assert again(tx, second.lead).stage is LeadStage.MERGED
        for side in (first, second):
            assert Leads(tx).open_of(side.person.id) == kept
            assert Leads(tx).by_token(side.lead.token) == kept
        assert [lead.id for lead in Leads(tx).pool()] == [kept.id]

    await database.write(work)


async def test_an_owner_beats_none_and_two_owners_are_asked(database: Database) -> None:
    def work(tx: Tx) -> None:
        oleg, vera = seller(tx), seller(tx, "Вера")
        first, second = Side.made(tx), Side.made(tx, "Аня", owner=oleg, hours=1)
        kept = meet(tx, first)
        assert kept is not None
        assert (kept.id, kept.owner_id) == (second.lead.id, oleg.id)
        third = Side.made(tx, "Анюта", owner=vera, hours=2)
        assert meet(tx, third) is None
        assert meet(tx, third) is None, "asked once"
        found = [row["state"] for row in tx.sql._connection.execute("SELECT state FROM lead_merges ORDER BY id")]
        assert found == ["merged", "asked"]
        assert again(tx, third.lead).owner_id == vera.id

    await database.write(work)


async def test_tasks_come_over_once_and_go_back(database: Database) -> None:
    def work(tx: Tx) -> None:
        oleg = seller(tx)
        first, second = Side.made(tx, owner=oleg), Side.made(tx, "Аня", owner=oleg, hours=1)
        add_task(tx, first.lead, oleg, key="call_now")
        same = add_task(tx, second.lead, oleg, key="call_now", due_at=later(hours=-2))
        other = add_task(tx, second.lead, oleg, key="send_plan")
        kept = meet(tx, second)
        assert kept is not None
        assert [task.key for task in Tasks(tx).open_of_lead(kept.id)] == ["call_now", "send_plan"]
        assert len(Tasks(tx).open_of_staff(oleg.id)) == 2
        undo(tx, oleg, kept)
        assert Tasks(tx).open_of_lead(second.lead.id) == [same, other]
        assert len(Tasks(tx).open_of_lead(first.lead.id)) == 1
        due = list(tx.sql.timers_due(now=10**15, limit=10))
        assert [row["subject"] for row in due if row["kind"] == "follow_up"] == [same.about], "it rings again"

    await database.write(work)


async def test_score_is_judged_from_what_both_did(database: Database) -> None:
    def work(tx: Tx) -> None:
        first, second = Side.made(tx), Side.made(tx, "Аня", hours=1)
        Signals(tx).add(first.person.id, Signal.START, NOW, "now")
        Signals(tx).add(second.person.id, Signal.GOAL, NOW, "change")
        kept = meet(tx, second)
        assert kept is not None
        assert {"start_now", "goal_change"} <= {reason.key for reason in kept.reasons}
        undo(tx, seller(tx, role=Role.ADMIN), kept)
        assert {reason.key for reason in again(tx, first.lead).reasons} == {"start_now"}
        assert {reason.key for reason in again(tx, second.lead).reasons} == {"goal_change"}

    await database.write(work)


async def test_no_source_is_lost_and_the_earliest_is_the_first(database: Database) -> None:
    def work(tx: Tx) -> None:
        oleg, links = seller(tx), Links(tx)
        for code, source in (("a", "vk"), ("b", "telegram")):
            links.add(Link(code=code, source=source), by=None, now=NOW)
        first, second = Side.made(tx, source="Школа А"), Side.made(tx, "Аня", hours=1)
        links.touch(second.person.id, "a", later(hours=-1))
        links.touch(second.person.id, "b", later(hours=2))
        kept = meet(tx, second)
        assert kept is not None
        card = ready(LeadCard, tx)(kept, oleg)
        assert (card["source"], card["also"]) == ("vk", ["Школа А", "telegram"])
        assert [one["name"] for one in card["accounts"]] == [first.person.name]

    await database.write(work)


async def test_a_closed_lead_is_history_and_never_joined(database: Database) -> None:
    def work(tx: Tx) -> None:
        oleg = seller(tx)
        first = Side.made(tx, owner=oleg, product="qa-engineer")
        Leads(tx).close(first.lead.id, LeadStage.WON, NOW)
        second = Side.made(tx, "Аня", hours=1)
        assert meet(tx, second) is None
        (past,) = ready(LeadCard, tx)(again(tx, second.lead), oleg)["past"]
        assert (past["is_won"], past["product"]) == (True, "Тестировщик")
        assert Leads(tx).bought_by(second.person.id) is None

    await database.write(work)


async def test_staff_strangers_and_the_erased_are_nobodys_second_account(database: Database) -> None:
    def work(tx: Tx) -> None:
        oleg = seller(tx)
        People(tx).set_phone(oleg.id, PHONE, NOW)
        gone = Side.made(tx, "Ушла")
        People(tx).erase(gone.person, NOW)
        customer(tx, "Без заявки")
        other = Side.made(tx, "Другая")
        People(tx).set_phone(other.person.id, "+79160000000", NOW)
        assert meet(tx, Side.made(tx)) is None

    await database.write(work)


async def test_a_third_joins_and_the_first_pair_is_parted(database: Database) -> None:
    def work(tx: Tx) -> None:
        admin = seller(tx, role=Role.ADMIN)
        first = Side.made(tx, wish=Wish.QUESTION)
        second = Side.made(tx, "Аня", hours=1, wish=Wish.CALL, product="qa-engineer")
        meet(tx, second)
        third = Side.made(tx, "Анюта", hours=2, wish=Wish.CHAT, product="web-designer")
        kept = meet(tx, third)
        assert kept is not None
        assert (kept.id, kept.wish, kept.product) == (first.lead.id, Wish.CALL, "web-designer")
        merges = Merges(tx).under(kept.id)
        assert [merge.joined_id for merge in merges] == [second.lead.id, third.lead.id]
        undo_first = merges[0].token
        ready(UndoMerge, tx)(admin, undo_first)
        kept = again(tx, first.lead)
        assert (kept.wish, kept.product) == (Wish.CHAT, "web-designer")
        assert Leads(tx).open_of(second.person.id) == again(tx, second.lead)
        assert Leads(tx).open_of(third.person.id) == kept
        undo(tx, admin, kept)
        assert (again(tx, first.lead).wish, again(tx, first.lead).product) == (Wish.QUESTION, None)

    await database.write(work)


async def test_a_pair_that_joins_a_third_is_parted_below(database: Database) -> None:
    def work(tx: Tx) -> None:
        admin, oleg = seller(tx, role=Role.ADMIN), seller(tx)
        first = Side.made(tx, wish=Wish.QUESTION)
        second = Side.made(tx, "Аня", hours=1, wish=Wish.CALL)
        meet(tx, second)
        third = Side.made(tx, "Анюта", owner=oleg, hours=2, wish=Wish.CHAT)
        kept = meet(tx, third)
        assert kept is not None
        assert (kept.id, kept.wish) == (third.lead.id, Wish.CALL)
        for side in (first, second, third):
            assert Leads(tx).open_of(side.person.id) == kept
        undo(tx, admin, again(tx, first.lead))
        kept = again(tx, third.lead)
        assert kept.wish is Wish.CHAT, "the call was the second one's"
        assert Leads(tx).open_of(second.person.id) == again(tx, second.lead)
        assert Leads(tx).open_of(first.person.id) == kept
        undo(tx, oleg, kept)
        restored = again(tx, first.lead)
        assert (restored.stage, restored.wish, restored.person_id) == (LeadStage.NEW, Wish.QUESTION, first.person.id)

    await database.write(work)


async def test_a_wish_said_since_stays_after_the_undo(database: Database) -> None:
    def work(tx: Tx) -> None:
        admin = seller(tx, role=Role.ADMIN)
        first, second = Side.made(tx, wish=Wish.QUESTION), Side.made(tx, "Аня", hours=1, wish=Wish.CHAT)
        kept = meet(tx, second)
        assert kept is not None
        Leads(tx).wishes(kept.id, Wish.CALL, "qa-engineer")
        undo(tx, admin, again(tx, kept))
        assert (again(tx, first.lead).wish, again(tx, first.lead).product) == (Wish.CALL, "qa-engineer")
        assert again(tx, second.lead).wish is Wish.CHAT

    await database.write(work)


async def test_undo_asks_for_rights_time_and_an_open_lead(database: Database) -> None:
    def work(tx: Tx) -> None:
        oleg, vera = seller(tx), seller(tx, "Вера")
        Side.made(tx, owner=oleg)
        kept = meet(tx, Side.made(tx, "Аня", hours=1))
        assert kept is not None
        for person, now, key in (
            (vera, NOW, "not_found"),
            (customer(tx, phone=""), NOW, "not_found"),
            (oleg, NOW + timedelta(hours=24, seconds=1), "merge_too_late"),
        ):
            with pytest.raises(SalesError) as refused:
                undo(tx, person, kept, now)
            assert refused.value.key == key
        (merge,) = Merges(tx).under(kept.id)
        undo(tx, oleg, kept, NOW + timedelta(hours=24))
        with pytest.raises(NotYours):
            undo_again(tx, vera, merge.token)
        with pytest.raises(SalesError, match="merge_over"):
            undo_again(tx, oleg, merge.token)

    await database.write(work)


def undo_again(tx: Tx, person: Person, token: str) -> None:
    ready(UndoMerge, tx)(person, token)


async def test_an_owner_who_left_meanwhile_does_not_get_the_lead_back(database: Database) -> None:
    def work(tx: Tx) -> None:
        oleg, vera = seller(tx), seller(tx, "Вера")
        first, second = Side.made(tx, owner=oleg), Side.made(tx, "Аня", owner=oleg, hours=1)
        kept = meet(tx, second)
        assert kept is not None
        Leads(tx).give(kept.id, vera.id)
        tx.sql.staff_remove(person_id=oleg.id, now=1)
        undo(tx, vera, again(tx, kept))
        assert (again(tx, first.lead).owner_id, again(tx, second.lead).owner_id) == (vera.id, None)
        assert again(tx, second.lead).stage is LeadStage.NEW

    await database.write(work)


async def test_who_is_forgotten_first_leaves_the_lead_to_the_other_with_its_owner(database: Database) -> None:
    def work(tx: Tx) -> None:
        oleg = seller(tx)
        first, second = Side.made(tx, owner=oleg), Side.made(tx, "Аня", hours=1)
        meet(tx, second)
        assert ready(EndMerges, tx)(first.person) == []
        left = again(tx, second.lead)
        assert (left.stage, left.owner_id, left.person_id) == (LeadStage.CLAIMED, oleg.id, second.person.id)
        assert Merges(tx).under(first.lead.id) == []

    await database.write(work)


async def test_six_leave_the_same_phone_at_the_same_instant(database: Database) -> None:
    sides = [await database.write(lambda tx, n=n: Side.made(tx, f"Анна {n}")) for n in range(6)]
    await database.write(lambda tx: [People(tx).set_phone(side.person.id, "", NOW) for side in sides])

    def leaves(side: Side) -> Callable[[Tx], Any]:
        def work(tx: Tx) -> None:
            """The phone is written in the very transaction that looks for others with it."""
            People(tx).set_phone(side.person.id, PHONE, NOW)
            meet(tx, side)

        return work

    await asyncio.gather(*(database.write(leaves(side)) for side in sides))
    found = await rows(database, "SELECT id, stage FROM leads ORDER BY id")
    assert sorted(row["stage"] for row in found) == ["merged"] * 5 + ["new"]
    merged = await rows(database, "SELECT joined_id FROM lead_merges WHERE state = 'merged'")
    assert len({row["joined_id"] for row in merged}) == 5
    (kept,) = [row["id"] for row in found if row["stage"] == "new"]
    for side in sides:
        lead = await database.read(lambda tx, s=side: Leads(tx).open_of(s.person.id))
        assert lead is not None
        assert lead.id == kept
