"""Files that cannot go: the same words go without them, in place where that can be, and the admins hear of it."""

import asyncio
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from bot.sending import settlement
from bot.sending.ports import ContentFault
from bot.sending.references import KEY
from sales.attachments import FileKind, MediaFile, PageFile, PageFormat
from sales.outgoing import Lane, WhenUnknown
from tests.unit.sending.conftest import Heard, House, refusal
from tests.unit.sending.test_files import PHOTO, WORDS, broken, photo, replace_content, show, shown

NO_PICTURE = "Bad Request: IMAGE_PROCESS_FAILED"
NO_TEXT = "Bad Request: there is no text in the message to edit"
__all__ = ["photo"]


def link_out(folder: Path) -> None:
    (folder.parent / "secret.jpg").write_bytes(b"secret")
    (folder / "link.jpg").symlink_to("../secret.jpg")


def pipe(folder: Path) -> None:
    os.mkfifo(folder / "pipe.jpg")


def empty(folder: Path) -> None:
    (folder / "empty.jpg").touch()


def locked(folder: Path) -> None:
    (folder / "locked.jpg").write_bytes(b"x")
    (folder / "locked.jpg").chmod(0)


def of_size(name: str, size: int) -> Callable[[Path], None]:
    def write(folder: Path) -> None:
        with (folder / name).open("wb") as file:
            file.truncate(size)

    return write


def nothing(folder: Path) -> None:
    pass


@pytest.mark.parametrize(
    ("path", "kind", "prepare", "reason"),
    [
        ("nobody.jpg", FileKind.PHOTO, nothing, "missing"),
        (".", FileKind.PHOTO, nothing, "missing"),
        ("a\x00b", FileKind.PHOTO, nothing, "missing"),
        ("x" * 300, FileKind.PHOTO, nothing, "unreadable"),
        ("pipe.jpg", FileKind.PHOTO, pipe, "missing"),
        ("empty.jpg", FileKind.PHOTO, empty, "empty"),
        ("../sales.db", FileKind.DOCUMENT, nothing, "outside"),
        ("sub/../../sales.db", FileKind.DOCUMENT, nothing, "outside"),
        ("/etc/passwd", FileKind.DOCUMENT, nothing, "outside"),
        ("link.jpg", FileKind.PHOTO, link_out, "outside"),
        ("big.jpg", FileKind.PHOTO, of_size("big.jpg", (10 << 20) + 1), "too_big"),
        ("big.mp4", FileKind.VIDEO, of_size("big.mp4", (50 << 20) + 1), "too_big"),
        pytest.param(
            *("locked.jpg", FileKind.PHOTO, locked, "unreadable"),
            marks=pytest.mark.skipif(os.geteuid() == 0, reason="root reads everything"),
        ),
    ],
    ids=lambda value: value[:20].replace("\x00", "0") if isinstance(value, str) else "",
)
async def test_words_go_without_a_file_that_is_not_there_or_not_ours(
    house: House, path: str, kind: FileKind, prepare: Callable[[Path], None], reason: str
) -> None:
    prepare(house.media)
    house.start()
    await shown(house, MediaFile(path=path, kind=kind))
    [heard] = house.telegram.heard
    assert (heard.method, heard.body["text"], heard.body["parse_mode"]) == ("sendMessage", WORDS["caption"], "HTML")
    assert heard.body["reply_markup"] == WORDS["reply_markup"]
    assert heard.body.keys().isdisjoint({"caption", "photo", KEY})
    assert [(event.path, event.reason) for event in broken(house)] == [(path, reason)]


async def test_words_longer_than_a_caption_go_whole_when_the_file_does_not(house: House) -> None:
    house.start()
    await shown(house, words={"caption": "x" * 3000})
    assert house.telegram.texts() == ["x" * 3000]


async def test_a_file_that_appears_later_is_sent_from_then_on(house: House) -> None:
    house.start()
    await shown(house)
    replace_content(house.media / "teacher.jpg", b"at last")
    await shown(house)
    assert [heard.method for heard in house.telegram.heard] == ["sendMessage", "sendPhoto"]


async def test_what_telegram_will_not_have_is_uploaded_once_until_it_changes(house: House, photo: Path) -> None:
    def picky(heard: Heard, request: Any) -> Any:
        is_bad = heard.body.get("file", ("", b""))[1] == b"a photo"
        return refusal(400, NO_PICTURE) if is_bad else None

    house.telegram.rule = picky
    house.start()
    await shown(house)
    await shown(house)
    replace_content(photo, b"b photo")
    await shown(house)
    assert [heard.method for heard in house.telegram.heard] == ["sendPhoto", "sendMessage", "sendMessage", "sendPhoto"]
    told = broken(house)
    assert [event.reason for event in told] == [NO_PICTURE, NO_PICTURE]
    assert told[0] == told[1], "one file is one trouble, however often it is met"
    assert told[0].digest


async def test_a_refused_id_whose_file_is_gone_too_ends_in_words(house: House, photo: Path) -> None:
    house.start()
    await shown(house)
    house.telegram.rule = refusal_of_files
    await shown(house)
    assert [heard.method for heard in house.telegram.heard] == ["sendPhoto", "sendPhoto", "sendPhoto", "sendMessage"]
    rows = await house.database.read(lambda tx: tx.sql._connection.execute("SELECT * FROM media").fetchall())
    assert rows == []


def refusal_of_files(heard: Heard, request: Any) -> Any:
    if "photo" in heard.body or "media" in heard.body:
        return refusal(400, "Bad Request: wrong file identifier/HTTP URL specified")
    return None


