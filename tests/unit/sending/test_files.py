"""Messages with files: uploaded once, then sent by their id; found, drawn or made when their turn comes."""

import asyncio
import os
from pathlib import Path
from typing import Any

import pytest

from bot.sending import sender, settlement
from bot.sending.ports import BrokenFile
from bot.sending.references import KEY, SEND, refer
from sales.attachments import Attachment, FileKind, MediaFile, PageFile, PageFormat, TextFile
from sales.outgoing import Lane, WhenUnknown
from tests.unit.sending.conftest import BOT_ID, Heard, House, drop, refusal

PHOTO = MediaFile(path="teacher.jpg", kind=FileKind.PHOTO)
WORDS: dict[str, Any] = {
    "caption": "<b>Anna</b> teaches",
    "parse_mode": "HTML",
    "reply_markup": {"inline_keyboard": [[{"text": "Next", "callback_data": "n"}]]},
}


@pytest.fixture
def photo(house: House) -> Path:
    path = house.media / "teacher.jpg"
    path.write_bytes(b"a photo")
    return path


async def show(house: House, attachment: Attachment = PHOTO, chat_id: int = 7, **row: Any) -> int:
    """A new message with a file, or with `over` a change of that message."""
    over = row.pop("over", None)
    content = {**WORDS, **row.pop("words", {}), KEY: refer(attachment)}
    if over is not None:
        content["message_id"] = over
    row.setdefault("method", SEND[attachment.kind] if over is None else "editMessageMedia")
    return await house.say(chat_id=chat_id, payload=content, **row)


async def shown(house: House, attachment: Attachment = PHOTO, **row: Any) -> int:
    id = await show(house, attachment, **row)
    await house.until_state(id, "sent")
    return id


def replace_content(path: Path, content: bytes) -> None:
    """By one of the same size that is older: only the content tells."""
    path.write_bytes(content)
    os.utime(path, ns=(1, 1))


def broken(house: House) -> list[BrokenFile]:
    return [event for event in house.events if isinstance(event, BrokenFile)]


async def test_a_file_is_uploaded_once_and_then_goes_by_its_id(house: House, photo: Path) -> None:
    house.start()
    await shown(house)
    await shown(house, chat_id=8)
    first, second = house.telegram.heard
    assert first.body["file"] == ("teacher.jpg", b"a photo")
    assert first.body["photo"] == "attach://file"
    assert second.body["photo"] == "photo-1"
    assert "file" not in second.body
    assert second.body["caption"] == WORDS["caption"]
    assert second.body["reply_markup"] == WORDS["reply_markup"]
    assert KEY not in second.body


async def test_the_row_of_a_message_holds_no_bytes(house: House, photo: Path) -> None:
    row = await house.row(await show(house))
    assert "a photo" not in row["payload"]
    assert '"path":"teacher.jpg"' in row["payload"]


async def test_a_file_id_outlives_the_program(house: House, photo: Path) -> None:
    house.start()
    await shown(house)
    await house.kill()
    house.start()
    await shown(house)
    assert house.telegram.heard[1].body["photo"] == "photo-1"


async def test_a_changed_file_is_uploaded_anew(house: House, photo: Path) -> None:
    house.start()
    await shown(house)
    replace_content(photo, b"b photo")
    await shown(house)
    await shown(house)
    assert [heard.body.get("file") for heard in house.telegram.heard] == [
        ("teacher.jpg", b"a photo"),
        ("teacher.jpg", b"b photo"),
        None,
    ]
    assert house.telegram.heard[2].body["photo"] == "photo-2"


async def test_an_id_that_telegram_forgot_is_forgotten_and_the_file_uploaded_again(house: House, photo: Path) -> None:
    house.start()
    await shown(house)

    def forgetful(heard: Heard, request: Any) -> Any:
        if heard.body["photo"] == "photo-1":
            return refusal(400, "Bad Request: wrong remote file identifier specified: can't unserialize it")
        return None

    house.telegram.rule = forgetful
    await shown(house)
    await shown(house)
    assert [heard.body["photo"] for heard in house.telegram.heard] == [
        "attach://file",
        "photo-1",
        "attach://file",
        "photo-2",
    ]
    await house.kill()
    house.start()
    await shown(house)
    assert house.telegram.heard[-1].body["photo"] == "photo-2"
    assert broken(house) == []


async def test_many_who_wait_for_one_file_cause_one_upload_and_hold_up_nobody(
    house: House, photo: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sender, "_ON_THE_WIRE", 20)
    house.telegram.gate.clear()
    house.start()
    for chat_id in range(1, 61):
        await show(house, chat_id=chat_id, lane=Lane.CAMPAIGN)
    await house.until_calling(20)
    other = await house.say("an answer", chat_id=900)
    await house.until(lambda: any(heard.body.get("text") == "an answer" for heard in house.telegram.heard))
    house.telegram.gate.set()
    await house.until_state(other, "sent")
    await house.until_empty(15)
    assert house.telegram.uploads == 1
    assert len(house.telegram.heard) == 61


async def test_a_screen_is_changed_into_a_photo_in_one_call(house: House, photo: Path) -> None:
    house.start()
    await shown(house, over=55)
    await shown(house, over=55, words={"caption": "again"})
    first, second = house.telegram.heard
    assert (first.method, first.body["message_id"]) == ("editMessageMedia", "55")
    assert '"type":"photo","media":"attach://file"' in first.body["media"].replace(" ", "")
    assert second.body["media"] == {"type": "photo", "media": "photo-1", "caption": "again", "parse_mode": "HTML"}
    assert second.body["reply_markup"] == WORDS["reply_markup"]
    assert second.body.keys() == {"chat_id", "message_id", "media", "reply_markup"}


