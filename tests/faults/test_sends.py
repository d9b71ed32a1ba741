"""Sends that Telegram takes and then fails: what must not double is never doubled, what must arrive always does."""

import asyncio
from collections import Counter
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.sending import settlement, wire
from sales.outgoing import Lane, WhenUnknown
from storage.outbox import Outbox
from storage.transaction import Tx
from tests.support.house import Running, until
from tests.support.oracle import Books, said
from tests.support.telegram import Person, Sandbox

DOUBTFUL = ("accept_500", "accept_502_html", "accept_drop", "accept_timeout")


@pytest.fixture
async def bot(
    sandbox: Sandbox, tmp_path: Path, sqlite_url: str, monkeypatch: pytest.MonkeyPatch
) -> AsyncIterator[Running]:
    """A bot that waits one second for an answer, not thirty, and says again at once what it says again."""
    monkeypatch.setattr(wire, "CALL_SECONDS", 1.0)
    monkeypatch.setattr(settlement, "RESEND_DELAYS", (0.1, 0.2, 0.3))
    async with Running(sandbox, tmp_path, database_url=sqlite_url) as running:
        yield running


@pytest.fixture
def books(sqlite_url: str) -> Books:
    return Books(sqlite_url)


async def people(bot: Running, count: int) -> list[Person]:
    """So many people who have pressed Start and were welcomed."""
    made = [await bot.world.person(f"Гость{n}") for n in range(count)]
    deeds = [await person.starts() for person in made]
    await bot.handled({"update_ids": [max(deed["update_ids"][-1] for deed in deeds)]}, within=20)
    return made


async def tell(bot: Running, chat_id: int, *texts: str, when_unknown: WhenUnknown = WhenUnknown.RESEND) -> None:
    def work(tx: Tx) -> None:
        for text in texts:
            Outbox(tx).add(
                chat_id=chat_id,
                lane=Lane.URGENT if when_unknown is WhenUnknown.RESEND else Lane.TOUCH,
                when_unknown=when_unknown,
                now=bot.app.house.clock.now(),
                payload={"text": text},
            )

    await bot.database.write(work)


async def all_said(bot: Running, books: Books, within: float = 30) -> None:
    async def busy() -> bool:
        return not await asyncio.to_thread(books.is_quiet)

    await until(busy, within=within)


async def test_every_kind_of_lost_answer_doubles_no_follow_up_and_loses_no_lead_notice(
    bot: Running, books: Books
) -> None:
    everyone = await people(bot, 150)
    for action in (*DOUBTFUL, "accept_unparsable"):
        await bot.world.fault(action, methods=["sendMessage"], probability=0.05)
    for number, person in enumerate(everyone):
        await tell(bot, person.id, f"follow-up {number}a", f"follow-up {number}b", when_unknown=WhenUnknown.LEAVE)
        await tell(bot, person.id, f"lead {number}a", f"lead {number}b")
    await all_said(bot, books)

    arrived = [call for call in await said(bot.world) if call.text.startswith(("follow-up", "lead"))]
    times = Counter(call.text for call in arrived)
    doubtful = Counter(call.text for call in arrived if call.fault in DOUBTFUL)
    listed = Counter(text_of(row.payload) for row in books.unknown())
    assert listed == doubtful, "the unknown list names exactly the calls nobody could tell the end of"
    assert {call.fault for call in arrived} >= {*DOUBTFUL, "accept_unparsable"}, "every fault had its turn"
    for number in range(len(everyone)):
        for part in "ab":
            assert times[f"follow-up {number}{part}"] == 1
            assert times[f"lead {number}{part}"] >= 1
            assert times[f"lead {number}{part}"] <= 1 + listed[f"lead {number}{part}"]


def text_of(payload: str) -> str:
    return payload.partition('"text":"')[2].partition('"')[0]


