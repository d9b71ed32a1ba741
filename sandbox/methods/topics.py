"""Forum topics of a supergroup."""

from typing import Any

from sandbox.calls import Call
from sandbox.chats import Chat, Topic
from sandbox.errors import bad
from sandbox.methods.sending import writable_chat
from sandbox.registry import method

_COLORS = (0x6FB9F0, 0xFFD67E, 0xCB86DB, 0x8EEE98, 0xFF93B2, 0xFB6F5F)


def _forum(call: Call) -> Chat:
    chat = writable_chat(call)
    if not chat.is_forum:
        raise bad("the chat is not a forum")
    if chat.bot_status != "administrator":
        raise bad("not enough rights to manage topics")
    return chat


def _topic(call: Call) -> tuple[Chat, Topic]:
    chat = _forum(call)
    topic = chat.topics.get(call.integer("message_thread_id"))
    if topic is None:
        raise bad("TOPIC_ID_INVALID")
    return chat, topic


def _name(call: Call) -> str:
    name = call.text("name").strip()
    if not name:
        raise bad("topic name is empty")
    if len(name) > 128:
        raise bad("topic name is too long")
    return name


def _service(call: Call, chat: Chat, topic: Topic, content: dict[str, Any]) -> None:
    call.world.post(chat, None, {"message_thread_id": topic.id, "is_topic_message": True, **content})


@method("createForumTopic", "chat_id name icon_color icon_custom_emoji_id")
def create_forum_topic(call: Call) -> dict[str, Any]:
    chat, name = _forum(call), _name(call)
    color = call.integer("icon_color", _COLORS[0])
    if color not in _COLORS:
        raise bad("invalid forum topic icon color specified")
    message = call.world.post(chat, None, {"forum_topic_created": {"name": name, "icon_color": color}})
    message.data.update(message_thread_id=message.id, is_topic_message=True)
    chat.topics[message.id] = Topic(message.id, name, color)
    return {"message_thread_id": message.id, "name": name, "icon_color": color}


@method("editForumTopic", "chat_id message_thread_id name icon_custom_emoji_id")
def edit_forum_topic(call: Call) -> bool:
    chat, topic = _topic(call)
    icon = call.params.get("icon_custom_emoji_id")
    name = _name(call) if call.has("name") else topic.name
    if name == topic.name and (icon is None or icon == topic.icon_custom_emoji_id):
        raise bad("TOPIC_NOT_MODIFIED")
    topic.name, topic.icon_custom_emoji_id = name, icon if icon is not None else topic.icon_custom_emoji_id
    _service(call, chat, topic, {"forum_topic_edited": {"name": name}})
    return True


def _set_closed(call: Call, closed: bool) -> bool:
    chat, topic = _topic(call)
    if topic.closed == closed:
        raise bad("TOPIC_NOT_MODIFIED")
    topic.closed = closed
    _service(call, chat, topic, {"forum_topic_closed" if closed else "forum_topic_reopened": {}})
    return True


@method("closeForumTopic", "chat_id message_thread_id")
def close_forum_topic(call: Call) -> bool:
    return _set_closed(call, closed=True)


@method("reopenForumTopic", "chat_id message_thread_id")
def reopen_forum_topic(call: Call) -> bool:
    return _set_closed(call, closed=False)


@method("deleteForumTopic", "chat_id message_thread_id")
def delete_forum_topic(call: Call) -> bool:
    chat, topic = _topic(call)
    del chat.topics[topic.id]
    for message in chat.messages.values():
        if message.data.get("message_thread_id") == topic.id:
            message.deleted = True
    call.world.changes.touch(chat.id)
    return True
