"""Screens with pictures, videos and documents, judged from Telegram's side: what was uploaded, what changed."""

import asyncio
import shutil
from collections.abc import AsyncIterator, Mapping
from pathlib import Path
from typing import Any

import pytest
from aiogram import F, Router
from aiogram.filters.callback_data import CallbackData
from aiogram.types import CallbackQuery, Message
from jinja2 import ChoiceLoader, DictLoader

from bot import dispatch
from bot.messenger import OutboxMessenger
from handlers import setup as handler_tree
from handlers.callbacks import ACTIONS
from handlers.permissions import EVERYONE, may
from handlers.reply import Reply, message, screen
from handlers.step import Step
from sales.attachments import FileKind, MediaFile, PageFile, PageFormat
from sales.outgoing import Lane, WhenUnknown
from sales.ports import Chat
from sandbox.images import plain_png
from tests.support.house import Running, until
from tests.support.telegram import Json, Person

PHOTO = MediaFile(path="slides/one.png", kind=FileKind.PHOTO)
CARD = PageFile(page="no_such_page", format=PageFormat.PNG, name="card.png", data={})
SLIDES: Mapping[str, Reply] = {
    "words": screen("slide", name="Слова"),
    "one": screen("slide", name="Первый снимок", attachment=PHOTO),
    "two": screen("slide", name="Второй снимок", attachment=MediaFile(path="slides/two.png", kind=FileKind.PHOTO)),
    "tour": screen("slide", name="Экскурсия", attachment=MediaFile(path="tour.mp4", kind=FileKind.VIDEO)),
    "plan": screen("slide", name="План", attachment=MediaFile(path="План курса.pdf", kind=FileKind.DOCUMENT)),
    "gone": screen("slide", name="Без файла", attachment=MediaFile(path="nobody.png", kind=FileKind.PHOTO)),
    "card": screen("slide", name="Карточка", attachment=CARD),
    "both": screen("slide", name="Пара", then=(message("slide", name="Следом", attachment=PHOTO),)),
}
TEMPLATE = '<b>{{ name }}</b>{% for slide in slides %}{{ button("→ " ~ slide, "turn", slide=slide) }}{% endfor %}'


class Turn(CallbackData, prefix="zz9"):
    slide: str


def album() -> Router:
    router = Router(name="album")

    @router.message(F.text.startswith("альбом"))
    @may(EVERYONE)
    async def open_album(message: Message, step: Step) -> None:
        await step(show=slide((message.text or "").partition(" ")[2]))

    @router.callback_query(Turn.filter())
    @may(EVERYONE)
    async def turn(query: CallbackQuery, callback_data: Turn, step: Step) -> None:
        await step(show=slide(callback_data.slide))

    return router


def slide(name: str) -> Reply:
    return SLIDES[name]


def tree_with_album() -> Router:
    root = Router(name="with_album")
    root.include_routers(album(), handler_tree())
    return root


@pytest.fixture
def media(tmp_path: Path) -> Path:
    """The media folder of a playbook of the test's own."""
    folder = Path(shutil.copytree("playbook", tmp_path / "playbook")) / "media"
    (folder / "slides").mkdir(parents=True, exist_ok=True)
    (folder / "slides" / "one.png").write_bytes(plain_png(40, 30, 200, 30, 30))
    (folder / "slides" / "two.png").write_bytes(plain_png(60, 30, 30, 30, 200))
    (folder / "tour.mp4").write_bytes(b"moving pictures")
    (folder / "План курса.pdf").write_bytes(b"%PDF-1.7 plan")
    return folder


def add_template(running: Running) -> None:
    environment = running.app.house.renderer.environment
    words = {f"{language}/slide.j2": TEMPLATE for language in ("ru", "en")}
    assert environment.loader is not None
    environment.loader = ChoiceLoader([DictLoader(words), environment.loader])
    environment.globals["slides"] = [name for name in SLIDES if name != "both"]


@pytest.fixture
async def bot(closed: Running, media: Path, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Running]:
    monkeypatch.setattr(dispatch, "handler_tree", tree_with_album)
    monkeypatch.setitem(ACTIONS, "turn", Turn)
    async with closed.opened(playbook_dir=media.parent) as running:
        add_template(running)
        yield running


@pytest.fixture
async def anna(bot: Running) -> Person:
    person = await bot.world.person("Анна")
    await bot.handled(await person.starts())
    return person


async def opens(anna: Person, name: str, words: str) -> Json:
    await anna.says(f"альбом {name}")
    return await anna.sees(words)


async def turns(anna: Person, name: str, words: str) -> Json:
    await anna.taps(f"→ {name}")
    seen = await anna.sees(words)
    assert seen["reply_markup"]["inline_keyboard"], "every slide keeps its buttons"
    return seen