async def test_an_edit_said_again_never_puts_an_older_question_over_a_newer_one(
    bot: Running, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(settlement, "RESEND_DELAYS", (0.6, 0.6, 0.6))
    [anna] = await people(bot, 1)
    await anna.taps("Начать тест")
    await anna.sees("0%")
    await bot.world.fault("accept_500", methods=["editMessageText"], times=1)
    first = await anna.last()
    await answer_quiz(anna, first)
    second = await changed_from(anna, first)
    await answer_quiz(anna, second)
    third = await changed_from(anna, second)
    await asyncio.sleep(1.0)
    assert (await anna.last())["text"] == third["text"]


async def answer_quiz(person: Person, message: dict) -> None:
    data = message["reply_markup"]["inline_keyboard"][0][0]["callback_data"]
    assert data.startswith("qa1:")
    await person.taps_data(message["message_id"], data)


async def changed_from(person: Person, before: dict) -> dict:
    async def same() -> bool:
        return (await person.last())["text"] == before["text"]

    await until(same, within=5)
    return await person.last()


@pytest.mark.parametrize("shape", ["json", "html", "string", "negative", "zero", "missing"])
async def test_a_429_of_any_shape_halts_everybody_and_loses_nothing(bot: Running, books: Books, shape: str) -> None:
    anna, boris = await people(bot, 2)
    await bot.world.fault("refuse_429", methods=["sendMessage"], times=1, shape=shape, retry_after=1)
    before = (await bot.world.log(kind="call"))[-1]["n"]
    await tell(bot, anna.id, "one")
    await asyncio.sleep(0.1)
    await tell(bot, boris.id, "two")
    await all_said(bot, books)
    sends = await bot.world.log(kind="call", method="sendMessage", since=before)
    refused = next(entry for entry in sends if entry["status"] == 429)
    served = [entry for entry in sends if entry["accepted"]]
    assert sorted(entry["body"]["text"] for entry in served) == ["one", "two"]
    assert all(entry["t"] - refused["t"] > 0.95 for entry in served), "somebody spoke during the halt"
    assert books.unknown() == []


async def test_an_absurd_429_halts_and_the_halt_outlives_a_restart(bot: Running, books: Books) -> None:
    [anna] = await people(bot, 1)
    await bot.world.fault("refuse_429", methods=["sendMessage"], times=1, shape="huge")
    await tell(bot, anna.id, "one")
    await asyncio.sleep(0.5)
    await bot.restarted()
    await tell(bot, anna.id, "two")
    await asyncio.sleep(1.5)
    assert [call.text for call in await said(bot.world) if call.text in ("one", "two")] == []
    assert books.count("outbox", "pending") >= 2, "what waits is kept"


async def test_whoever_blocked_the_bot_is_not_tried_again_until_they_come_back(bot: Running, books: Books) -> None:
    [anna] = await people(bot, 1)
    await anna.blocks()
    await tell(bot, anna.id, "one")
    await all_said(bot, books)
    refused = [call for call in await said(bot.world, accepted=False) if call.text == "one"]
    assert len(refused) == 1
    await anna.unblocks()
    await anna.starts()
    await anna.sees("Здравствуйте")
    assert not [call for call in await said(bot.world) if call.text == "one"]


async def test_a_group_that_became_a_supergroup_gets_its_notice_once(bot: Running, books: Books) -> None:
    [anna] = await people(bot, 1)
    await bot.app.stop()
    group = await bot.world.group("Продажи", anna)
    await bot.opened(staff_chat_id=group.id).__aenter__()  # any other group it would leave
    moved = await group.migrate()
    await tell(bot, group.id, "lead 1")
    await tell(bot, group.id, "lead 2")
    await all_said(bot, books)
    arrived = [call for call in await said(bot.world) if call.text.startswith("lead")]
    assert [(call.text, call.chat_id) for call in arrived] == [("lead 1", moved.id), ("lead 2", moved.id)]


async def test_nobody_speaks_twice_when_every_answer_of_a_minute_is_lost(bot: Running, books: Books) -> None:
    """An outage of answers: the bot slows down, lists what it cannot know and recovers by itself."""
    everyone = await people(bot, 12)
    await bot.world.fault("accept_drop", methods=["sendMessage"])
    for number, person in enumerate(everyone):
        await tell(bot, person.id, f"follow-up {number}", when_unknown=WhenUnknown.LEAVE)
    await asyncio.sleep(1.5)
    await bot.world.no_faults()
    await all_said(bot, books)
    times = Counter(call.text for call in await said(bot.world) if call.text.startswith("follow-up"))
    assert times == {f"follow-up {number}": 1 for number in range(len(everyone))}
    assert len(books.unknown()) == sum(1 for call in await said(bot.world) if call.fault == "accept_drop")
