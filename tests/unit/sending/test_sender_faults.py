"""When Telegram, the network or the program itself fails in the middle."""

import asyncio
import time
from datetime import timedelta

import pytest
from aiohttp import web

from bot.sending.api import TelegramRefused
from bot.sending.ports import AbsurdFlood, ChatMoved, TokenDead
from sales.outgoing import Lane, WhenUnknown
from storage.errors import StorageUnavailable
from storage.outbox import Outbox
from tests.unit.sending.conftest import House, drop, refusal
from tests.unit.sending.test_api import closed_port


async def test_a_flood_halts_every_lane_and_costs_no_attempt(house: House) -> None:
    refused: list[float] = []

    def once(heard, request):
        if refused:
            return None
        refused.append(heard.at)
        return refusal(429, "Too Many Requests: retry after 1", retry_after=1)

    house.telegram.rule = once
    house.start()
    first = await house.say("first", chat_id=1, lane=Lane.CAMPAIGN)
    await house.until(lambda: bool(refused))
    await asyncio.sleep(0.05)
    await house.say("answer", chat_id=2, lane=Lane.ANSWER)
    await house.until_empty()
    assert house.telegram.heard[1].at - refused[0] >= 1.0
    assert house.telegram.texts() == ["first", "answer", "first"]
    assert (await house.row(first))["attempts"] == 1


async def test_a_halt_survives_a_restart(house: House) -> None:
    house.telegram.rule = lambda heard, request: refusal(429, "Too Many Requests", retry_after=40)
    house.start()
    id = await house.say()
    await house.until(lambda: len(house.telegram.heard) == 1)
    await house.until_state(id, "pending")
    await house.kill()
    house.telegram.rule = lambda heard, request: None
    house.start()
    await house.say("answer", chat_id=8)
    await asyncio.sleep(0.3)
    assert len(house.telegram.heard) == 1
    await house.kill()
    house.clock.forward(seconds=42)
    house.start()
    await house.until_empty()
    assert house.telegram.texts() == ["hello", "hello", "answer"]


async def test_an_absurd_flood_raises_an_alarm_and_is_capped(house: House) -> None:
    house.telegram.rule = lambda heard, request: refusal(429, "Too Many Requests", retry_after=10**9)
    house.start()
    await house.say()
    await house.until(lambda: house.events == [AbsurdFlood("1000000000")])
    now = house.clock.now()
    halts = await house.database.write(lambda tx: Outbox(tx).halts(now))
    assert halts["bot"] - now <= timedelta(seconds=3601)


async def accepted_then_dropped(house: House, when_unknown: WhenUnknown) -> int:
    house.telegram.rule = lambda heard, request: drop(request) if len(house.telegram.heard) == 1 else None
    house.start()
    id = await house.say(when_unknown=when_unknown)
    await house.until_state(id, "unknown")
    house.clock.forward(minutes=1)
    return id


async def test_accepted_then_dropped_is_never_said_twice_when_twice_is_worse(house: House) -> None:
    await accepted_then_dropped(house, WhenUnknown.LEAVE)
    await asyncio.sleep(0.2)
    await house.until_state(await house.say("next", chat_id=8), "sent")
    assert house.telegram.texts() == ["hello", "next"]


async def test_accepted_then_dropped_is_said_once_more_when_missing_is_worse(house: House) -> None:
    id = await accepted_then_dropped(house, WhenUnknown.RESEND)
    await house.until_heard(2)
    await house.until_empty()
    await asyncio.sleep(0.1)
    assert house.telegram.texts() == ["hello", "hello"]
    assert await house.state(id) == "unknown"


async def test_a_message_nobody_can_tell_the_end_of_is_resent_three_times_at_most(house: House) -> None:
    house.telegram.rule = lambda heard, request: (
        web.Response(status=502, text="<html>") if heard.body["text"] == "x" else None
    )
    house.start()
    await house.say("x", when_unknown=WhenUnknown.RESEND)
    for heard in range(1, 5):
        await house.until_heard(heard)
        await asyncio.sleep(0.05)
        house.clock.forward(minutes=1)
    await asyncio.sleep(0.3)
    assert len(house.telegram.heard) == 4
    assert await house.counts() == {"unknown": 4}


@pytest.mark.parametrize("point", ["after_calling_commit", "after_http_before_record"])
async def test_a_crash_mid_call_is_listed_and_resent_by_its_class(house: House, point: str) -> None:
    crashed = asyncio.Event()

    def crash(name: str) -> None:
        if name == point:
            crashed.set()
            raise asyncio.CancelledError

    house.checkpoint = crash
    await house.say("lead", chat_id=1, lane=Lane.URGENT, when_unknown=WhenUnknown.RESEND)
    await house.say("advert", chat_id=2, lane=Lane.CAMPAIGN)
    house.start()
    await crashed.wait()
    await asyncio.sleep(0.05)
    before = len(house.telegram.heard)
    await house.kill()
    house.checkpoint = lambda name: None
    house.start()
    await house.until_empty()
    assert house.telegram.texts()[before:] == ["lead"]
    assert (await house.counts())["unknown"] == 2


