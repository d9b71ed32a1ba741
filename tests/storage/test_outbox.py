"""The outbox: what is due to leave, fenced at every move."""

import asyncio
from dataclasses import replace
from typing import Any

from sales.outgoing import Lane, Outgoing, WhenUnknown
from storage.database import Database
from storage.outbox import Delivery, Fate, Outbox
from storage.transaction import Tx
from tests.storage.making import NOW, later, rows, say

LEASE = later(seconds=30)
SENT = Delivery(state="sent", message_id=77)


async def told(database: Database, **wanted: Any) -> int:
    id = await database.write(lambda tx: say(tx, **wanted))
    assert id is not None
    return id


async def waiting(database: Database, at: Any = NOW, **wanted: Any) -> list[Outgoing]:
    return await database.read(lambda tx: Outbox(tx).waiting(at, **wanted))


async def start(database: Database, *ids: int, owner: str = "sender") -> set[int]:
    return await database.write(lambda tx: Outbox(tx).start(ids, owner=owner, lease_until=LEASE))


async def finish(database: Database, id: int, delivery: Delivery = SENT, owner: str = "sender") -> bool:
    return await database.write(lambda tx: Outbox(tx).finish(id, owner=owner, delivery=delivery, now=NOW))


async def fate(database: Database, id: int) -> Fate | None:
    return await database.read(lambda tx: Outbox(tx).fate(id))


async def sent(database: Database, **wanted: Any) -> int:
    id = await told(database, **wanted)
    await start(database, id)
    assert await finish(database, id)
    return id


async def test_what_is_written_is_read_back_whole(database: Database) -> None:
    id = await told(
        database,
        chat_id=-1001234567890,
        lane=Lane.TOUCH,
        when_unknown=WhenUnknown.LEAVE,
        method="editMessageText",
        payload=None,
        template="lead/notice",
        params={"name": "Ёжик <b>", "n": [1, 2]},
        language="en",
        edit_of=None,
        about="lead:7",
        not_before=later(seconds=-1),
        expires_at=later(hours=1),
    )
    (message,) = await waiting(database)
    assert message == Outgoing(
        id=id,
        chat_id=-1001234567890,
        lane=Lane.TOUCH,
        when_unknown=WhenUnknown.LEAVE,
        method="editMessageText",
        template="lead/notice",
        params={"name": "Ёжик <b>", "n": [1, 2]},
        language="en",
        about="lead:7",
        not_before=later(seconds=-1),
        expires_at=later(hours=1),
    )


async def test_the_transaction_hands_over_what_it_says(database: Database) -> None:
    def work(tx: Tx) -> list[Outgoing]:
        say(tx, 1)
        say(tx, 2, dedupe_key="once")
        assert say(tx, 3, dedupe_key="once") is None
        return tx.outgoing

    handed = await database.write(work)
    kept = [replace(message, not_before=None) for message in await waiting(database)]
    assert handed == kept


async def test_a_thing_is_said_once_per_key(database: Database) -> None:
    first, *others = await asyncio.gather(
        *(database.write(lambda tx: say(tx, dedupe_key="check_in:1")) for _ in range(10))
    )
    assert len([id for id in (first, *others) if id is not None]) == 1
    assert len(await waiting(database)) == 1


async def test_the_waiting_person_goes_first_then_the_older(database: Database) -> None:
    ids = [await told(database, lane=lane) for lane in (Lane.CAMPAIGN, Lane.ANSWER, Lane.TOUCH, Lane.ANSWER)]
    assert [message.id for message in await waiting(database)] == [ids[1], ids[3], ids[2], ids[0]]


async def test_one_can_read_on_past_what_one_holds(database: Database) -> None:
    ids = [await told(database, lane=lane) for lane in (Lane.ANSWER, Lane.ANSWER, Lane.TOUCH)]
    assert [m.id for m in await waiting(database, after=(Lane.ANSWER, ids[0]))] == ids[1:]
    page, after = await database.read(lambda tx: Outbox(tx).page(NOW, after=(-1, 0), limit=2, skip=frozenset({ids[0]})))
    assert ([m.id for m in page], after) == ([ids[1]], (Lane.ANSWER, ids[1]))
    page, after = await database.read(lambda tx: Outbox(tx).page(NOW, after=after, limit=2, skip=frozenset()))
    assert ([m.id for m in page], after) == ([ids[2]], None)