async def test_a_screen_without_its_file_is_changed_in_place_while_it_is_a_text(house: House) -> None:
    house.start()
    await shown(house, over=55)
    [heard] = house.telegram.heard
    assert (heard.method, heard.body["message_id"], heard.body["text"]) == ("editMessageText", 55, WORDS["caption"])


async def test_a_screen_without_its_file_replaces_a_message_that_shows_another(house: House) -> None:
    def shows_media(heard: Heard, request: Any) -> Any:
        return refusal(400, NO_TEXT) if heard.method == "editMessageText" else None

    house.telegram.rule = shows_media
    house.start()
    edit = await show(house, over=55, language="en", about="deck:1")
    await house.until_state(edit, "skipped")
    await house.until_empty()
    methods = [heard.method for heard in house.telegram.heard]
    assert methods == ["editMessageText", "sendMessage", "deleteMessage"]
    said, deleted = house.telegram.heard[1:]
    assert (said.body["text"], said.body["reply_markup"]) == (WORDS["caption"], WORDS["reply_markup"])
    assert deleted.body == {"chat_id": 7, "message_id": 55}
    assert len(set(broken(house))) == 1


async def test_a_message_too_old_to_be_deleted_loses_its_buttons(house: House) -> None:
    def old(heard: Heard, request: Any) -> Any:
        is_delete = heard.method == "deleteMessage"
        return refusal(400, "Bad Request: message can't be deleted for everyone") if is_delete else None

    house.telegram.rule = old
    house.start()
    gone = await house.say(method="deleteMessage", payload={"message_id": 55})
    await house.until_state(gone, "skipped")
    await house.until_heard(2)
    await house.until_empty()
    stripped = house.telegram.heard[1]
    assert (stripped.method, stripped.body) == ("editMessageReplyMarkup", {"chat_id": 7, "message_id": 55})


async def test_words_that_telegram_refuses_are_not_blamed_on_the_file(house: House, photo: Path) -> None:
    house.telegram.rule = lambda heard, request: refusal(400, "Bad Request: can't parse entities: unclosed tag")
    house.start()
    id = await show(house)
    await house.until_state(id, "failed")
    assert [type(event) for event in house.events] == [ContentFault]
    assert len(house.telegram.heard) == 2


async def test_a_chat_that_is_gone_costs_one_call(house: House, photo: Path) -> None:
    house.telegram.rule = lambda heard, request: refusal(400, "Bad Request: chat not found")
    house.start()
    await house.until_state(await show(house), "failed")
    assert len(house.telegram.heard) == 1


async def test_a_page_that_cannot_be_drawn_leaves_its_words(house: House) -> None:
    house.pages.fails = True
    house.start()
    card = PageFile(page="result_card", format=PageFormat.PNG, name="card.png", data={"name": "Ann"})
    await shown(house, card)
    assert house.telegram.texts() == [WORDS["caption"]]
    [event] = broken(house)
    assert (event.path, event.reason) == ("result_card.png", "not_drawn")
    assert "Ann" not in str(event)


async def test_new_words_for_a_card_reach_it_whether_it_shows_its_file_or_not(house: House, photo: Path) -> None:
    cards: dict[int, str] = {}

    def as_telegram(heard: Heard, request: Any) -> Any:
        wrong = {"editMessageText": "photo", "editMessageCaption": "text"}.get(heard.method)
        if wrong is not None and cards[heard.body["message_id"]] == wrong:
            return refusal(400, NO_TEXT if wrong == "photo" else NO_TEXT.replace("text in", "caption in"))
        return None

    house.telegram.rule = as_telegram
    house.start()
    with_file = await shown(house)
    without = await shown(house, MediaFile(path="nobody.jpg", kind=FileKind.PHOTO))
    for id, shape in ((with_file, "photo"), (without, "text")):
        cards[(await house.row(id))["message_id"]] = shape
    for card in (with_file, without):
        for method in ("editMessageText", "editMessageCaption"):
            edit = {"method": method, "edit_of": card, "template": "taken", "params": {"name": method}}
            await house.until_state(await house.say(**edit, lane=Lane.URGENT), "sent")
    taken = [heard for heard in house.telegram.heard if "edit" in heard.method]
    assert [heard.method.removeprefix("editMessage") for heard in taken] == [
        *("Text", "Caption", "Caption"),
        *("Text", "Caption", "Text"),
    ]
    assert taken[1].body["caption"] == "ru:taken:editMessageText"
    assert taken[-1].body["text"] == "ru:taken:editMessageCaption"


async def test_the_same_file_in_another_kind_has_its_own_id(house: House, photo: Path) -> None:
    house.start()
    await shown(house)
    await shown(house, MediaFile(path=PHOTO.path, kind=FileKind.DOCUMENT))
    assert house.telegram.heard[1].body["document"] == "attach://file"


async def test_an_edit_said_again_does_not_bring_back_a_message_that_was_replaced(
    house: House, photo: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(settlement, "RESEND_DELAYS", (0.3, 0.3, 0.3))

    def doubtful(heard: Heard, request: Any) -> Any:
        return refusal(500, "Internal Server Error") if heard.method == "editMessageMedia" else None

    house.telegram.rule = doubtful
    house.start()
    edit = await show(house, over=55, when_unknown=WhenUnknown.RESEND)
    await house.until_state(edit, "unknown")
    await house.say("instead")
    await house.say(method="deleteMessage", payload={"message_id": 55})
    await house.until_heard(3)
    await asyncio.sleep(0.5)
    await house.until_empty()
    assert [heard.method for heard in house.telegram.heard] == ["editMessageMedia", "sendMessage", "deleteMessage"]
