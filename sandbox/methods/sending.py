"""What all sending methods share: may the bot write there, to which topic, as a reply to what, with which keyboard."""

from typing import Any

from sandbox.calls import Call
from sandbox.chats import Chat
from sandbox.entities import (
    Entity,
    EntityError,
    cleaned,
    detected,
    given,
    parse_html,
    parse_markdown,
    parse_markdown_v2,
    trimmed,
    utf16_length,
)
from sandbox.errors import ApiError, bad, forbidden
from sandbox.keyboards import read_markup
from sandbox.messages import Message

ROUTE = (
    "business_connection_id chat_id message_thread_id direct_messages_topic_id disable_notification protect_content "
    "allow_paid_broadcast message_effect_id suggested_post_parameters reply_parameters "
    "reply_to_message_id allow_sending_without_reply "
)
OPTIONS = ROUTE + "reply_markup "
MOST_ENTITIES = 100  # Telegram drops the rest without a word
_PARSERS = {"html": parse_html, "markdown": parse_markdown, "markdownv2": parse_markdown_v2}


def writable_chat(call: Call, name: str = "chat_id") -> Chat:
    """The chat, if the bot may write there. Raises 400 or 403 as Telegram does."""
    chat = call.chat(name)
    if chat.migrated_to is not None:
        upgraded = bad("group chat was upgraded to a supergroup chat")
        upgraded.parameters = {"migrate_to_chat_id": chat.migrated_to}
        raise upgraded
    person = chat.person
    if person is not None:
        if person.deactivated:
            raise forbidden("user is deactivated")
        if person.blocked:
            raise forbidden("bot was blocked by the user")
        if not person.started:
            raise forbidden("bot can't initiate conversation with a user")
    elif chat.bot_status == "kicked":
        raise forbidden(f"bot was kicked from the {chat.type} chat")
    elif chat.bot_status == "left":
        raise forbidden(f"bot is not a member of the {chat.type} chat")
    return chat


def formatted(call: Call, name: str, entities_name: str, mode_name: str = "parse_mode") -> tuple[str, list[Entity]]:
    """Plain text and entities of a text parameter, cleaned and trimmed. Raises 400 "can't parse entities"."""
    text = cleaned(call.text(name))
    mode = call.text(mode_name).lower()
    try:
        if call.has(entities_name) and not mode:
            entities = given(call.json(entities_name, list, "entities"), text)
        elif mode in ("", "none"):
            entities = []
        elif mode in _PARSERS:
            text, entities = _PARSERS[mode](text)
        else:
            raise bad("unsupported parse_mode")
    except EntityError as wrong:
        raise bad(f"can't parse entities: {wrong}") from None
    text, entities = trimmed(text, _known_mentions(call, entities))
    return text, detected(text, entities)[:MOST_ENTITIES]


def _known_mentions(call: Call, entities: list[Entity]) -> list[Entity]:
    """Mentions by id stay only for people the bot has met, and then carry their names."""
    kept = []
    for entity in entities:
        if entity["type"] == "text_mention":
            person = call.world.people.find(int(entity.get("user", {}).get("id", 0)))
            if person is None:
                continue
            entity = {**entity, "user": person.user()}  # noqa: PLW2901
        kept.append(entity)
    return kept


def caption(call: Call) -> dict[str, Any]:
    """The caption fields of a media message. Raises 400 when longer than 1024."""
    return caption_fields(*formatted(call, "caption", "caption_entities"), above=call.flag("show_caption_above_media"))


def caption_fields(text: str, entities: list[Entity], above: bool = False) -> dict[str, Any]:
    if utf16_length(text) > 1024:
        raise bad("message caption is too long")
    fields: dict[str, Any] = {}
    if text:
        fields["caption"] = text
        if entities:
            fields["caption_entities"] = entities
    if above:
        fields["show_caption_above_media"] = True
    return fields


def thread_fields(call: Call, chat: Chat) -> dict[str, Any]:
    thread_id = call.integer("message_thread_id")
    if not thread_id or (thread_id == 1 and chat.is_forum):
        return {}
    topic = chat.topics.get(thread_id) if chat.is_forum else None
    if topic is None:
        raise bad("message thread not found")
    if topic.closed and chat.bot_status != "administrator":
        raise bad("TOPIC_CLOSED")
    return {"message_thread_id": thread_id, "is_topic_message": True}


def reply_fields(call: Call, chat: Chat) -> dict[str, Any]:
    wanted = call.json("reply_parameters", dict, "reply parameters") or {}
    message_id = wanted.get("message_id") or call.integer("reply_to_message_id")
    if not message_id:
        return {}
    origin = chat
    if wanted.get("chat_id") is not None:
        found = call.world.find_chat(wanted["chat_id"])
        if found is None:
            raise bad("chat not found")
        origin = found
    message = origin.live(int(message_id))
    if message is None:
        if wanted.get("allow_sending_without_reply") or call.flag("allow_sending_without_reply"):
            return {}
        raise bad("message to be replied not found")
    return {"reply_to_message": message.as_reply()}


def deliver(call: Call, content: dict[str, Any], invoice: bool = False) -> Message:
    """Sends one message: everything is checked, then the limits are asked, then it takes effect."""
    return deliver_all(call, [content], invoice)[0]


def deliver_all(call: Call, contents: list[dict[str, Any]], invoice: bool = False) -> list[Message]:
    chat = writable_chat(call)
    markup = read_markup(call, chat, invoice)
    common = {**thread_fields(call, chat), **reply_fields(call, chat)}
    if call.flag("protect_content"):
        common["has_protected_content"] = True
    if markup is not None and "inline_keyboard" in markup:
        common["reply_markup"] = markup
    paid = call.flag("allow_paid_broadcast")
    call.world.limits.spend(chat, edit=False, count=len(contents), paid=paid)
    effect = call.text("message_effect_id") or None
    messages = [call.world.post(chat, None, {**common, **content}, effect) for content in contents]
    if markup is not None and "inline_keyboard" not in markup:
        _show_keyboard(chat, markup, messages[-1])
    return messages


def _show_keyboard(chat: Chat, markup: dict[str, Any], message: Message) -> None:
    message.fixed = True
    if markup.get("remove_keyboard"):
        chat.keyboard = None
    elif "keyboard" in markup:
        chat.keyboard = markup


def refused_text(text: str) -> ApiError | None:
    if not text:
        return bad("message text is empty")
    return bad("message is too long") if utf16_length(text) > 4096 else None
