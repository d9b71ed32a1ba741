"""Chats and their members, invite links."""

import secrets
from typing import Any

from sandbox.calls import Call
from sandbox.chats import Chat
from sandbox.errors import bad
from sandbox.methods.sending import writable_chat
from sandbox.registry import method


@method("getChat", "chat_id")
def get_chat(call: Call) -> dict[str, Any]:
    chat = writable_chat(call) if _is_group(call) else call.chat()
    full = {**chat.brief(), "accent_color_id": abs(chat.id) % 7, "max_reaction_count": 11}
    full["accepted_gift_types"] = dict.fromkeys(
        ("unlimited_gifts", "limited_gifts", "unique_gifts", "premium_subscription", "gifts_from_channels"), False
    )
    if chat.is_group:
        full["permissions"] = {"can_send_messages": True}
    pinned = chat.live(chat.pinned[-1]) if chat.pinned else None
    if pinned is not None:
        full["pinned_message"] = pinned.as_reply()
    return full


def _is_group(call: Call) -> bool:
    return call.chat().is_group


def _group(call: Call) -> Chat:
    chat = writable_chat(call)
    if chat.is_private:
        raise bad("there are no administrators in the private chat")
    return chat


def member_view(call: Call, chat: Chat, user_id: int) -> dict[str, Any]:
    """One person's standing in a chat; the first member owns a group."""
    if user_id == call.world.bot_id:
        return call.world.bot_member("member" if chat.is_private else chat.bot_status)
    person = call.world.people.find(user_id)
    if person is None:
        raise bad("user not found")
    member: dict[str, Any] = {"user": person.user()}
    if chat.is_private:
        return {**member, "status": "member" if chat.id == user_id else "left"}
    if user_id not in chat.members:
        return {**member, "status": "left"}
    if chat.members[0] == user_id:
        return {**member, "status": "creator", "is_anonymous": False}
    return {**member, "status": "member"}


@method("getChatMember", "chat_id user_id")
def get_chat_member(call: Call) -> dict[str, Any]:
    return member_view(call, writable_chat(call), call.identifier("user_id", "invalid user_id specified"))


@method("getChatAdministrators", "chat_id return_bots")
def get_chat_administrators(call: Call) -> list[dict[str, Any]]:
    chat = _group(call)
    members = [member_view(call, chat, user_id) for user_id in [*chat.members, call.world.bot_id]]
    return [member for member in members if member["status"] in ("creator", "administrator")]


@method("getChatMemberCount", "chat_id")
def get_chat_member_count(call: Call) -> int:
    chat = writable_chat(call)
    return 2 if chat.is_private else len(chat.members) + 1


@method("leaveChat", "chat_id")
def leave_chat(call: Call) -> bool:
    chat = writable_chat(call)
    if chat.is_private:
        raise bad("chat member status can't be changed in private chats")
    chat.bot_status = "left"
    call.world.changes.touch(chat.id)
    return True


def _link_fields(call: Call) -> dict[str, Any]:
    if len(call.text("name")) > 32:
        raise bad("invite link name is too long")
    fields: dict[str, Any] = {"creates_join_request": call.flag("creates_join_request")}
    for name in ("expire_date", "member_limit"):
        if call.integer(name):
            fields[name] = call.integer(name)
    if fields["creates_join_request"] and "member_limit" in fields:
        raise bad("member limit can't be specified for links requiring administrator approval")
    if call.text("name"):
        fields["name"] = call.text("name")
    return fields


def _new_link(call: Call, primary: bool) -> dict[str, Any]:
    chat = _group(call)
    link = {
        "invite_link": f"https://t.me/+{secrets.token_urlsafe(12)}",
        "creator": call.world.profile.user(),
        "is_primary": primary,
        "is_revoked": False,
        **_link_fields(call),
    }
    chat.invite_links.append(link)
    return link


@method("createChatInviteLink", "chat_id name expire_date member_limit creates_join_request")
def create_chat_invite_link(call: Call) -> dict[str, Any]:
    return _new_link(call, primary=False)


@method("exportChatInviteLink", "chat_id")
def export_chat_invite_link(call: Call) -> str:
    return str(_new_link(call, primary=True)["invite_link"])


def _existing_link(call: Call) -> dict[str, Any]:
    wanted = call.text("invite_link")
    link: dict[str, Any] | None = next((x for x in _group(call).invite_links if x["invite_link"] == wanted), None)
    if link is None:
        raise bad("INVITE_HASH_EXPIRED")
    return link


@method("editChatInviteLink", "chat_id invite_link name expire_date member_limit creates_join_request")
def edit_chat_invite_link(call: Call) -> dict[str, Any]:
    link = _existing_link(call)
    link.update(_link_fields(call))
    return link


@method("revokeChatInviteLink", "chat_id invite_link")
def revoke_chat_invite_link(call: Call) -> dict[str, Any]:
    link = _existing_link(call)
    link["is_revoked"] = True
    return link
