"""From a row to the Bot API call it stands for."""

from dataclasses import replace
from typing import Any

from bot.cutting import LONGEST_CAPTION, fit
from bot.sending.ports import Renderer
from bot.sending.references import KEY, SEND, attachment_of
from sales.attachments import FileKind
from sales.outgoing import Lane, Outgoing

_TEXT_METHODS = ("sendMessage", "editMessageText")
_CAPTION_METHODS = frozenset((*SEND.values(), "editMessageMedia", "editMessageCaption"))
_OTHER_SHAPE = {"editMessageText": "editMessageCaption", "editMessageCaption": "editMessageText"}
UPLOAD = "file"  # the name of the form's part that holds a file
_NO_PREVIEW = {"is_disabled": True}


def method_of(row: Outgoing) -> str:
    """A row that edits another one edits its text, unless it names another way."""
    return "editMessageText" if row.edit_of is not None and row.method == "sendMessage" else row.method


def is_edit(row: Outgoing) -> bool:
    """Whether Telegram's per-chat limit on new messages leaves this call alone."""
    return is_edit_call(row.method, row.edit_of)


def is_edit_call(method: str, edit_of: int | None) -> bool:
    return edit_of is not None or not method.startswith(("send", "copy", "forward"))


def build(
    row: Outgoing, target: int | None, renderer: Renderer, *, is_paid: bool = False
) -> tuple[str, dict[str, Any]]:
    """Method and JSON body; `target` is the message_id that `edit_of` names. Raises what the renderer raises.

    Of a file the body holds the reference only, and the caption beside it is not cut yet.
    """
    method = method_of(row)
    body = dict(row.payload) if row.payload is not None else {}
    if row.chat_id:
        body["chat_id"] = row.chat_id
    if target is not None:
        body["message_id"] = target
    if row.template is not None:
        rendered = renderer.render(row.language, row.template, row.params or {})
        body["caption" if method in _CAPTION_METHODS else "text"] = rendered.text
        body.setdefault("parse_mode", "HTML")
        if rendered.reply_markup is not None:
            body["reply_markup"] = rendered.reply_markup
    if method == "editMessageCaption":
        body["caption"] = fit(body.get("caption", ""), LONGEST_CAPTION)
    if method in _TEXT_METHODS:
        body.setdefault("link_preview_options", _NO_PREVIEW)
    if is_paid and method.startswith(("send", "copy")):
        body.setdefault("allow_paid_broadcast", True)
    return method, body


def with_file(method: str, body: dict[str, Any], kind: FileKind, file: str) -> tuple[str, dict[str, Any]]:
    """The call with its file in place: `file` is a file_id or attach://<part of the form>."""
    filled = {**body, "caption": fit(body.get("caption", ""), LONGEST_CAPTION)}
    if kind is FileKind.VIDEO:
        filled["supports_streaming"] = True
    if method != "editMessageMedia":
        return method, {**filled, kind.value: file}
    media = {name: filled.pop(name) for name in ("caption", "parse_mode", "supports_streaming") if name in filled}
    return method, {**filled, "media": {"type": kind.value, "media": file, **media}}


def in_words(method: str, body: dict[str, Any]) -> tuple[str, dict[str, Any]]:
    """The same without the file."""
    words = {name: value for name, value in body.items() if name != "caption"}
    words |= {"text": body.get("caption", ""), "link_preview_options": _NO_PREVIEW}
    return "editMessageText" if method == "editMessageMedia" else "sendMessage", words


def in_other_shape(method: str, body: dict[str, Any]) -> tuple[str, dict[str, Any]]:
    """A text's new words as a caption's, or the other way round."""
    other = _OTHER_SHAPE[method]
    words = {name: value for name, value in body.items() if name not in ("text", "caption", "link_preview_options")}
    if other == "editMessageCaption":
        return other, {**words, "caption": fit(body["text"], LONGEST_CAPTION)}
    return other, {**words, "text": body["caption"], "link_preview_options": _NO_PREVIEW}


def as_new_message(row: Outgoing) -> Outgoing | None:
    """The answer said anew when the message it would have changed is gone; None when nobody waits for it."""
    is_screen = row.lane is Lane.ANSWER and row.payload is not None
    if not is_screen or row.method not in ("editMessageText", "editMessageMedia"):
        return None
    payload = {k: v for k, v in (row.payload or {}).items() if k not in ("message_id", "inline_message_id")}
    method = SEND[attachment_of(payload[KEY]).kind] if KEY in payload else "sendMessage"
    return replace(row, method=method, payload=payload, edit_of=None)
