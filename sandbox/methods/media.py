"""Messages with files: uploaded, by file id or by address; single, in albums, and put in place of another."""

import mimetypes
from typing import Any

from sandbox.attachments import media_content, refuse_wrong_content
from sandbox.calls import Call, Upload
from sandbox.errors import bad
from sandbox.files import DOWNLOAD_LIMIT, File
from sandbox.methods.edits import TARGET, apply_edit, editable
from sandbox.methods.sending import OPTIONS, ROUTE, caption, deliver, deliver_all, writable_chat
from sandbox.registry import method

_CAPTION = "caption parse_mode caption_entities "
_PARAMS = {
    "photo": _CAPTION + "show_caption_above_media has_spoiler",
    "document": _CAPTION + "thumbnail disable_content_type_detection",
    "video": _CAPTION
    + "show_caption_above_media has_spoiler duration width height thumbnail cover start_timestamp supports_streaming",
    "animation": _CAPTION + "show_caption_above_media has_spoiler duration width height thumbnail",
    "audio": _CAPTION + "duration performer title thumbnail",
    "voice": _CAPTION + "duration",
    "video_note": "duration length thumbnail",
    "sticker": "emoji",
}
_DEFAULT_MIME = {"photo": "image/jpeg", "video": "video/mp4", "animation": "video/mp4", "audio": "audio/mpeg"}
_BARE = ("sticker", "video_note")  # kinds that carry no caption
_ALBUM_KINDS = ("photo", "video", "document", "audio")


def _file(call: Call, kind: str, name: str) -> File:
    """The file a parameter names. Raises 400."""
    upload = call.uploads.get(name)
    value = call.text(name).strip()
    if upload is None and not value:
        raise bad(f"there is no {kind.replace('_', ' ')} in the request")
    if upload is None and value.startswith("attach://"):
        upload = call.uploads.get(value.removeprefix("attach://"))
        if upload is None:
            raise bad("wrong file identifier/HTTP URL specified")
    files = call.world.files
    if upload is not None:
        file = files.add(kind, upload.name, _mime(upload), upload.data)
        refuse_wrong_content(kind, file)
        return file
    if value.startswith(("http://", "https://")):
        file = files.add(kind, value.rsplit("/", 1)[-1], _DEFAULT_MIME.get(kind, ""), b"", url=value)
        refuse_wrong_content(kind, file)
        return file
    return files.of_kind(value, kind)


def _mime(upload: Upload) -> str:
    """Telegram goes by the file's name when its sender does not say."""
    said = upload.mime.partition(";")[0]
    return mimetypes.guess_type(upload.name)[0] or said if said == "application/octet-stream" else said


def _details(call: Call) -> dict[str, Any]:
    numbers = {name: call.integer(name) for name in ("duration", "width", "height")}
    return {**numbers, **{name: call.text(name) for name in ("performer", "title", "emoji")}}


def _content(call: Call, kind: str, name: str) -> dict[str, Any]:
    content = media_content(kind, _file(call, kind, name), _details(call))
    if kind not in _BARE:
        content.update(caption(call))
    if call.flag("has_spoiler"):
        content["has_media_spoiler"] = True
    return content


def _sender(kind: str) -> None:
    name = "".join(part.title() for part in kind.split("_"))

    @method(f"send{name}", f"{OPTIONS}{_PARAMS[kind]} {kind}", counted="send")
    def send(call: Call) -> dict[str, Any]:
        writable_chat(call)
        return deliver(call, _content(call, kind, kind)).data


for _kind in _PARAMS:
    _sender(_kind)


@method("sendMediaGroup", ROUTE + "media", counted="send")
def send_media_group(call: Call) -> list[dict[str, Any]]:
    writable_chat(call)
    items = call.json("media", list, "media")
    if not items:
        raise bad("there are no messages to send")
    if len(items) > 10:
        raise bad("too many messages to send as an album")
    kinds = {_media_kind(item, _ALBUM_KINDS) for item in items}
    for alone in ("document", "audio"):
        if alone in kinds and len(kinds) > 1:
            raise bad(f"{alone} can't be mixed with other media types")
    group = {"media_group_id": str(call.world.dice.randrange(10**16, 10**17))} if len(items) > 1 else {}
    contents = [{**group, **_content(_item_call(call, item), item["type"], "media")} for item in items]
    return [message.data for message in deliver_all(call, contents)]


def _media_kind(item: Any, allowed: tuple[str, ...]) -> str:
    if not isinstance(item, dict):
        raise bad("can't parse InputMedia: expected an Object")
    kind = item.get("type")
    if kind not in allowed:
        raise bad(f'can\'t parse InputMedia: type "{kind}" is not allowed here')
    return str(kind)


def _item_call(call: Call, item: dict[str, Any]) -> Call:
    return Call(call.world, call.method, item, call.uploads)


@method("editMessageMedia", TARGET + "media", counted="edit")
def edit_message_media(call: Call) -> dict[str, Any]:
    chat, message = editable(call)
    media = call.json("media", dict, "InputMedia")
    if media is None:
        raise bad("media is not specified")
    kind = _media_kind(media, (*_ALBUM_KINDS, "animation"))
    if "text" not in message.data and not {*_ALBUM_KINDS, "animation"} & message.data.keys():
        raise bad("message can't be edited")
    content = _content(_item_call(call, media), kind, "media")
    replaced = {*_ALBUM_KINDS, "animation", "text", "entities", "link_preview_options"}
    replaced |= {"caption", "caption_entities", "show_caption_above_media", "has_media_spoiler"}
    return apply_edit(call, chat, message, content, replaced)


@method("getFile", "file_id")
def get_file(call: Call) -> dict[str, Any]:
    file = call.world.files.find(call.text("file_id"))
    if file is None:
        raise bad("invalid file_id")
    if file.size > DOWNLOAD_LIMIT:
        raise bad("file is too big")
    return {**file.brief(), "file_path": file.path}


@method("getUserProfilePhotos", "user_id offset limit")
def get_user_profile_photos(call: Call) -> dict[str, Any]:
    if call.world.people.find(call.integer("user_id")) is None:
        raise bad("user not found")
    return {"total_count": 0, "photos": []}
