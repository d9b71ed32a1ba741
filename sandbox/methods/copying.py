"""Copies and forwards, pins and reactions: messages used again."""

from itertools import pairwise
from typing import Any

from sandbox.calls import Call
from sandbox.chats import Chat
from sandbox.errors import bad
from sandbox.messages import Message
from sandbox.methods.sending import OPTIONS, caption, deliver, deliver_all, writable_chat
from sandbox.reactions import EMOJI
from sandbox.registry import method

_CARRIED = (
    "text entities link_preview_options caption caption_entities show_caption_above_media photo document video audio "
    "voice animation video_note sticker location contact dice poll has_media_spoiler"
)
_SOURCE = "from_chat_id message_id video_start_timestamp "
_FORWARD = "chat_id message_thread_id direct_messages_topic_id disable_notification protect_content message_effect_id "
_MANY = (
    "chat_id message_thread_id direct_messages_topic_id from_chat_id message_ids disable_notification protect_content "
)


def _carried(message: Message) -> dict[str, Any]:
    return {name: message.data[name] for name in _CARRIED.split() if name in message.data}


def _source(call: Call, verb: str) -> Message:
    origin = call.chat("from_chat_id")
    message = origin.live(call.identifier("message_id", "message identifier is not specified"))
    if message is None:
        raise bad(f"message to {verb} not found")
    if not _carried(message) or message.data.get("has_protected_content"):
        raise bad(f"message can't be {'copied' if verb == 'copy' else 'forwarded'}")
    return message


def _sources(call: Call) -> list[Message]:
    origin = call.chat("from_chat_id")
    wanted = call.identifiers("message_ids")
    if any(b <= a for a, b in pairwise(wanted)):
        raise bad("message identifiers must be in a strictly increasing order")
    found = [message for message_id in wanted if (message := origin.live(message_id)) and _carried(message)]
    if not found:
        raise bad("there are no messages to forward")
    return found


def _forwarded(message: Message) -> dict[str, Any]:
    data = message.data
    if "forward_origin" in data:
        return {**_carried(message), "forward_origin": data["forward_origin"]}
    if "from" not in data:
        origin = {"type": "channel", "chat": data["chat"], "message_id": message.id, "date": data["date"]}
    else:
        origin = {"type": "user", "sender_user": data["from"], "date": data["date"]}
    return {**_carried(message), "forward_origin": origin}


@method("forwardMessage", _FORWARD + _SOURCE, counted="send")
def forward_message(call: Call) -> dict[str, Any]:
    writable_chat(call)
    return deliver(call, _forwarded(_source(call, "forward"))).data


@method("forwardMessages", _MANY, counted="send")
def forward_messages(call: Call) -> list[dict[str, int]]:
    writable_chat(call)
    sent = deliver_all(call, [_forwarded(message) for message in _sources(call)])
    return [{"message_id": message.id} for message in sent]


@method(
    "copyMessage",
    OPTIONS + _SOURCE + "caption parse_mode caption_entities show_caption_above_media",
    counted="send",
)
def copy_message(call: Call) -> dict[str, int]:
    writable_chat(call)
    content = _carried(_source(call, "copy"))
    if "caption" in call.params and "text" not in content:
        content = {k: v for k, v in content.items() if k not in ("caption", "caption_entities")} | caption(call)
    return {"message_id": deliver(call, content).id}


@method("copyMessages", _MANY + "remove_caption", counted="send")
def copy_messages(call: Call) -> list[dict[str, int]]:
    writable_chat(call)
    contents = [_carried(message) for message in _sources(call)]
    if call.flag("remove_caption"):
        contents = [{k: v for k, v in c.items() if k not in ("caption", "caption_entities")} for c in contents]
    return [{"message_id": message.id} for message in deliver_all(call, contents)]


@method("pinChatMessage", "business_connection_id chat_id message_id disable_notification")
def pin_chat_message(call: Call) -> bool:
    chat = writable_chat(call)
    message = chat.live(call.identifier("message_id", "message identifier is not specified"))
    if message is None:
        raise bad("message to pin not found")
    if message.id not in chat.pinned:
        chat.pinned.append(message.id)
        call.world.post(chat, None, {"pinned_message": message.as_reply()})
    return True


@method("unpinChatMessage", "business_connection_id chat_id message_id")
def unpin_chat_message(call: Call) -> bool:
    chat = writable_chat(call)
    message_id = call.integer("message_id") or (chat.pinned[-1] if chat.pinned else 0)
    if message_id not in chat.pinned:
        raise bad("message to unpin not found")
    chat.pinned.remove(message_id)
    call.world.changes.touch(chat.id)
    return True


@method("unpinAllChatMessages", "chat_id")
def unpin_all_chat_messages(call: Call) -> bool:
    chat = writable_chat(call)
    chat.pinned.clear()
    call.world.changes.touch(chat.id)
    return True


@method("setMessageReaction", "chat_id message_id reaction is_big")
def set_message_reaction(call: Call) -> bool:
    chat = writable_chat(call)
    message = _reacted(call, chat)
    wanted = call.json("reaction", list, "reaction types") or []
    if len(wanted) > 1:
        raise bad("REACTIONS_TOO_MANY")
    for reaction in wanted:
        known = isinstance(reaction, dict) and reaction.get("type") == "emoji" and reaction.get("emoji") in EMOJI
        if not known:
            raise bad("REACTION_INVALID")
    message.reactions[call.world.bot_id] = wanted
    call.world.touched(chat, message)
    return True


def _reacted(call: Call, chat: Chat) -> Message:
    message = chat.live(call.identifier("message_id", "message identifier is not specified"))
    if message is None:
        raise bad("message to react not found")
    return message
