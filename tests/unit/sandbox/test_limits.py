"""Sending limits with growing penalties, judged by the answers and the log."""

import asyncio

import pytest

from sandbox.callbacks import Callbacks
from sandbox.changes import Changes
from sandbox.chats import Chat
from sandbox.errors import ApiError, LimitExceeded
from sandbox.limits import Limits
from sandbox.people import Person as Somebody
from tests.support.telegram import Person, World

SANDBOX = {"limits": "strict"}


async def crowd(world: World, size: int) -> list[Person]:
    people = []
    for number in range(size):
        person = await world.person(f"P{number}")
        await person.starts()
        people.append(person)
    return people


async def test_a_private_chat_takes_a_burst_of_five(world: World, anna: Person) -> None:
    answers = [await world.api("sendMessage", chat_id=anna.id, text=str(n)) for n in range(6)]
    assert [answer["ok"] for answer in answers] == [True] * 5 + [False]
    assert answers[5]["error_code"] == 429
    assert answers[5]["parameters"] == {"retry_after": 1}
    assert answers[5]["description"] == "Too Many Requests: retry after 1"
    [entry] = await world.log(violation="chat")
    assert (entry["retry_after"], entry["accepted"], entry["during_halt"]) == (1, False, False)


async def test_calls_during_a_halt_are_violations_and_double_it(world: World, anna: Person) -> None:
    for n in range(6):
        await world.api("sendMessage", chat_id=anna.id, text=str(n))
    await asyncio.sleep(0.12)
    early = [await world.api("sendMessage", chat_id=anna.id, text="early")]
    await asyncio.sleep(0.12)
    early.append(await world.api("sendMessage", chat_id=anna.id, text="early"))
    assert [answer["parameters"]["retry_after"] for answer in early] == [2, 4]
    assert [entry["during_halt"] for entry in await world.log(violation="chat")] == [False, True, True]
    limits = await world.limits()
    assert limits["violations"] == 3
    assert limits["halted_until"] is not None


async def test_thirty_a_second_for_the_whole_bot_and_edits_count(world: World) -> None:
    people = await crowd(world, 16)
    sent = await asyncio.gather(*(world.api("sendMessage", chat_id=p.id, text="x") for p in people))
    edits = [
        world.api("editMessageText", chat_id=p.id, message_id=m["result"]["message_id"], text="y")
        for p, m in zip(people, sent, strict=True)
    ]
    answers = sent + await asyncio.gather(*edits)
    assert sum(answer["ok"] for answer in answers) == 30
    assert {entry["violation"] for entry in await world.log(accepted=False)} == {"global"}


async def test_paid_broadcast_lifts_the_global_limit_and_costs_stars(world: World) -> None:
    people = await crowd(world, 40)
    calls = (world.api("sendMessage", chat_id=p.id, text="x", allow_paid_broadcast=True) for p in people)
    answers = await asyncio.gather(*calls)
    assert all(answer["ok"] for answer in answers)
    assert (await world.limits())["stars"] == pytest.approx(1.0)


async def test_limits_can_be_lifted_for_one_world(world: World, anna: Person) -> None:
    await world.ask("POST", "/limits", {"strict": False})
    answers = [await world.api("sendMessage", chat_id=anna.id, text=str(n)) for n in range(40)]
    assert all(answer["ok"] for answer in answers)


async def test_refused_calls_do_not_count(world: World, anna: Person) -> None:
    for _ in range(10):
        await world.api("sendMessage", chat_id=anna.id, text="<b>", parse_mode="HTML")
    assert (await world.api("sendMessage", chat_id=anna.id, text="fine"))["ok"]


async def test_a_group_takes_twenty_messages_a_minute_across_its_topics(world: World, anna: Person) -> None:
    forum = await world.group("Staff", anna, is_forum=True)
    topics = [await forum.topic("A"), await forum.topic("B")]
    answers = [
        await world.api("sendMessage", chat_id=forum.id, text=str(n), message_thread_id=topics[n % 2])
        for n in range(21)
    ]
    assert sum(answer["ok"] for answer in answers) == 20
    assert 55 <= answers[20]["parameters"]["retry_after"] <= 60
    edit = await world.api("editMessageText", chat_id=forum.id, message_id=answers[0]["result"]["message_id"], text="e")
    assert edit["ok"], "edits have a window of their own"


@pytest.fixture
def now(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    moment = [1000.0]
    monkeypatch.setattr("time.monotonic", lambda: moment[0])
    return moment


def chat(chat_id: int) -> Chat:
    return Chat(chat_id, "private", person=Somebody(chat_id, "X"))


def test_private_bucket_refills_by_one_a_second(now: list[float]) -> None:
    limits = Limits(strict=True)
    for _ in range(5):
        limits.spend(chat(1), edit=False)
    now[0] += 2.01
    limits.spend(chat(1), edit=False)
    limits.spend(chat(1), edit=False)
    with pytest.raises(LimitExceeded):
        limits.spend(chat(1), edit=False)


def test_edits_in_a_private_chat_do_not_use_its_bucket(now: list[float]) -> None:
    limits = Limits(strict=True)
    for _ in range(20):
        limits.spend(chat(1), edit=True)
    limits.spend(chat(1), edit=False)


def test_halt_stops_growing_at_an_hour_and_ends(now: list[float]) -> None:
    limits = Limits(strict=True)
    with pytest.raises(LimitExceeded):
        limits.spend(chat(1), edit=False, count=31)
    for _ in range(20):
        now[0] += 0.5
        with pytest.raises(LimitExceeded) as refused:
            limits.refuse_during_halt(chat(1), edit=False)
    assert refused.value.parameters["retry_after"] == 3600
    now[0] += 3600
    limits.refuse_during_halt(chat(1), edit=False)


def test_calls_already_on_the_wire_when_a_halt_begins_do_not_lengthen_it(now: list[float]) -> None:
    limits = Limits(strict=True)
    with pytest.raises(LimitExceeded):
        limits.spend(chat(1), edit=False, count=31)
    for _ in range(10):
        now[0] += 0.005
        with pytest.raises(LimitExceeded) as refused:
            limits.refuse_during_halt(chat(2), edit=False)
    assert refused.value.parameters["retry_after"] == 1


def test_press_cannot_be_answered_after_fifteen_seconds(now: list[float]) -> None:
    callbacks = Callbacks(Changes())
    callbacks.press("a", 1)
    callbacks.press("b", 1)
    now[0] += 14.9
    callbacks.answer("a", "", alert=False, url=None)
    now[0] += 0.2
    with pytest.raises(ApiError, match="query is too old"):
        callbacks.answer("b", "", alert=False, url=None)
