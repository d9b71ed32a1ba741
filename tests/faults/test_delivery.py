"""Telegram repeats itself, people tap in a hurry: effects happen once."""

import asyncio
import random
import socket
import time
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest

from tests.faults.crowd import all_quiet, assert_nothing_lost_nothing_twice, crowd
from tests.support.house import Running
from tests.support.oracle import Books, said
from tests.support.telegram import Person, Sandbox


def webhook_settings() -> dict[str, Any]:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    url = f"http://127.0.0.1:{port}/telegram"
    return {"webhook_url": url, "webhook_secret": "s" * 40, "webhook_port": port}


@pytest.fixture(params=["polling", "webhook"])
async def bot(
    request: pytest.FixtureRequest, sandbox: Sandbox, tmp_path: Path, database_url: str
) -> AsyncIterator[Running]:
    settings = webhook_settings() if request.param == "webhook" else {}
    async with Running(sandbox, tmp_path, database_url=database_url, **settings) as running:
        yield running


async def test_updates_delivered_up_to_five_times_at_once_have_their_effects_once(
    bot: Running, database_url: str
) -> None:
    await bot.world.delivery(copies=[1, 5], concurrent=True, redeliver_acked=0.3)
    customers = await crowd(bot.world, 10, random.Random(2))
    deadline = time.monotonic() + 40
    await asyncio.gather(*(customer.lives(deadline) for customer in customers))
    books = Books(database_url)
    await all_quiet(books)
    await asyncio.sleep(0.3)  # the last repeats arrive when everything is done
    repeated = [entry for entry in await bot.world.log(kind="update") if entry["delivery"] > 1]
    assert len(repeated) > 100, "the programme of repeats was in force"
    assert books.unknown() == []
    await assert_nothing_lost_nothing_twice(bot.world, customers, books)


async def test_twenty_taps_within_a_tenth_of_a_second_are_one_answer_and_all_of_them_are_answered(
    bot: Running,
) -> None:
    anna = await bot.world.person("Анна")
    await anna.starts()
    await anna.taps("Начать тест", within=10)
    question = await first_question(anna)
    data = question["reply_markup"]["inline_keyboard"][0][0]["callback_data"]
    before = (await bot.world.log())[-1]["n"]
    began = time.monotonic()
    taps = await asyncio.gather(*(anna.taps_data(question["message_id"], data) for _ in range(20)))
    assert time.monotonic() - began < 1, "this machine cannot tap fast enough for the test to mean anything"
    answers = [await tap.answered(within=5) for tap in taps]
    assert sum(not answer["text"] for answer in answers) == 1, "one tap counted, the others hear that it is too late"
    shown = [call for call in await said(bot.world) if call.n > before]
    assert len(shown) == 1, f"one effect: {[call.question for call in shown]}"
    assert shown[0].question not in (None, data.split(":")[2])


async def first_question(person: Person) -> dict[str, Any]:
    while True:
        message = await person.last()
        if "qa1:" in str(message.get("reply_markup")):
            return message
        await asyncio.sleep(0.02)
