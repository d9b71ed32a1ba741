"""From a row to the Bot API call it stands for."""

from dataclasses import replace
from typing import Any

from bot.sending.ports import Renderer
from sales.outgoing import Lane, Outgoing

_TEXT_METHODS = ("sendMessage", "editMessageText")
_CAPTION_METHODS = frozenset(
    ("sendPhoto", "sendDocument", "sendVideo", "sendAnimation", "sendAudio", "sendVoice", "editMessageCaption")
)
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
    """Method and JSON body; `target` is the message_id that `edit_of` names. Raises what the renderer raises."""
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
    if method in _TEXT_METHODS:
        body.setdefault("link_preview_options", _NO_PREVIEW)
    if is_paid and method.startswith(("send", "copy")):
        body.setdefault("allow_paid_broadcast", True)
    return method, body


def as_new_message(row: Outgoing) -> Outgoing | None:
    """The answer said anew when the message it would have changed is gone; None when nobody waits for it."""
    if row.lane is not Lane.ANSWER or row.payload is None or row.edit_of is not None or row.method != "editMessageText":
        return None
    payload = {key: value for key, value in row.payload.items() if key not in ("message_id", "inline_message_id")}
    return replace(row, method="sendMessage", payload=payload)


def take_files(body: dict[str, Any]) -> dict[str, tuple[str, bytes]] | None:
    """Files whose content is in the row itself, taken out of the body: {"document": {"file_name": …, "text": …}}."""
    documents = {k: v for k, v in body.items() if isinstance(v, dict) and v.keys() == {"file_name", "text"}}
    for name in documents:
        del body[name]
    return {name: (v["file_name"], v["text"].encode()) for name, v in documents.items()} or None