async def test_what_must_wait_is_not_offered_before_its_time(database: Database) -> None:
    id = await told(database, not_before=later(seconds=2))
    assert await waiting(database, later(seconds=1)) == []
    assert await database.read(lambda tx: Outbox(tx).next_due(NOW)) == later(seconds=2)
    assert [m.id for m in await waiting(database, later(seconds=2))] == [id]


async def test_only_one_sender_gets_a_message(database: Database) -> None:
    ids = [await told(database) for _ in range(30)]
    shares = await asyncio.gather(*(start(database, *ids, owner=f"s{n}") for n in range(5)))
    assert sorted(id for share in shares for id in share) == ids
    assert await waiting(database) == []


async def test_an_outcome_is_kept_once_and_only_by_its_owner(database: Database) -> None:
    id = await told(database)
    assert not await finish(database, id), "nobody called yet"
    await start(database, id)
    assert not await finish(database, id, owner="stranger")
    assert await finish(database, id)
    assert not await finish(database, id, Delivery(state="failed", error_code=400))
    assert await fate(database, id) == Fate("sent", Lane.ANSWER, 77)
    assert await database.read(lambda tx: Outbox(tx).message_id_of(id)) == 77


async def test_a_failure_keeps_its_code_and_reason(database: Database) -> None:
    id = await told(database)
    await start(database, id)
    await finish(database, id, Delivery(state="failed", error_code=403, reason="blocked"))
    (row,) = await rows(database, "SELECT state, error_code, reason, attempts, lease_until FROM outbox")
    assert row == {"state": "failed", "error_code": 403, "reason": "blocked", "attempts": 1, "lease_until": None}


async def test_what_was_surely_not_sent_waits_again(database: Database) -> None:
    id = await told(database)
    for forgiven, attempts in ((False, 1), (True, 1), (False, 2)):
        await start(database, id)
        assert await database.write(
            lambda tx, f=forgiven: Outbox(tx).back(id, owner="sender", not_before=later(seconds=5), forgiven=f)
        )
        assert await waiting(database) == []
        (message,) = await waiting(database, later(seconds=5))
        assert message.attempts == attempts


async def test_a_message_may_follow_its_chat_when_it_moves(database: Database) -> None:
    moving, staying = await told(database, chat_id=-5), await told(database, chat_id=-6)
    await start(database, moving)
    await database.write(
        lambda tx: Outbox(tx).back(moving, owner="sender", not_before=NOW, forgiven=True, chat_id=-100500)
    )
    await told(database, chat_id=-5)
    assert await database.write(lambda tx: Outbox(tx).move_chat(-5, -100500)) == 1
    assert {m.id: m.chat_id for m in await waiting(database)}[staying] == -6
    assert sorted(m.chat_id for m in await waiting(database)) == [-100500, -100500, -6]


async def test_only_what_may_be_said_twice_is_said_again(database: Database) -> None:
    for policy, again in ((WhenUnknown.RESEND, True), (WhenUnknown.LEAVE, False)):
        id = await told(database, when_unknown=policy, about="lead:1", expires_at=later(hours=1))
        await start(database, id)
        message = replace((await database.read(lambda tx: Outbox(tx).stranded(owner="other", now=NOW)))[0])
        new = await database.write(
            lambda tx, m=message: Outbox(tx).mark_unknown(m, reason="crash", now=NOW, not_before=later(seconds=1))
        )
        assert (new is not None) is again
        assert (await fate(database, id)).state == "unknown"  # type: ignore[union-attr]
        assert await database.write(lambda tx, m=message: Outbox(tx).mark_unknown(m, reason="again", now=NOW)) is None
        assert not await finish(database, id), "its owner came too late"
        if new is not None:
            (resent,) = await waiting(database, later(seconds=1))
            assert (resent.id, resent.payload, resent.expires_at) == (new, {"text": "да"}, later(hours=1))
            assert await database.read(lambda tx, n=new: Outbox(tx).generation(n)) == 1
            assert await database.read(lambda tx, i=id: Outbox(tx).generation(i)) == 0
            await database.write(lambda tx, n=new: Outbox(tx).withdraw(n, reason="test", now=NOW))


