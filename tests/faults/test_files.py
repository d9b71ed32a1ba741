"""Files whose sending Telegram takes and then fails: the policy of their class holds, and the file is never lost."""

import shutil
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.sending import settlement, wire
from bot.sending.references import KEY, refer
from sales.attachments import FileKind, MediaFile
from sales.outgoing import Lane, WhenUnknown
from sandbox.images import plain_png
from storage.outbox import Outbox
from storage.transaction import Tx
from tests.faults.test_sends import DOUBTFUL, all_said
from tests.support.house import Running
from tests.support.oracle import Books
from tests.support.telegram import Sandbox

LOST = (*DOUBTFUL, "accept_unparsable")


@pytest.fixture
async def bot(
    sandbox: Sandbox, tmp_path: Path, sqlite_url: str, monkeypatch: pytest.MonkeyPatch
) -> AsyncIterator[Running]:
    """A bot that waits one second for an answer, with a picture for every way to lose one."""
    monkeypatch.setattr(wire, "CALL_SECONDS", 1.0)
    monkeypatch.setattr(settlement, "RESEND_DELAYS", (0.1, 0.2, 0.3))
    book = Path(shutil.copytree("playbook", tmp_path / "playbook"))
    (book / "media").mkdir(exist_ok=True)
    for number, action in enumerate(LOST):
        (book / "media" / f"{action}.png").write_bytes(plain_png(20 + number, 20, number, 0, 0))
    async with Running(sandbox, tmp_path, database_url=sqlite_url, playbook_dir=book) as running:
        yield running


@pytest.mark.parametrize("policy", WhenUnknown)
async def test_a_lost_answer_to_a_photo_neither_doubles_a_touch_nor_loses_a_notice(
    bot: Running, sqlite_url: str, policy: WhenUnknown
) -> None:
    books = Books(sqlite_url)
    anna = await bot.world.person("Анна")
    await bot.handled(await anna.starts())
    for action in LOST:
        await bot.world.fault(action, methods=["sendPhoto"], times=1)
        await bot.database.write(lambda tx, action=action: say(tx, bot, anna.id, action, policy))
        await all_said(bot, books)

    dialogue = await anna.dialogue()
    arrived = {action: [seen for seen in dialogue if seen.get("caption") == action] for action in LOST}
    listed = {action for row in books.unknown() for action in LOST if f"{action}.png" in (row.payload or "")}
    assert listed == set(DOUBTFUL), "an answer that was cut short was still a yes"
    for action in LOST:
        is_repeated = action in DOUBTFUL and policy is WhenUnknown.RESEND
        assert len(arrived[action]) == (2 if is_repeated else 1)
        assert all("photo" in seen for seen in arrived[action]), "said again with its file"
    assert not [seen for seen in dialogue if seen.get("text") in LOST], "nothing fell back to words"


def say(tx: Tx, bot: Running, chat_id: int, action: str, policy: WhenUnknown) -> None:
    photo = MediaFile(path=f"{action}.png", kind=FileKind.PHOTO)
    Outbox(tx).add(
        chat_id=chat_id,
        lane=Lane.URGENT,
        when_unknown=policy,
        now=bot.app.house.clock.now(),
        method="sendPhoto",
        payload={"caption": action, KEY: refer(photo)},
    )
