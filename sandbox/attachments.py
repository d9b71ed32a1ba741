"""Files as parts of a message: the Bot API's objects for each kind."""

from typing import Any

from sandbox.errors import ApiError, bad
from sandbox.files import MEGABYTE, File
from sandbox.images import dimensions

KINDS = ("photo", "document", "video", "animation", "audio", "voice", "video_note", "sticker")
_PHOTO_LIMIT = 10 * MEGABYTE


def refuse_wrong_content(kind: str, file: File) -> None:
    """Raises 400 for what Telegram could not take as this kind; notes the size of a picture."""
    if file.url is not None:
        file.width, file.height = 800, 600
        return
    if not file.data:
        raise bad("file must be non-empty")
    if kind != "photo":
        return
    if file.size > _PHOTO_LIMIT:
        raise ApiError(413, "Request Entity Too Large")
    size = dimensions(file.data)
    if size is None:
        raise bad("IMAGE_PROCESS_FAILED")
    file.width, file.height = size
    longer, shorter = max(size), min(size)
    if shorter == 0 or longer + shorter > 10_000 or longer > 20 * shorter:
        raise bad("PHOTO_INVALID_DIMENSIONS")


def media_content(kind: str, file: File, details: dict[str, Any]) -> dict[str, Any]:
    """The message fields for a file; `details` are what the sender says about it (duration, title …)."""
    brief = file.brief()
    named = {**brief, "file_name": file.name, "mime_type": file.mime}
    seconds = {"duration": details.get("duration") or 3}
    if kind == "photo":
        return {"photo": [{**brief, "width": file.width, "height": file.height}]}
    if kind == "animation":
        return {"animation": {**named, **seconds, **_frame(details)}, "document": named}
    told = {name: details[name] for name in ("performer", "title") if details.get(name)}
    look = {"type": "regular", "width": 512, "height": 512, "is_animated": False, "is_video": False}
    bodies = {
        "sticker": {**brief, **look, "emoji": details.get("emoji") or "\U0001f44d"},
        "voice": {**brief, **seconds, "mime_type": "audio/ogg"},
        "video_note": {**brief, **seconds, "length": 240},
        "document": named,
        "audio": {**named, **seconds, **told},
        "video": {**named, **seconds, **_frame(details)},
    }
    return {kind: bodies[kind]}


def _frame(details: dict[str, Any]) -> dict[str, int]:
    return {"width": details.get("width") or 640, "height": details.get("height") or 360}
