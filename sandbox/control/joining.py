"""People coming into groups and leaving them."""

from typing import Any

from sandbox.chats import Chat
from sandbox.control.talking import Done, Wanted, done
from sandbox.errors import ControlError
from sandbox.people import Person
from sandbox.world import World


def join(world: World, person: Person, wanted: Wanted) -> Done:
    """By `chat_id` (somebody added them) or by an invite `link`, which must be valid at this moment."""
    chat, link = (
        _by_link(world, str(wanted["link"])) if wanted.get("link") else (world.chats.get(wanted["chat_id"]), None)
    )
    if chat.is_private or person.id in chat.members:
        raise ControlError("nothing to join")
    chat.members.append(person.id)
    message = world.post(chat, person, {"new_chat_members": [person.user()], "new_chat_member": person.user()})
    member = _member_update(world, chat, person, ("left", "member"), link)
    return done(world, message, world.announce(message), member)


def leave(world: World, person: Person, wanted: Wanted) -> Done:
    chat = world.chats.get(wanted["chat_id"])
    if person.id not in chat.members:
        raise ControlError(f"person {person.id} is not in chat {chat.id}")
    chat.members.remove(person.id)
    message = world.post(chat, person, {"left_chat_member": person.user()})
    return done(world, message, world.announce(message), _member_update(world, chat, person, ("member", "left")))


def _by_link(world: World, address: str) -> tuple[Chat, dict[str, Any]]:
    for chat in world.chats.all():
        for link in chat.invite_links:
            if link["invite_link"] == address:
                _refuse_dead_link(world, chat, link)
                chat.link_uses[address] = chat.link_uses.get(address, 0) + 1
                return chat, link
    raise ControlError("no such invite link", 404)


def _refuse_dead_link(world: World, chat: Chat, link: dict[str, Any]) -> None:
    spent = chat.link_uses.get(link["invite_link"], 0) >= link.get("member_limit", float("inf"))
    if link["is_revoked"] or spent or link.get("expire_date", float("inf")) < world.clock.now():
        raise ControlError("the invite link has expired", 409)


def _member_update(
    world: World, chat: Chat, person: Person, change: tuple[str, str], link: dict[str, Any] | None = None
) -> int | None:
    payload: dict[str, Any] = {
        "chat": chat.brief(),
        "from": person.user(),
        "date": int(world.clock.now()),
        "old_chat_member": {"user": person.user(), "status": change[0]},
        "new_chat_member": {"user": person.user(), "status": change[1]},
    }
    if link is not None:
        payload["invite_link"] = dict(link)
    return world.updates.add("chat_member", payload, chat.id)
