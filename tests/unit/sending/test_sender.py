"""From the outbox to Telegram: order, lanes, limits, what is not sent."""

import asyncio
from datetime import timedelta

from bot.sending.backlog import PER_CHAT
from bot.sending.ports import ContentFault, Unreachable
from sales.outgoing import Lane, WhenUnknown
from storage.outbox import Outbox
from tests.unit.sending.conftest import House, refusal


async def test_what_is_said_is_sent_at_once(house: House) -> None:
    house.start()
    id = await house.say("hello", chat_id=7)
    await house.until_state(id, "sent")
    heard = house.telegram.heard[0]
    assert (heard.method, heard.body["chat_id"], heard.body["text"]) == ("sendMessage", 7, "hello")
    assert heard.body["link_preview_options"] == {"is_disabled": True}
    assert (await house.row(id))["message_id"] == 101


async def test_what_was_written_before_the_start_is_found(house: House) -> None:
    ids = [await house.say(f"n{n}", chat_id=n) for n in range(1, 5)]
    house.start()
    await house.until_empty()
    assert [await house.state(id) for id in ids] == ["sent"] * 4


async def test_a_template_is_rendered_when_its_turn_comes(house: House) -> None:
    house.start()
    await house.until_state(await house.say(template="hello", params={"name": "Ann"}, language="en"), "sent")
    body = house.telegram.heard[0].body
    assert (body["text"], body["parse_mode"]) == ("en:hello:Ann", "HTML")
    assert body["reply_markup"] == {"inline_keyboard": []}


async def test_a_template_that_cannot_be_rendered_fails_alone(house: House) -> None:
    house.start()
    broken = await house.say(template="broken")
    after = await house.say("after")
    await house.until_state(after, "sent")
    row = await house.row(broken)
    assert (row["state"], row["reason"]) == ("failed", "render: LookupError: no such word")
    assert house.telegram.texts() == ["after"]


async def test_a_chat_hears_in_order_and_one_at_a_time(house: House) -> None:
    house.start(rate=1000)
    house.telegram.gate.clear()
    for n in range(3):
        for chat_id in range(1, 21):
            await house.say(f"{n}", chat_id=chat_id)
    await house.until_heard(20)
    house.telegram.gate.set()
    await house.until_empty()
    for chat_id in range(1, 21):
        assert [heard.body["text"] for heard in house.telegram.heard if heard.body["chat_id"] == chat_id] == [
            "0",
            "1",
            "2",
        ]
    assert set(house.telegram.most_at_once.values()) == {1}


async def test_a_chat_that_must_wait_holds_up_nobody_else(house: House) -> None:
    for n in range(25):
        await house.say(f"group {n}", chat_id=-5, lane=Lane.URGENT)
    others = [await house.say("other", chat_id=n, lane=Lane.CAMPAIGN) for n in range(1, 6)]
    house.start()
    for id in others:
        await house.until_state(id, "sent")
    assert sum(1 for heard in house.telegram.heard if heard.body["chat_id"] == -5) < 25


async def test_the_waiting_person_goes_first(house: House) -> None:
    for n in range(60):
        await house.say("campaign", chat_id=n + 1, lane=Lane.CAMPAIGN)
    await house.say("touch", chat_id=200, lane=Lane.TOUCH)
    await house.say("urgent", chat_id=201, lane=Lane.URGENT)
    house.start(rate=60)
    await house.until_heard(10)
    await house.say("answer", chat_id=202, lane=Lane.ANSWER)
    await house.until(lambda: "answer" in house.telegram.texts())
    texts = house.telegram.texts()
    assert texts[:2] == ["urgent", "touch"]
    assert texts.index("answer") < 20


async def test_the_rate_is_kept_and_used(house: House) -> None:
    for n in range(90):
        await house.say("campaign", chat_id=n + 1, lane=Lane.CAMPAIGN)
    house.start(rate=30)
    await house.until_heard(90)
    moments = [heard.at for heard in house.telegram.heard]
    assert max(sum(1 for at in moments if start <= at < start + 0.98) for start in moments) <= 30
    assert 89 / (moments[-1] - moments[0]) > 25


