"""Files: uploads, ids, albums, downloads, copies and replacements."""

import json

import aiohttp
import pytest

from sandbox.images import plain_png
from tests.support.telegram import Person, Sandbox, World

PNG = plain_png(40, 30, 10, 20, 30)
FILES = ["photo", "document", "video", "animation", "audio", "voice", "video_note", "sticker"]


async def upload(sandbox: Sandbox, world: World, method: str, files: dict[str, bytes], **params: object) -> dict:
    form = aiohttp.FormData()
    for name, value in params.items():
        form.add_field(name, value if isinstance(value, str) else json.dumps(value))
    for name, data in files.items():
        form.add_field(name, data, filename=f"{name}.png", content_type="image/png")
    async with sandbox.session.post(f"{world.api_url}/{method}", data=form) as answer:
        return await answer.json()


async def test_uploaded_photo_is_seen_downloaded_and_sent_again_by_id(sandbox, world: World, anna: Person) -> None:
    sent = await upload(
        sandbox, world, "sendPhoto", {"photo": PNG}, chat_id=anna.id, caption="<i>look</i>", parse_mode="HTML"
    )
    photo = sent["result"]["photo"][-1]
    assert (photo["width"], photo["height"]) == (40, 30)
    seen = await anna.sees("look")
    assert seen["html"] == "<i>look</i>"
    path = (await world.api("getFile", file_id=photo["file_id"]))["result"]["file_path"]
    async with sandbox.session.get(f"{sandbox.url}/file/bot{world.token}/{path}") as answer:
        assert await answer.read() == PNG
    async with sandbox.session.get(f"{sandbox.url}/sandbox/{world.bot_id}/files/{photo['file_id']}") as answer:
        assert (answer.content_type, await answer.read()) == ("image/png", PNG)
    assert (await world.api("sendPhoto", chat_id=anna.id, photo=photo["file_id"]))["ok"]
    wrong = await world.api("sendDocument", chat_id=anna.id, document=photo["file_id"])
    assert wrong["description"] == "Bad Request: can't use file of type Photo as Document"


async def test_wrong_files_are_refused(sandbox, world: World, anna: Person) -> None:
    answer = await world.api("sendPhoto", chat_id=anna.id, photo="AgACAgIAAxnothing")
    assert answer["description"] == "Bad Request: wrong file identifier/HTTP URL specified"
    answer = await world.api("sendPhoto", chat_id=anna.id)
    assert answer["description"] == "Bad Request: there is no photo in the request"
    answer = await upload(sandbox, world, "sendPhoto", {"photo": b"not a picture"}, chat_id=anna.id)
    assert answer["description"] == "Bad Request: IMAGE_PROCESS_FAILED"
    answer = await upload(sandbox, world, "sendDocument", {"document": b""}, chat_id=anna.id)
    assert answer["description"] == "Bad Request: file must be non-empty"
    assert (await world.api("getFile", file_id="x"))["description"] == "Bad Request: invalid file_id"


async def test_caption_of_more_than_1024_is_refused(sandbox, world: World, anna: Person) -> None:
    fits = await upload(sandbox, world, "sendPhoto", {"photo": PNG}, chat_id=anna.id, caption="x" * 1024)
    assert fits["ok"]
    answer = await upload(sandbox, world, "sendPhoto", {"photo": PNG}, chat_id=anna.id, caption="x" * 1025)
    assert answer["description"] == "Bad Request: message caption is too long"


async def test_album_arrives_as_one_group(sandbox, world: World, anna: Person) -> None:
    media = [
        {"type": "photo", "media": f"attach://p{n}", "caption": f"<b>{n}</b>", "parse_mode": "HTML"} for n in (1, 2)
    ]
    sent = await upload(sandbox, world, "sendMediaGroup", {"p1": PNG, "p2": PNG}, chat_id=anna.id, media=media)
    assert len({message["media_group_id"] for message in sent["result"]}) == 1
    assert [message["caption"] for message in sent["result"]] == ["1", "2"]
    mixed = [{"type": "photo", "media": "attach://p1"}, {"type": "document", "media": "attach://p2"}]
    answer = await upload(sandbox, world, "sendMediaGroup", {"p1": PNG, "p2": PNG}, chat_id=anna.id, media=mixed)
    assert answer["description"] == "Bad Request: document can't be mixed with other media types"


