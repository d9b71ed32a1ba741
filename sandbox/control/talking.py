"""What people do with words and buttons, and the updates Telegram makes of it."""

from typing import Any

from sandbox.chats import Chat
from sandbox.entities import cleaned, detected, trimmed, utf16_length
from sandbox.errors import ControlError
from sandbox.messages import Message
from sandbox.people import Person
from sandbox.world import World

Wanted = dict[str, Any]
Done = dict[str, Any]


def chat_of(world: World, person: Person, wanted: Wanted) -> Chat:
    """The chat a person acts in: a group they belong to, or their private chat."""
    chat_id = wanted.get("chat_id")
    if chat_id is None or chat_id == person.id:
        return world.chats.private(person)
    chat = world.chats.get(chat_id)
    if chat.is_private:
        raise ControlError("a person cannot act in another person's private chat", 403)
    if person.id not in chat.members:
        raise ControlError(f"person {person.id} is not in chat {chat_id}", 403)
    return chat


def open_private(world: World, person: Person) -> list[int]:
    """Writing to the bot allows it to write back, and lifts a block first; the ids of the updates this makes."""
    person.started = True
    if not person.blocked:
        return []
    made: list[int] = unblock(world, person, {})["update_ids"]
    return made


def done(world: World, message: Message | None, *update_ids: int | None) -> Done:
    """What a deed led to; `change` is the world's counter right after it, before the bot could do anything."""
    answer: Done = {"update_ids": [update_id for update_id in update_ids if update_id is not None]}
    answer["change"] = world.changes.count
    if message is not None:
        answer["message"] = message.view()
    return answer


def place(world: World, person: Person, wanted: Wanted, content: dict[str, Any]) -> Done:
    """A new message of a person, with its thread and its reply."""
    chat = chat_of(world, person, wanted)
    before = open_private(world, person) if chat.is_private else []
    thread_id = wanted.get("thread_id")
    if thread_id:
        if thread_id not in chat.topics:
            raise ControlError(f"no topic {thread_id} in chat {chat.id}", 404)
        content = {"message_thread_id": thread_id, "is_topic_message": True, **content}
    if wanted.get("reply_to"):
        origin = chat.live(wanted["reply_to"])
        if origin is None:
            raise ControlError(f"no message {wanted['reply_to']} to reply to", 404)
        content = {"reply_to_message": origin.as_reply(), **content}
    message = world.post(chat, person, content)
    heard = chat.is_private or chat.bot_status in ("administrator", "member")
    return done(world, message, *before, world.announce(message) if heard else None)


def start(world: World, person: Person, wanted: Wanted) -> Done:
    payload = str(wanted.get("payload") or "")
    return place(world, person, {}, written(f"/start {payload}" if payload else "/start"))


def written(text: str, entities: list[dict[str, Any]] | None = None) -> dict[str, Any]:
    text, kept = trimmed(cleaned(text), entities or [])
    found = detected(text, kept)
    return {"text": text, "entities": found} if found else {"text": text}


def say(world: World, person: Person, wanted: Wanted) -> Done:
    """Telegram's apps split what is longer than 4096 into several messages; here one message is one message."""
    text = str(wanted.get("text", ""))
    if not text.strip() or utf16_length(text) > 4096:
        raise ControlError("a message has 1 to 4096 characters")
    return place(world, person, wanted, written(text, wanted.get("entities")))


def edit(world: World, person: Person, wanted: Wanted) -> Done:
    chat = chat_of(world, person, wanted)
    message = chat.live(int(wanted["message_id"]))
    if message is None or message.data.get("from", {}).get("id") != person.id:
        raise ControlError("a person edits only messages of their own", 404)
    name = "text" if "text" in message.data else "caption"
    content = written(str(wanted.get("text", "")))
    changed = {k: v for k, v in message.data.items() if k not in (name, "entities", "caption_entities")}
    changed[name] = content["text"]
    if "entities" in content:
        changed["entities" if name == "text" else "caption_entities"] = content["entities"]
    changed["edit_date"] = int(world.clock.now())
    message.data, message.edited = changed, True
    world.touched(chat, message)
    return done(world, message, world.announce(message, "edited_message"))


def tap(world: World, person: Person, wanted: Wanted) -> Done:
    """Presses a button by its caption, or sends any data as a changed client could."""
    chat = chat_of(world, person, wanted)
    message_id = int(wanted["message_id"])
    message = chat.live(message_id)
    data = wanted.get("data")
    if data is None:
        button = _button(message, str(wanted.get("text", "")))
        if "callback_data" not in button:
            return {"callback_query_id": None, "button": button, **done(world, None)}
        data = button["callback_data"]
    callback_id = str(world.dice.randrange(10**17, 10**18))
    world.callbacks.press(callback_id, person.id)
    inaccessible = {"chat": chat.brief(), "message_id": message_id, "date": 0}
    query = {
        "id": callback_id,
        "from": person.user(),
        "message": message.snapshot() if message is not None else inaccessible,
        "chat_instance": str(abs(hash((world.bot_id, chat.id)))),
        "data": data,
    }
    return {"callback_query_id": callback_id, **done(world, None, world.updates.add("callback_query", query, chat.id))}


def _button(message: Message | None, caption: str) -> dict[str, Any]:
    if message is None:
        raise ControlError("no such message to press a button of", 404)
    rows = message.data.get("reply_markup", {}).get("inline_keyboard", [])
    buttons = [button for row in rows for button in row]
    pressed: dict[str, Any] | None = next((b for b in buttons if b["text"] == caption), None)
    if pressed is not None:
        return pressed
    captions = ", ".join(repr(button["text"]) for button in buttons) or "none"
    raise ControlError(f"no button {caption!r} on message {message.id}; there are: {captions}", 404)


def block(world: World, person: Person, _wanted: Wanted) -> Done:
    if person.blocked:
        return done(world, None)
    person.blocked = True
    chat = world.chats.private(person)
    world.changes.touch(chat.id)
    return done(world, None, world.membership(chat, person, "member", "kicked"))


def unblock(world: World, person: Person, _wanted: Wanted) -> Done:
    if not person.blocked:
        return done(world, None)
    person.blocked = False
    chat = world.chats.private(person)
    world.changes.touch(chat.id)
    return done(world, None, world.membership(chat, person, "kicked", "member"))


def share_contact(world: World, person: Person, wanted: Wanted) -> Done:
    """One's own number as the request_contact button sends it, or another person's card."""
    of = world.people.get(int(wanted["of"])) if wanted.get("of") else person
    return place(world, person, wanted, {"contact": of.contact()})


def raw(world: World, _person: Person, wanted: Wanted) -> Done:
    body = wanted.get("update")
    if not isinstance(body, dict):
        raise ControlError("raw needs an update object")
    inner = next((value for name, value in body.items() if name != "update_id"), None)
    chat = inner.get("chat") if isinstance(inner, dict) else None
    chat_id = chat.get("id") if isinstance(chat, dict) else None
    return done(world, None, world.updates.add_body(body, chat_id if isinstance(chat_id, int) else None))


def inline(world: World, person: Person, wanted: Wanted) -> Done:
    query_id = str(world.dice.randrange(10**17, 10**18))
    query = {
        "id": query_id,
        "from": person.user(),
        "query": str(wanted.get("query", "")),
        "offset": "",
        "chat_type": "sender",
    }
    world.callbacks.press(query_id, person.id)
    return {"inline_query_id": query_id, **done(world, None, world.updates.add("inline_query", query, None))}