async def test_what_was_withdrawn_is_not_sent(house: House) -> None:
    id = await house.say("never", about="lead:1")
    sender = house.sender()
    sender.nudge(await house.database.read(lambda tx: Outbox(tx).waiting(house.clock.now())))
    await house.database.write(lambda tx: Outbox(tx).withdraw(id, reason="replied", now=house.clock.now()))
    house.spawn(sender.run(), name="sender")
    await house.until_state(await house.say("after", chat_id=8), "sent")
    assert house.telegram.texts() == ["after"]
    assert await house.state(id) == "skipped"


async def test_what_is_not_due_waits_and_then_goes(house: House) -> None:
    house.start()
    id = await house.say("later", not_before=house.clock.now() + timedelta(hours=1))
    await asyncio.sleep(0.1)
    assert house.telegram.heard == []
    house.clock.forward(hours=1)
    await house.until_state(id, "sent")


async def test_what_comes_too_late_is_skipped(house: House) -> None:
    id = await house.say("stale", expires_at=house.clock.now() + timedelta(hours=1))
    house.clock.forward(hours=2)
    house.start()
    await house.until_state(id, "skipped")
    assert ((await house.row(id))["reason"], house.telegram.heard) == ("too late", [])


async def test_a_row_written_by_another_process_is_found(house: House) -> None:
    house.start()
    await house.until_state(await house.say("first"), "sent")
    house.database.after_commit = None
    await house.until_state(await house.say("from elsewhere", chat_id=8), "sent")


async def test_more_than_memory_holds_for_one_chat_keeps_its_order(house: House) -> None:
    wanted = [str(n) for n in range(PER_CHAT + 30)]
    for text in wanted[: PER_CHAT + 10]:
        await house.say(text, chat_id=9, lane=Lane.URGENT, method="setChatDescription", payload={"text": text})
    house.telegram.gate.clear()
    house.start(rate=1000)
    await house.until_heard(1)
    for text in wanted[PER_CHAT + 10 :]:
        await house.say(text, chat_id=9, lane=Lane.URGENT, method="setChatDescription", payload={"text": text})
    house.telegram.gate.set()
    await house.until_empty(20)
    assert house.telegram.texts() == wanted


async def test_thousands_waiting_are_all_sent_once(house: House) -> None:
    def write(tx) -> None:
        for n in range(3000):
            Outbox(tx).add(
                chat_id=n + 1,
                lane=Lane.CAMPAIGN,
                when_unknown=WhenUnknown.LEAVE,
                now=house.clock.now(),
                payload={"text": str(n)},
            )

    house.start(rate=1000)
    await house.database.write(write)
    await house.until_empty(20)
    assert sorted(int(text) for text in house.telegram.texts()) == list(range(3000))


async def test_somebody_who_blocked_the_bot_is_told_of_with_the_outcome(house: House) -> None:
    house.telegram.rule = lambda heard, request: refusal(403, "Forbidden: bot was blocked by the user")
    house.start()
    id = await house.say(chat_id=7)
    await house.until_state(id, "failed")
    assert house.events == [Unreachable(7, "blocked")]
    assert (await house.row(id))["error_code"] == 403


async def test_an_effect_is_one_transaction_with_its_outcome(house: House) -> None:
    def withdraw_the_rest(tx, event) -> None:
        Outbox(tx).withdraw_chat(event.chat_id, reason="unreachable", now=house.clock.now())

    house.telegram.rule = lambda heard, request: refusal(403, "Forbidden: user is deactivated")
    ids = [await house.say(f"{n}") for n in range(3)]
    house.start(on_event=withdraw_the_rest)
    await house.until_empty()
    assert [await house.state(id) for id in ids] == ["failed", "skipped", "skipped"]
    assert len(house.telegram.heard) == 1


async def test_an_effect_that_fails_does_not_lose_the_outcome(house: House) -> None:
    def explode(tx, event) -> None:
        raise RuntimeError("listener")

    house.telegram.rule = lambda heard, request: refusal(403, "Forbidden: user is deactivated")
    house.start(on_event=explode)
    await house.until_state(await house.say(), "failed")


async def test_refused_content_names_its_message(house: House) -> None:
    house.telegram.rule = lambda heard, request: refusal(400, "Bad Request: can't parse entities: unclosed tag")
    house.start()
    id = await house.say("<b>")
    await house.until_state(id, "failed")
    (fault,) = house.events
    assert isinstance(fault, ContentFault)
    assert (fault.outgoing.id, fault.code) == (id, 400)
