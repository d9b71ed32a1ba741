"""Reply markup: what Telegram accepts, what it refuses and with which words."""

from typing import Any

from sandbox.calls import Call
from sandbox.chats import Chat
from sandbox.entities.links import checked_url
from sandbox.errors import ApiError, bad

_INLINE_ACTIONS = (
    "callback_data url web_app login_url switch_inline_query switch_inline_query_current_chat "
    "switch_inline_query_chosen_chat copy_text callback_game pay"
)
_STYLES = (None, "danger", "success", "primary")
_MOST_BUTTONS = 100
_MOST_IN_ROW = 8


def read_markup(call: Call, chat: Chat, invoice: bool = False) -> dict[str, Any] | None:
    """The checked reply_markup of a new message, None without one. Raises 400."""
    markup: dict[str, Any] | None = call.json("reply_markup", dict, "reply keyboard markup")
    if not markup:
        return None
    if "inline_keyboard" in markup:
        return _inline(markup, chat, invoice)
    if "keyboard" in markup:
        return _reply_keyboard(markup, chat)
    if "remove_keyboard" in markup or "force_reply" in markup:
        return markup
    raise bad("object expected as reply markup")


def read_inline_markup(call: Call, chat: Chat) -> dict[str, Any] | None:
    """For edits: only an inline keyboard will do. Raises 400."""
    markup = call.json("reply_markup", dict, "inline keyboard markup")
    if not markup:
        return None
    if "inline_keyboard" not in markup:
        raise bad("inline keyboard expected")
    return _inline(markup, chat, invoice=False)


def _rows(rows: Any, what: str) -> list[list[Any]]:
    if not isinstance(rows, list) or not all(isinstance(row, list) for row in rows):
        raise bad(f"can't parse {what}: expected an Array of Arrays")
    filled: list[list[Any]] = [row for row in rows if row]
    if sum(len(row) for row in filled) > _MOST_BUTTONS:
        raise bad("reply markup is too long")
    if any(len(row) > _MOST_IN_ROW for row in filled):
        raise bad("BUTTON_ROW_TOO_LONG")
    return filled


def _inline(markup: dict[str, Any], chat: Chat, invoice: bool) -> dict[str, Any] | None:
    rows = _rows(markup["inline_keyboard"], "inline keyboard markup")
    for row in rows:
        for button in row:
            _inline_button(button, chat, invoice)
    return {"inline_keyboard": rows} if rows else None


def _inline_button(button: Any, chat: Chat, invoice: bool) -> None:
    prefix = "can't parse inline keyboard button"
    if not isinstance(button, dict):
        raise bad(f"{prefix}: expected an Object")
    text = button.get("text")
    if not isinstance(text, str):
        raise bad(f'{prefix}: Field "text" must be of type String')
    if not text.strip():
        raise bad("inline keyboard button text must be non-empty")
    _utf8(text)
    if button.get("style") not in _STYLES:
        raise bad("invalid button style specified")
    actions = [name for name in _INLINE_ACTIONS.split() if button.get(name) not in (None, False)]
    if not actions:
        raise bad(f"{prefix}: Text buttons are unallowed in the inline keyboard")
    if len(actions) > 1:
        raise bad(f"{prefix}: exactly one optional field must be used")
    _action(button, actions[0], chat, invoice)


def _action(button: dict[str, Any], action: str, chat: Chat, invoice: bool) -> None:
    value = button[action]
    if action == "callback_data":
        if not isinstance(value, str):
            raise bad('can\'t parse inline keyboard button: Field "callback_data" must be of type String')
        if not 1 <= len(_utf8(value)) <= 64:
            raise bad("BUTTON_DATA_INVALID")
    elif action == "url" and not (isinstance(value, str) and checked_url(value)):
        raise bad(f"inline keyboard button URL '{value}' is invalid: Wrong HTTP URL")
    elif (action == "pay" and not invoice) or (action == "web_app" and not chat.is_private):
        raise bad("BUTTON_TYPE_INVALID")
    elif action == "copy_text" and not (isinstance(value, dict) and 1 <= len(value.get("text") or "") <= 256):
        raise bad("BUTTON_COPY_TEXT_INVALID")


def _reply_keyboard(markup: dict[str, Any], chat: Chat) -> dict[str, Any]:
    rows = _rows(markup["keyboard"], "reply keyboard markup")
    if not rows:
        raise bad("reply keyboard must have at least one button")
    if len(markup.get("input_field_placeholder") or "") > 64:
        raise bad("input field placeholder is too long")
    buttons = [[{"text": b} if isinstance(b, str) else b for b in row] for row in rows]
    for row in buttons:
        for button in row:
            _keyboard_button(button, chat)
    return {**markup, "keyboard": buttons}


def _keyboard_button(button: Any, chat: Chat) -> None:
    if not isinstance(button, dict) or not isinstance(button.get("text"), str):
        raise bad('can\'t parse keyboard button: Field "text" must be of type String')
    if not button["text"].strip():
        raise bad("keyboard button text must be non-empty")
    _utf8(button["text"])
    for field, words in (
        ("request_contact", "phone number can be requested in private chats only"),
        ("request_location", "location can be requested in private chats only"),
        ("web_app", "web App buttons can be used in private chats only"),
    ):
        if button.get(field) and not chat.is_private:
            raise bad(words)


def _utf8(text: str) -> bytes:
    try:
        return text.encode()
    except UnicodeEncodeError:
        raise ApiError(400, "Bad Request: strings must be encoded in UTF-8") from None