async def test_media_is_replaced_in_place(sandbox, world: World, anna: Person) -> None:
    sent = await upload(sandbox, world, "sendPhoto", {"photo": PNG}, chat_id=anna.id, caption="first")
    target = {"chat_id": anna.id, "message_id": sent["result"]["message_id"]}
    media = {"type": "photo", "media": "attach://new", "caption": "second"}
    edited = await upload(sandbox, world, "editMessageMedia", {"new": plain_png(9, 9, 1, 2, 3)}, **target, media=media)
    assert edited["result"]["photo"][-1]["width"] == 9
    assert (await anna.last())["caption"] == "second"
    answer = await world.api("editMessageText", **target, text="x")
    assert answer["description"] == "Bad Request: there is no text in the message to edit"
    assert (await world.api("editMessageCaption", **target, caption="third"))["ok"]


@pytest.mark.parametrize("kind", [*FILES, "location", "contact", "dice", "poll"])
async def test_people_send_every_kind(world: World, anna: Person, kind: str) -> None:
    await anna.sends(kind)
    [update] = (await world.api("getUpdates"))["result"]
    assert kind in update["message"]


async def test_people_send_albums_and_documents_with_content(sandbox, world: World, anna: Person) -> None:
    await anna.sends("album", count=3, caption="three")
    await anna.sends("document", name="leads.csv", content="a;b\n1;2\n", mime="text/csv")
    updates = (await world.api("getUpdates"))["result"]
    assert len({u["message"].get("media_group_id") for u in updates[:3]}) == 1
    document = updates[3]["message"]["document"]
    assert document["file_name"] == "leads.csv"
    path = (await world.api("getFile", file_id=document["file_id"]))["result"]["file_path"]
    async with sandbox.session.get(f"{sandbox.url}/file/bot{world.token}/{path}") as answer:
        assert await answer.text() == "a;b\n1;2\n"


@pytest.mark.parametrize("kind", FILES[1:])
async def test_bots_send_every_kind_of_file(sandbox, world: World, anna: Person, kind: str) -> None:
    method = "send" + "".join(part.title() for part in kind.split("_"))
    sent = await upload(sandbox, world, method, {kind: b"bytes of it"}, chat_id=anna.id)
    assert sent["result"][kind]["file_id"]
    assert (await world.api(method, chat_id=anna.id, **{kind: sent["result"][kind]["file_id"]}))["ok"]


async def test_copies_and_forwards(world: World, anna: Person) -> None:
    said = await anna.sends("photo", caption="mine")
    boris = await world.person("Boris")
    await boris.starts()
    source = {"from_chat_id": anna.id, "message_id": said["message"]["message_id"]}
    await world.api("copyMessage", chat_id=boris.id, **source, caption="changed")
    assert (await boris.last())["caption"] == "changed"
    await world.api("forwardMessage", chat_id=boris.id, **source)
    assert (await boris.last())["forward_origin"]["sender_user"]["id"] == anna.id
    answer = await world.api("copyMessage", chat_id=boris.id, from_chat_id=anna.id, message_id=999_999)
    assert answer["description"] == "Bad Request: message to copy not found"
    many = await world.api(
        "copyMessages", chat_id=boris.id, from_chat_id=anna.id, message_ids=[source["message_id"], 999_999]
    )
    assert len(many["result"]) == 1


async def test_simple_kinds_and_their_rules(world: World, anna: Person) -> None:
    assert (await world.api("sendLocation", chat_id=anna.id, latitude=1.5, longitude=2))["result"]["location"]
    assert (await world.api("sendContact", chat_id=anna.id, phone_number="+7", first_name="A"))["result"]["contact"]
    assert 1 <= (await world.api("sendDice", chat_id=anna.id))["result"]["dice"]["value"] <= 6
    answer = await world.api("sendLocation", chat_id=anna.id, latitude=91, longitude=2)
    assert answer["description"] == "Bad Request: wrong location coordinates"
