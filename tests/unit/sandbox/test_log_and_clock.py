"""The judge's log, the clock and the life of the process."""

import asyncio
import json
import signal
from pathlib import Path

import pytest

from tests.support.telegram import TOKEN, Person, Sandbox, World


async def test_log_file_has_the_call_before_the_answer_arrives(tmp_path: Path) -> None:
    log = tmp_path / "log.jsonl"
    async with await Sandbox.start(log=log) as sandbox:
        world = sandbox.world()
        anna = await world.person("Anna")
        await anna.starts()
        answer = await world.api("sendMessage", chat_id=anna.id, text="hi", nonsense=1)
        lines = [json.loads(line) for line in log.read_text().splitlines()]
        entry = lines[-1]
        assert entry["message_id"] == answer["result"]["message_id"]
        assert (entry["method"], entry["accepted"], entry["status"]) == ("sendMessage", True, 200)
        assert entry["body"] == {"chat_id": anna.id, "text": "hi", "nonsense": 1}
        assert entry["unknown_params"] == ["nonsense"]
        assert [line["n"] for line in lines] == list(range(1, len(lines) + 1))


async def test_clock_is_moved_for_messages_and_mirrored_to_its_file(tmp_path: Path) -> None:
    clock_file = tmp_path / "clock"
    async with await Sandbox.start(clock_file=clock_file) as sandbox:
        assert float(clock_file.read_text()) == 0
        world = sandbox.world()
        anna = await world.person("Anna")
        before = await anna.starts()
        clock = await world.forward(days=7, hours=1)
        assert clock["offset"] == 7 * 86400 + 3600
        assert float(clock_file.read_text()) == clock["offset"]
        after = await anna.says("later")
        moved = after["message"]["date"] - before["message"]["date"]
        assert clock["offset"] <= moved < clock["offset"] + 5
        back = await sandbox.ask("POST", "/clock", {"set_offset": -3600})
        assert back["offset"] == -3600


async def test_sigterm_ends_the_process_although_a_poll_is_waiting() -> None:
    async with await Sandbox.start() as sandbox:
        process = sandbox.process
        assert process is not None
        waiting = asyncio.create_task(sandbox.world(TOKEN).api("getUpdates", timeout=50))
        await asyncio.sleep(0.05)
        process.send_signal(signal.SIGTERM)
        assert await asyncio.to_thread(process.wait, 5) == 0
        assert (await waiting)["error_code"] == 409


async def test_log_is_read_from_a_number_on_and_filtered(world: World, anna: Person) -> None:
    await world.api("getMe")
    last = (await world.log())[-1]["n"]
    await world.api("sendMessage", chat_id=anna.id, text="hi")
    await world.api("getMe")
    assert [entry["method"] for entry in await world.log(since=last)] == ["sendMessage", "getMe"]
    assert len(await world.log(since=last, method="sendMessage", chat_id=anna.id)) == 1
    assert await world.log(since=last, accepted=False) == []


async def test_reset_forgets_the_world(world: World, anna: Person) -> None:
    await world.ask("POST", "/reset", {})
    assert (await world.state())["people"] == []


async def test_world_begun_anew_does_not_repeat_its_update_ids(world: World, anna: Person) -> None:
    before = (await anna.says("x"))["update_ids"][0]
    await world.ask("POST", "/reset", {})
    again = await world.person("Anna")
    assert abs((await again.starts())["update_ids"][0] - before) > 100


async def test_crowd_can_be_written_to(world: World) -> None:
    ids = await world.crowd(5000)
    answers = [await world.api("sendMessage", chat_id=chat_id, text="x") for chat_id in (ids[0], ids[-1])]
    assert all(answer["ok"] for answer in answers)
    assert len(await world.log(method="sendMessage", limit=1)) == 1


async def test_page_is_served_or_said_to_be_absent(sandbox) -> None:
    async with sandbox.session.get(sandbox.url + "/") as answer:
        assert answer.status in (200, 404)


@pytest.mark.parametrize(
    ("verb", "path", "body"),
    [
        ("POST", "/people", {}),
        ("POST", "/people", {"first_name": "A", "shoe_size": 44}),
        ("POST", "/people/1/say", {"text": "x"}),
        ("POST", "/chats", {"title": "x", "type": "forum"}),
        ("POST", "/faults", {"action": "explode"}),
        ("GET", "/chats/77/messages", None),
        ("GET", "/callbacks/77", None),
    ],
)
async def test_nonsense_to_the_control_api_is_one_sentence(sandbox, world: World, verb: str, path: str, body) -> None:
    url = f"{sandbox.url}/sandbox/{world.bot_id}{path}"
    async with sandbox.session.request(verb, url, json=body) as answer:
        assert 400 <= answer.status < 500
        assert (await answer.json())["error"]
