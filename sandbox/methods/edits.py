"""Changing and deleting messages that are already in a chat."""

from typing import Any

from sandbox.calls import Call
from sandbox.chats import Chat
from sandbox.errors import ApiError, bad
from sandbox.keyboards import read_inline_markup
from sandbox.messages import Message
from sandbox.methods.sending import caption, formatted, refused_text, writable_chat
from sandbox.methods.text import text_content
from sandbox.registry import method

TARGET = "business_connection_id chat_id message_id inline_message_id reply_markup "
DELETABLE_FOR = 48 * 3600.0  # seconds of the sandbox clock
_NOT_MODIFIED = (
    "message is not modified: specified new message content and reply markup are exactly the same as a current "
    "content and reply markup of the message"
)


def editable(call: Call) -> tuple[Chat, Message]:
    """The bot's own message to edit. Raises 400 or 403."""
    if call.has("inline_message_id"):
        raise bad("MESSAGE_ID_INVALID")
    chat = writable_chat(call)
    message_id = call.identifier("message_id", "message identifier is not specified")
    message = chat.live(message_id)
    if message is None:
        raise bad("message to edit not found")
    if not message.from_bot or message.fixed:
        raise bad("message can't be edited")
    return chat, message


def apply_edit(call: Call, chat: Chat, message: Message, content: dict[str, Any], drop: set[str]) -> dict[str, Any]:
    """Replaces the fields in `drop` and the keyboard by `content`; refuses an edit that changes nothing."""
    before = message.data
    after = {name: value for name, value in before.items() if name not in drop and name != "reply_markup"}
    after.update(content)
    markup = read_inline_markup(call, chat)
    if markup is not None:
        after["reply_markup"] = markup
    if _without_date(after) == _without_date(before):
        raise bad(_NOT_MODIFIED)
    call.world.limits.spend(chat, edit=True)
    after["edit_date"] = int(call.world.clock.now())
    message.data = after
    message.edited = True
    call.world.touched(chat, message)
    return after


def _without_date(data: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in data.items() if name != "edit_date"}


@method(
    "editMessageText",
    TARGET + "text parse_mode entities link_preview_options disable_web_page_preview",
    counted="edit",
)
def edit_message_text(call: Call) -> dict[str, Any]:
    chat, message = editable(call)
    text, entities = formatted(call, "text", "entities")
    if wrong := refused_text(text):
        raise wrong
    if "text" not in message.data:
        raise bad("there is no text in the message to edit")
    dropped = {"text", "entities", "link_preview_options"}
    return apply_edit(call, chat, message, text_content(call, text, entities), dropped)


@method(
    "editMessageCaption",
    TARGET + "caption parse_mode caption_entities show_caption_above_media",
    counted="edit",
)
def edit_message_caption(call: Call) -> dict[str, Any]:
    chat, message = editable(call)
    if not {"photo", "document", "video", "audio", "voice", "animation"} & message.data.keys():
        raise bad("there is no caption in the message to edit")
    return apply_edit(call, chat, message, caption(call), {"caption", "caption_entities", "show_caption_above_media"})


@method("editMessageReplyMarkup", TARGET, counted="edit")
def edit_message_reply_markup(call: Call) -> dict[str, Any]:
    chat, message = editable(call)
    return apply_edit(call, chat, message, {}, set())


@method("deleteMessage", "chat_id message_id")
def delete_message(call: Call) -> bool:
    chat = writable_chat(call)
    message_id = call.identifier("message_id", "message identifier is not specified")
    if refusal := _deletion_refused(call, chat, chat.live(message_id)):
        raise refusal
    _delete(call, chat, message_id)
    return True


@method("deleteMessages", "chat_id message_ids")
def delete_messages(call: Call) -> bool:
    """Telegram skips what it cannot delete here, and still says true."""
    chat = writable_chat(call)
    for message_id in call.identifiers("message_ids"):
        if _deletion_refused(call, chat, chat.live(message_id)) is None:
            _delete(call, chat, message_id)
    return True


def _deletion_refused(call: Call, chat: Chat, message: Message | None) -> ApiError | None:
    if message is None:
        return bad("message to delete not found")
    too_old = call.world.clock.now() - message.at > DELETABLE_FOR
    ours_as_admin = chat.is_group and chat.bot_status == "administrator"
    if (too_old and not ours_as_admin) or (chat.is_group and not message.from_bot and not ours_as_admin):
        return bad("message can't be deleted for everyone")
    return None


def _delete(call: Call, chat: Chat, message_id: int) -> None:
    chat.messages[message_id].deleted = True
    if message_id in chat.pinned:
        chat.pinned.remove(message_id)
    call.world.changes.touch(chat.id)