async def test_a_video_streams_and_a_document_keeps_its_name(house: House) -> None:
    for name in ("tour.mp4", "Программа курса.pdf"):
        (house.media / name).write_bytes(b"x" * 1_500_000)  # aiohttp warns of large bytes given whole
    house.start()
    await shown(house, MediaFile(path="tour.mp4", kind=FileKind.VIDEO))
    await shown(house, MediaFile(path="Программа курса.pdf", kind=FileKind.DOCUMENT))
    video, document = house.telegram.heard
    assert (video.method, video.body["supports_streaming"]) == ("sendVideo", "true")
    assert (document.method, document.body["file"][0]) == ("sendDocument", "Программа курса.pdf")


async def test_a_long_caption_is_cut_as_telegram_counts_and_keeps_its_buttons(house: House, photo: Path) -> None:
    house.start()
    await shown(house, words={"caption": "<b>" + "😀&lt;" * 900 + "</b>"})
    caption = house.telegram.heard[0].body["caption"]
    assert caption.endswith("…</b>")
    visible = caption.removeprefix("<b>").removesuffix("</b>").replace("&lt;", "<")
    assert 1020 <= len(visible.encode("utf-16-le")) // 2 <= 1024
    assert "Next" in house.telegram.heard[0].body["reply_markup"]


async def test_a_template_becomes_the_caption_of_a_file(house: House, photo: Path) -> None:
    house.start()
    row = {"method": "sendPhoto", "payload": {KEY: refer(PHOTO)}, "template": "card", "params": {"name": "Ann"}}
    await house.until_state(await house.say(**row), "sent")
    body = house.telegram.heard[0].body
    assert (body["caption"], body["parse_mode"]) == ("ru:card:Ann", "HTML")
    assert '"inline_keyboard"' in body["reply_markup"]


async def test_a_page_is_drawn_in_the_language_of_its_row_two_at_a_time(house: House) -> None:
    page = PageFile(page="guide", format=PageFormat.PDF, name="Гид.pdf", data={"name": "Ann"})
    house.start()
    for chat_id in range(1, 7):
        await show(house, page, chat_id=chat_id, language="en")
    await house.until_empty()
    assert house.pages.drawn == [("guide", "en", "pdf", {"name": "Ann"})] * 6
    assert house.pages.most_at_once == 2
    assert {heard.body["file"] for heard in house.telegram.heard} == {("Гид.pdf", b"en/guide")}


async def test_a_text_goes_as_a_document(house: House) -> None:
    house.start()
    await shown(house, TextFile(name="my-data.json", text='{"имя": "Анна"}'))
    heard = house.telegram.heard[0]
    assert (heard.method, heard.body["file"]) == ("sendDocument", ("my-data.json", '{"имя": "Анна"}'.encode()))


@pytest.mark.parametrize("policy", WhenUnknown)
async def test_a_connection_lost_while_uploading_is_said_again_with_its_file_where_it_must_arrive(
    house: House, photo: Path, policy: WhenUnknown, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(settlement, "RESEND_DELAYS", (0.05, 0.1, 0.1))
    house.telegram.rule = lambda heard, request: drop(request) if len(house.telegram.heard) == 1 else None
    house.start()
    id = await show(house, when_unknown=policy)
    await house.until_state(id, "unknown")
    await asyncio.sleep(0.2)
    await house.until_empty()
    files = [heard.body["file"] for heard in house.telegram.heard]
    assert files == [("teacher.jpg", b"a photo")] * (2 if policy is WhenUnknown.RESEND else 1)


async def test_a_flood_answer_to_an_upload_loses_neither_words_nor_file(house: House, photo: Path) -> None:
    def flooded(heard: Heard, request: Any) -> Any:
        return refusal(429, "Too Many Requests: retry after 1") if len(house.telegram.heard) == 1 else None

    house.telegram.rule = flooded
    house.start()
    await shown(house)
    assert [heard.body["file"][1] for heard in house.telegram.heard] == [b"a photo", b"a photo"]


async def test_a_photo_for_a_message_that_is_gone_is_said_anew_with_its_file(house: House, photo: Path) -> None:
    def gone(heard: Heard, request: Any) -> Any:
        return refusal(400, "Bad Request: message to edit not found") if heard.method.startswith("edit") else None

    house.telegram.rule = gone
    house.start()
    await show(house, over=55, language="en")
    await house.until_heard(2)
    await house.until_empty()
    again = house.telegram.heard[1]
    assert (again.method, again.body["file"][1], "message_id" in again.body) == ("sendPhoto", b"a photo", False)


async def test_who_still_waits_for_a_file_at_the_stop_is_sent_after_the_next_start(house: House, photo: Path) -> None:
    house.telegram.gate.clear()
    running = house.start()
    first, second = await show(house, chat_id=1), await show(house, chat_id=2)
    await house.until_heard(1)
    await asyncio.sleep(0.05)
    await running.drain(timeout=0.05)
    uploading, waiting = (first, second) if await house.state(first) == "unknown" else (second, first)
    assert (await house.state(uploading), await house.state(waiting)) == ("unknown", "pending")
    house.telegram.gate.set()
    house.start()
    await house.until_state(waiting, "sent")


async def test_two_bots_never_share_a_file_id(house: House, photo: Path) -> None:
    house.start()
    await shown(house)
    stored = await house.database.read(
        lambda tx: [dict(row) for row in tx.sql._connection.execute("SELECT * FROM media")]
    )
    assert [(row["bot_id"], row["path"], row["file_id"]) for row in stored] == [(BOT_ID, "teacher.jpg", "photo-1")]
    await house.database.write(lambda tx: tx.sql._connection.execute("UPDATE media SET bot_id = bot_id + 1"))
    await house.kill()
    house.start()
    await shown(house)
    assert house.telegram.uploads == 2
