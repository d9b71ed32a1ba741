"""Command menus, and what the bot says about itself."""

import re
from typing import Any

from sandbox.calls import Call
from sandbox.errors import bad
from sandbox.registry import method

_COMMAND = re.compile(r"[a-z0-9_]{1,32}")
_LANGUAGE = re.compile(r"[a-z]{2}")
_SCOPES = {
    "default": (),
    "all_private_chats": (),
    "all_group_chats": (),
    "all_chat_administrators": (),
    "chat": ("chat_id",),
    "chat_administrators": ("chat_id",),
    "chat_member": ("chat_id", "user_id"),
}


def _scope(call: Call) -> dict[str, Any]:
    scope = call.json("scope", dict, "BotCommandScope") or {"type": "default"}
    fields = _SCOPES.get(scope.get("type", ""))
    if fields is None:
        raise bad("can't parse BotCommandScope: Unsupported type specified")
    found: dict[str, Any] = {"type": scope["type"]}
    if "chat_id" in fields:
        chat = call.world.find_chat(scope.get("chat_id"))
        if chat is None:
            raise bad("chat not found")
        found["chat_id"] = chat.id
    if "user_id" in fields:
        found["user_id"] = int(scope.get("user_id") or 0)
    return found


def _language(call: Call) -> str:
    code = call.text("language_code")
    if code and not _LANGUAGE.fullmatch(code):
        raise bad("invalid language code specified")
    return code


@method("setMyCommands", "commands scope language_code")
def set_my_commands(call: Call) -> bool:
    wanted = call.json("commands", list, "commands list")
    if wanted is None:
        raise bad("can't parse commands list")
    if len(wanted) > 100:
        raise bad("BOT_COMMANDS_TOO_MUCH")
    menu = [_command(item) for item in wanted]
    call.world.commands.put(_scope(call), _language(call), menu)
    call.world.changes.touch()
    return True


def _command(item: Any) -> dict[str, str]:
    if not isinstance(item, dict):
        raise bad("can't parse BotCommand: expected an Object")
    name = str(item.get("command") or "").lstrip("/")
    words = str(item.get("description") or "")
    if not _COMMAND.fullmatch(name):
        raise bad("BOT_COMMAND_INVALID")
    if not words.strip():
        raise bad("command description must be non-empty")
    if len(words) > 256:
        raise bad("BOT_COMMAND_DESCRIPTION_INVALID")
    return {"command": name, "description": words}


@method("getMyCommands", "scope language_code")
def get_my_commands(call: Call) -> list[dict[str, str]]:
    return call.world.commands.get(_scope(call), _language(call))


@method("deleteMyCommands", "scope language_code")
def delete_my_commands(call: Call) -> bool:
    call.world.commands.drop(_scope(call), _language(call))
    call.world.changes.touch()
    return True


@method("getMe")
def get_me(call: Call) -> dict[str, Any]:
    return call.world.profile.me()


def _set_words(call: Call, name: str, words: dict[str, str], longest: int) -> bool:
    text = call.text(name)
    if len(text) > longest:
        raise bad(f"{name} is too long")
    words[_language(call)] = text
    call.world.changes.touch()
    return True


def _get_words(call: Call, words: dict[str, str]) -> str:
    return words.get(_language(call)) or words.get("", "")


@method("setMyName", "name language_code")
def set_my_name(call: Call) -> bool:
    return _set_words(call, "name", call.world.profile.names, 64)


@method("getMyName", "language_code")
def get_my_name(call: Call) -> dict[str, str]:
    return {"name": _get_words(call, call.world.profile.names) or call.world.profile.name}


@method("setMyDescription", "description language_code")
def set_my_description(call: Call) -> bool:
    return _set_words(call, "description", call.world.profile.descriptions, 512)


@method("getMyDescription", "language_code")
def get_my_description(call: Call) -> dict[str, str]:
    return {"description": _get_words(call, call.world.profile.descriptions)}


@method("setMyShortDescription", "short_description language_code")
def set_my_short_description(call: Call) -> bool:
    return _set_words(call, "short_description", call.world.profile.short_descriptions, 120)


@method("getMyShortDescription", "language_code")
def get_my_short_description(call: Call) -> dict[str, str]:
    return {"short_description": _get_words(call, call.world.profile.short_descriptions)}


@method("setChatMenuButton", "chat_id menu_button")
def set_chat_menu_button(call: Call) -> bool:
    chat_id = call.chat().id if call.has("chat_id") else None
    button = call.json("menu_button", dict, "MenuButton") or {"type": "default"}
    if button.get("type") not in ("default", "commands", "web_app"):
        raise bad("can't parse MenuButton: Unsupported type specified")
    call.world.profile.menu_buttons[chat_id] = button
    return True


@method("getChatMenuButton", "chat_id")
def get_chat_menu_button(call: Call) -> dict[str, Any]:
    chat_id = call.chat().id if call.has("chat_id") else None
    buttons = call.world.profile.menu_buttons
    return buttons.get(chat_id) or buttons.get(None) or {"type": "default"}


@method("logOut")
@method("close")
def leave_server(_call: Call) -> bool:
    return True