async def calls(bot: Running, *methods: str, accepted: bool | None = True) -> list[Json]:
    """What the bot called, in order; `accepted` None: refused ones as well."""
    wanted = {} if accepted is None else {"accepted": accepted}
    return [call for call in await bot.world.log(kind="call", **wanted) if call["method"] in methods]


async def uploads(bot: Running) -> list[str]:
    """Files whose content was on the wire."""
    log = await bot.world.log(kind="call", accepted=True)
    return [call["body"]["file"].split(" ", 1)[1].rsplit(" ", 2)[0] for call in log if "file" in call["body"]]


async def test_slides_of_every_kind_change_in_place_and_go_back(bot: Running, anna: Person) -> None:
    first = await opens(anna, "words", "Слова")
    for name, words, kind in (
        ("one", "Первый", "photo"),
        ("two", "Второй", "photo"),
        ("tour", "Экскурсия", "video"),
        ("plan", "План", "document"),
        ("one", "Первый", "photo"),
    ):
        seen = await turns(anna, name, words)
        assert seen["message_id"] == first["message_id"]
        assert kind in seen
        assert seen["html"].startswith("<b>")
    again = await turns(anna, "words", "Слова")
    await settled(bot)
    assert again["message_id"] != first["message_id"]
    assert first["message_id"] not in [seen["message_id"] for seen in await anna.dialogue()]
    moved = await calls(bot, "sendMessage", "deleteMessage")
    assert [call["method"] for call in moved[-2:]] == ["sendMessage", "deleteMessage"], "never a moment with nothing"
    assert (await turns(anna, "one", "Первый"))["message_id"] == again["message_id"]


async def test_a_document_keeps_its_russian_name(bot: Running, anna: Person) -> None:
    seen = await opens(anna, "plan", "План")
    assert seen["document"]["file_name"] == "План курса.pdf"
    assert seen["document"]["mime_type"] == "application/pdf"


async def test_a_file_is_on_the_wire_once_for_everybody(bot: Running, anna: Person) -> None:
    igor = await bot.world.person("Игорь")
    await opens(anna, "one", "Первый")
    await opens(igor, "one", "Первый")
    await turns(igor, "two", "Второй")
    await turns(anna, "two", "Второй")
    await bot.restarted()
    add_template(bot)
    await turns(igor, "one", "Первый")
    assert await uploads(bot) == ["one.png", "two.png"]


async def test_a_new_picture_under_an_old_name_is_shown(bot: Running, anna: Person, media: Path) -> None:
    before = await opens(anna, "one", "Первый")
    (media / "slides" / "one.png").write_bytes(plain_png(99, 30, 200, 30, 30))
    after = await opens(anna, "one", "Первый")
    assert (before["photo"][-1]["width"], after["photo"][-1]["width"]) == (40, 99)
    assert await uploads(bot) == ["one.png", "one.png"]


async def test_a_file_id_that_telegram_forgot_is_replaced_unseen(bot: Running, anna: Person) -> None:
    await opens(anna, "one", "Первый")
    await bot.database.write(lambda tx: tx.sql._connection.execute("UPDATE media SET file_id = 'AgACAgIAAxgone'"))
    await bot.restarted()
    add_template(bot)
    assert "photo" in await opens(anna, "one", "Первый")
    refused = await calls(bot, "sendPhoto", accepted=False)
    assert [call["body"]["photo"] for call in refused] == ["AgACAgIAAxgone"]
    assert await uploads(bot) == ["one.png", "one.png"]


async def test_without_its_file_a_slide_is_words_in_the_same_message(bot: Running, anna: Person) -> None:
    first = await opens(anna, "words", "Слова")
    assert (await turns(anna, "gone", "Без файла"))["message_id"] == first["message_id"]
    assert (await turns(anna, "one", "Первый"))["message_id"] == first["message_id"]
    in_words = await turns(anna, "gone", "Без файла")
    await settled(bot)
    assert in_words["message_id"] != first["message_id"]
    assert "photo" not in in_words
    assert [seen["message_id"] for seen in await anna.dialogue() if "Первый" in seen.get("caption", "")] == []
    assert "photo" not in await turns(anna, "card", "Карточка")