async def test_an_outage_burns_nothing_and_what_waited_goes_in_order(house: House) -> None:
    sender = house.start(url=f"http://127.0.0.1:{closed_port()}")
    ids = [await house.say(f"{n}", chat_id=n % 3 + 1) for n in range(6)]
    await asyncio.sleep(0.3)
    await sender.drain(1.0)
    assert await house.counts() == {"pending": 6}
    assert {(await house.row(id))["attempts"] for id in ids} == {0}
    await house.kill()
    house.start()
    await house.until_empty()
    assert sorted(house.telegram.texts()) == [str(n) for n in range(6)]


async def test_during_an_outage_one_call_at_a_time_tries_the_way(house: House) -> None:
    house.telegram.rule = lambda heard, request: web.Response(status=502)
    for n in range(40):
        await house.say(f"{n}", chat_id=n + 1, lane=Lane.CAMPAIGN)
    house.start(rate=1000)
    await house.until_heard(5)
    await asyncio.sleep(0.3)
    before = len(house.telegram.heard)
    await house.until_heard(before + 1, 3.0)
    await asyncio.sleep(0.3)
    assert len(house.telegram.heard) == before + 1


async def test_drain_lets_calls_end_and_takes_no_new_ones(house: House) -> None:
    house.telegram.gate.clear()
    sender = house.start()
    first = await house.say("on the wire", chat_id=1)
    await house.until_heard(1)
    draining = asyncio.create_task(sender.drain(5.0))
    await asyncio.sleep(0.05)
    second = await house.say("too late", chat_id=2)
    house.telegram.gate.set()
    await draining
    assert (await house.state(first), await house.state(second)) == ("sent", "pending")
    assert len(house.telegram.heard) == 1


async def test_drain_leaves_nothing_calling_even_when_telegram_is_silent(house: House) -> None:
    house.telegram.gate.clear()
    sender = house.start()
    ids = [await house.say(chat_id=n) for n in range(1, 6)]
    await house.until_heard(5)
    started = time.monotonic()
    await sender.drain(0.2)
    assert time.monotonic() - started < 2
    assert [await house.state(id) for id in ids] == ["unknown"] * 5


async def test_a_moved_group_takes_its_messages_along(house: House) -> None:
    def moved(heard, request):
        if heard.body["chat_id"] == -5:
            return refusal(400, "Bad Request: group chat was upgraded", migrate_to_chat_id=-1005)
        return None

    house.telegram.rule = moved
    ids = [await house.say(f"{n}", chat_id=-5) for n in range(3)]
    house.start()
    await house.until_empty()
    assert [await house.state(id) for id in ids] == ["sent"] * 3
    assert [(heard.body["chat_id"], heard.body["text"]) for heard in house.telegram.heard] == [
        (-5, "0"), (-1005, "0"), (-1005, "1"), (-1005, "2")
    ]  # fmt: skip
    assert house.events == [ChatMoved(-5, -1005)]


async def test_a_group_that_keeps_moving_is_given_up(house: House) -> None:
    house.telegram.rule = lambda heard, request: refusal(400, "moved", migrate_to_chat_id=heard.body["chat_id"] - 1)
    house.start()
    id = await house.say(chat_id=-5)
    await house.until_state(id, "failed")
    assert len(house.telegram.heard) == 2


async def test_a_dead_token_stops_everything_and_is_told_once(house: House) -> None:
    house.telegram.rule = lambda heard, request: refusal(401, "Unauthorized")
    for n in range(1, 6):
        await house.say(chat_id=n)
    sender = house.sender()
    with pytest.raises(TelegramRefused):
        await asyncio.wait_for(sender.run(), 5)
    await sender.drain(2.0)
    assert house.events == [TokenDead()]
    assert await house.counts() == {"pending": 5}


async def test_a_database_that_is_away_for_a_while_loses_no_outcome(house: House, monkeypatch) -> None:
    house.telegram.gate.clear()
    house.start()
    id = await house.say()
    await house.until_heard(1)
    away = 3
    write = house.database.write

    async def sometimes(work):
        nonlocal away
        if away:
            away -= 1
            raise StorageUnavailable("locked")
        return await write(work)

    monkeypatch.setattr(house.database, "write", sometimes)
    house.telegram.gate.set()
    await house.until_state(id, "sent")
    assert (away, len(house.telegram.heard)) == (0, 1)


async def test_a_database_that_cannot_be_written_stops_calls_before_they_begin(house: House, monkeypatch) -> None:
    house.start()
    await house.until_state(await house.say("first"), "sent")
    id = await house.say("second", chat_id=8, not_before=house.clock.now() + timedelta(minutes=1))

    async def away(work):
        raise StorageUnavailable("disk full")

    with monkeypatch.context() as patched:
        patched.setattr(house.database, "write", away)
        house.clock.forward(minutes=2)
        await asyncio.sleep(0.3)
        assert len(house.telegram.heard) == 1
    await house.until_state(id, "sent")


async def test_limits_of_a_group_are_remembered_across_a_restart(house: House) -> None:
    house.start()
    for n in range(15):
        await house.say(
            f"{n}", chat_id=-5, lane=Lane.URGENT, method="editMessageText", payload={"text": f"{n}", "message_id": 1}
        )
    await house.until_empty()
    await house.kill()
    for n in range(10):
        await house.say(
            f"{n}", chat_id=-5, lane=Lane.URGENT, method="editMessageText", payload={"text": f"{n}", "message_id": 1}
        )
    house.start()
    await house.until_heard(19)
    await asyncio.sleep(0.3)
    assert len(house.telegram.heard) == 19