async def test_calls_left_behind_are_found_by_owner_and_by_lease(database: Database) -> None:
    mine, theirs = await told(database), await told(database)
    await start(database, mine, owner="me")
    await start(database, theirs, owner="dead")
    stranded = lambda at: database.read(lambda tx: Outbox(tx).stranded(owner="me", now=at))  # noqa: E731
    assert [m.id for m in await stranded(NOW)] == [theirs]
    assert [m.id for m in await stranded(later(seconds=31))] == [mine, theirs]


async def test_all_messages_about_a_subject_are_found_but_not_their_edits(database: Database) -> None:
    first = await sent(database, about="lead:7")
    second = await told(database, about="lead:7")
    await told(database, about="lead:7", edit_of=first, method="editMessageText")
    await told(database, about="lead:70")
    withdrawn = await told(database, about="lead:7")
    await database.write(lambda tx: Outbox(tx).withdraw(withdrawn, reason="x", now=NOW))
    found = await database.read(lambda tx: Outbox(tx).sent_about("lead:7"))
    assert [(m.id, message_id) for m, message_id in found] == [(first, 77), (second, None)]


async def test_only_what_was_not_sent_is_taken_back(database: Database) -> None:
    gone = await sent(database, about="lead:7")
    calling = await told(database, about="lead:7")
    await start(database, calling)
    pending = await told(database, about="lead:7")
    assert await database.write(lambda tx: Outbox(tx).withdraw_about("lead:7", reason="taken", now=NOW)) == 1
    states = {id: (await fate(database, id)).state for id in (gone, calling, pending)}  # type: ignore[union-attr]
    assert states == {gone: "sent", calling: "calling", pending: "skipped"}
    assert await start(database, pending) == set()


async def test_touches_of_a_chat_are_taken_back_but_not_its_answers(database: Database) -> None:
    answer = await told(database, chat_id=5)
    touch = await told(database, chat_id=5, lane=Lane.TOUCH)
    other = await told(database, chat_id=6, lane=Lane.TOUCH)
    took = await database.write(lambda tx: Outbox(tx).withdraw_chat(5, reason="stop", now=NOW, from_lane=Lane.TOUCH))
    assert took == 1
    assert [m.id for m in await waiting(database)] == [answer, other]
    assert (await fate(database, touch)).state == "skipped"  # type: ignore[union-attr]


async def test_states_are_counted_for_whoever_watches(database: Database) -> None:
    await told(database)
    await sent(database)
    failed = await told(database)
    await start(database, failed)
    await finish(database, failed, Delivery(state="failed"))
    assert await database.read(lambda tx: Outbox(tx).counts()) == {"pending": 1, "failed": 1}


async def test_what_was_said_lately_is_remembered_in_order(database: Database) -> None:
    await sent(database, chat_id=1)
    await sent(database, chat_id=2, method="editMessageText")
    withdrawn = await told(database, chat_id=3)
    await database.write(lambda tx: Outbox(tx).withdraw(withdrawn, reason="never called", now=NOW))
    spoken = await database.read(lambda tx: Outbox(tx).spoken_since(later(seconds=-1)))
    assert {(s.chat_id, s.method, s.at) for s in spoken} == {(1, "sendMessage", NOW), (2, "editMessageText", NOW)}
    assert await database.read(lambda tx: Outbox(tx).spoken_since(NOW)) == []


async def test_only_old_messages_that_nothing_refers_to_are_forgotten(database: Database) -> None:
    await sent(database)
    kept = await sent(database, about="lead:1")
    still = await told(database)
    assert await database.write(lambda tx: Outbox(tx).purge(NOW)) == 0
    assert await database.write(lambda tx: Outbox(tx).purge(later(seconds=1))) == 1
    assert [row["id"] for row in await rows(database, "SELECT id FROM outbox ORDER BY id")] == [kept, still]


async def test_a_halt_only_grows_and_ends_by_itself(database: Database) -> None:
    def halts(at: Any) -> Any:
        return database.write(lambda tx: Outbox(tx).halts(at))

    for scope, until in (("bot", later(seconds=30)), ("bot", later(seconds=10)), ("-5", later(seconds=40))):
        await database.write(lambda tx, s=scope, u=until: Outbox(tx).halt(s, u))
    assert await halts(NOW) == {"bot": later(seconds=30), "-5": later(seconds=40)}
    assert await halts(later(seconds=35)) == {"-5": later(seconds=40)}
    assert await rows(database, "SELECT scope FROM halts") == [{"scope": "-5"}]