async def test_admins_hear_of_a_broken_file_once(closed: Running, media: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(dispatch, "handler_tree", tree_with_album)
    monkeypatch.setitem(ACTIONS, "turn", Turn)
    olga, anna = await closed.world.person("Ольга"), await closed.world.person("Анна")
    async with closed.opened(admin_ids=(olga.id,), playbook_dir=media.parent) as running:
        add_template(running)
        await running.handled(await olga.starts())
        for _ in range(3):
            await running.handled(await anna.says("альбом gone"))
        await running.restarted()
        add_template(running)
        await running.world.forward(hours=5)
        await running.handled(await anna.says("альбом gone"))
        await running.handled(await anna.says("альбом card"))
        await olga.sees("no_such_page")
        alarms = [seen for seen in await olga.dialogue() if "Файл не отправился" in seen.get("text", "")]
        assert ["nobody.png" in alarm["text"] for alarm in alarms] == [True, False]
        assert "файла нет" in alarms[0]["text"]


async def test_a_picture_telegram_refuses_leaves_its_words(bot: Running, anna: Person, media: Path) -> None:
    (media / "slides" / "one.png").write_bytes(b"no picture at all")
    assert "photo" not in await opens(anna, "one", "Первый")
    await opens(anna, "one", "Первый")
    assert len(await calls(bot, "sendPhoto", accepted=False)) == 1


async def test_pressing_twice_under_a_picture_answers_once(bot: Running, anna: Person) -> None:
    photo = await opens(anna, "one", "Первый")
    words, two = Turn(slide="words").pack(), Turn(slide="two").pack()
    await asyncio.gather(*(anna.taps_data(photo["message_id"], data) for data in (words, words, two, words)))
    await settled(bot)
    shown = [seen for seen in await anna.dialogue() if seen["from_bot"] and seen.get("reply_markup")]
    assert len([seen for seen in shown if "Слова" in seen.get("text", "") or "снимок" in seen.get("caption", "")]) == 1


async def test_a_text_that_became_a_picture_between_two_presses_is_replaced(bot: Running, anna: Person) -> None:
    text = await opens(anna, "words", "Слова")
    await bot.world.fault("accept_slow", methods=["editMessageMedia"], times=1, seconds=0.4)
    await anna.taps_data(text["message_id"], Turn(slide="one").pack())
    await anna.taps_data(text["message_id"], Turn(slide="gone").pack())
    await anna.sees("Без файла")
    await settled(bot)
    assert text["message_id"] not in [seen["message_id"] for seen in await anna.dialogue()]
    assert (await anna.last())["text"] == "Без файла"


async def test_a_picture_too_old_to_be_deleted_loses_its_buttons(bot: Running, anna: Person) -> None:
    photo = await opens(anna, "one", "Первый")
    await bot.world.forward(hours=49)
    await turns(anna, "words", "Слова")
    await settled(bot)
    [old] = [seen for seen in await anna.dialogue() if seen["message_id"] == photo["message_id"]]
    assert "reply_markup" not in old


async def test_further_messages_bring_their_files(bot: Running, anna: Person) -> None:
    await opens(anna, "both", "Следом")
    await settled(bot)
    pair = (await anna.dialogue())[-2:]
    assert [seen.get("text", seen.get("caption")) for seen in pair] == ["Пара", "Следом"]
    assert "photo" in pair[1]


async def test_what_is_told_unasked_carries_a_file_too_and_is_retold_in_place(bot: Running, anna: Person) -> None:
    def tell(words: str, retell: bool = False) -> Any:
        def work(tx: Any) -> None:
            messenger = OutboxMessenger(tx, bot.app.house.clock.now())
            if retell:
                messenger.retell("deck:1", "slide", name=words)
                return
            for attachment in (PHOTO, MediaFile(path="nobody.png", kind=FileKind.PHOTO)):
                messenger.tell(
                    Chat(id=anna.id, language="ru"),
                    "slide",
                    lane=Lane.URGENT,
                    when_unknown=WhenUnknown.RESEND,
                    about="deck:1",
                    attachment=attachment,
                    name=words,
                )

        return bot.database.write(work)

    await tell("Сказано")
    await settled(bot)
    told = (await anna.dialogue())[-2:]
    assert ["photo" in seen for seen in told] == [True, False]
    await tell("Пересказано", retell=True)
    await settled(bot)
    retold = (await anna.dialogue())[-2:]
    assert [seen["message_id"] for seen in retold] == [seen["message_id"] for seen in told]
    assert [seen.get("caption", seen.get("text")) for seen in retold] == ["Пересказано", "Пересказано"]


async def settled(bot: Running) -> None:
    async def busy() -> bool:
        rows = await bot.rows(
            "SELECT (SELECT COUNT(*) FROM inbox WHERE state IN ('pending', 'working'))"
            " + (SELECT COUNT(*) FROM outbox WHERE state IN ('pending', 'calling')) AS waiting"
        )
        return bool(rows[0]["waiting"])

    await asyncio.sleep(0.1)
    await until(busy)
