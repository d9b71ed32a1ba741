"""Setting the scene: people, chats, faults, the delivery programme."""

from typing import Any

from aiohttp import web

from sandbox.chats import Chat, Topic
from sandbox.errors import ControlError
from sandbox.people import Person
from sandbox.updates import Delivery
from sandbox.world import World

Wanted = dict[str, Any]


def add_person(world: World, _request: web.Request, wanted: Wanted) -> Any:
    person = world.people.add(wanted)
    world.changes.touch(person.id)
    return person.view()


def add_crowd(world: World, _request: web.Request, wanted: Wanted) -> Any:
    """`count` people with ids in a row, who may all be written to."""
    count, first_id = int(wanted["count"]), int(wanted.get("first_id", 800_000_001))
    if not 1 <= count <= 1_000_000:
        raise ControlError("a crowd has 1 to 1000000 people")
    world.people.add_crowd(count, first_id)
    world.changes.touch()
    return {"first_id": first_id, "last_id": first_id + count - 1}


def change_person(world: World, request: web.Request, wanted: Wanted) -> Any:
    person = world.people.get(int(request.match_info["person_id"]))
    person.change(wanted)
    world.changes.touch(person.id)
    return person.view()


def _actor(world: World, chat: Chat) -> Person:
    """Who adds or removes the bot: the first member."""
    if not chat.members:
        raise ControlError("a chat needs a member who acts in it")
    return world.people.get(chat.members[0])


def add_chat(world: World, _request: web.Request, wanted: Wanted) -> Any:
    members = [world.people.get(int(person_id)).id for person_id in wanted.get("members", [])]
    forum = bool(wanted.get("is_forum"))
    kind = wanted.get("type") or ("supergroup" if forum else "group")
    chat = world.chats.add(str(wanted.get("title", "")), kind, members, forum)
    world.changes.touch(chat.id)
    update_id = world.membership(chat, _actor(world, chat), "left", "administrator") if members else None
    return {**chat.view(), "update_ids": [update_id] if update_id is not None else []}


def _chat(world: World, request: web.Request) -> Chat:
    return world.chats.get(int(request.match_info["chat_id"]))


def migrate(world: World, request: web.Request, _wanted: Wanted) -> Any:
    """A small group becomes a supergroup with a new id; both chats say so."""
    old = _chat(world, request)
    if old.type != "group" or old.migrated_to is not None:
        raise ControlError("only a small group can be upgraded, once")
    new = world.chats.add(old.title, "supergroup", old.members, is_forum=False)
    new.bot_status = old.bot_status
    actor = _actor(world, old)
    farewell = world.post(old, actor, {"migrate_to_chat_id": new.id})
    old.migrated_to = new.id
    welcome = world.post(new, actor, {"migrate_from_chat_id": old.id})
    ids = [world.announce(farewell), world.announce(welcome)]
    return {"id": new.id, "chat": new.view(), "update_ids": [i for i in ids if i is not None]}


def kick(world: World, request: web.Request, _wanted: Wanted) -> Any:
    chat = _chat(world, request)
    was, chat.bot_status = chat.bot_status, "kicked"
    world.changes.touch(chat.id)
    return {"update_ids": [world.membership(chat, _actor(world, chat), was, "kicked")]}


def add_topic(world: World, request: web.Request, wanted: Wanted) -> Any:
    """A forum topic made by a person."""
    chat = _chat(world, request)
    name = str(wanted.get("name", "")).strip()
    if not chat.is_forum or not name:
        raise ControlError("a topic needs a forum and a name")
    created = {"forum_topic_created": {"name": name, "icon_color": 0x6FB9F0}}
    message = world.post(chat, _actor(world, chat), created)
    message.data.update(message_thread_id=message.id, is_topic_message=True)
    topic = chat.topics[message.id] = Topic(message.id, name)
    return {**topic.view(), "update_ids": [world.announce(message)]}


def add_fault(world: World, _request: web.Request, wanted: Wanted) -> Any:
    return {"id": world.faults.add(wanted)}


def list_faults(world: World, _request: web.Request, _wanted: Wanted) -> Any:
    return {"faults": world.faults.view()}


def remove_faults(world: World, request: web.Request, _wanted: Wanted) -> Any:
    fault_id = request.match_info.get("fault_id")
    world.faults.remove(int(fault_id) if fault_id else None)
    return {"ok": True}


def set_limits(world: World, _request: web.Request, wanted: Wanted) -> Any:
    """Turns this world's sending limits on or off, whatever the server was started with."""
    world.limits.strict = bool(wanted["strict"])
    return world.limits.view()


def set_delivery(world: World, _request: web.Request, wanted: Wanted) -> Any:
    """Applies to updates made from now on."""
    low, high = wanted.get("copies", [1, 1])
    if not 1 <= low <= high <= 100:
        raise ControlError("copies is a pair like [1, 5]")
    world.updates.delivery = Delivery(
        low,
        high,
        concurrent=bool(wanted.get("concurrent", True)),
        redeliver_acked=float(wanted.get("redeliver_acked", 0.0)),
        shuffle=bool(wanted.get("shuffle", False)),
    )
    return {"ok": True}


def revoke(world: World, _request: web.Request, _wanted: Wanted) -> Any:
    world.revoked = True
    world.updates.abort_poll("terminated by a revoked token")
    return {"ok": True}
