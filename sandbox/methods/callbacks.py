"""Answers to presses, and the small signs of life in a chat."""

import time

from sandbox.calls import Call
from sandbox.entities import utf16_length
from sandbox.errors import bad
from sandbox.methods.sending import thread_fields, writable_chat
from sandbox.registry import method

_ACTIONS = (
    "typing upload_photo record_video upload_video record_voice upload_voice upload_document choose_sticker "
    "find_location record_video_note upload_video_note"
)
_SHOWN_FOR = 5.0  # seconds


@method("answerCallbackQuery", "callback_query_id text show_alert url cache_time")
def answer_callback_query(call: Call) -> bool:
    text = call.text("text")
    if utf16_length(text) > 200:
        raise bad("MESSAGE_TOO_LONG")
    url = call.text("url") or None
    call.world.callbacks.answer(call.text("callback_query_id"), text, call.flag("show_alert"), url)
    return True


@method("sendChatAction", "business_connection_id chat_id message_thread_id action")
def send_chat_action(call: Call) -> bool:
    chat = writable_chat(call)
    thread_fields(call, chat)
    if call.text("action") not in _ACTIONS.split():
        raise bad("wrong parameter action in request")
    chat.typing_until = time.monotonic() + _SHOWN_FOR
    call.world.changes.touch(chat.id)
    return True
