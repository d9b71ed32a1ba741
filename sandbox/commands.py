"""Command menus by scope and language, and which of them a person sees."""

import json
from typing import Any

from sandbox.chats import Chat
from sandbox.errors import ControlError

Menu = list[dict[str, str]]


class CommandMenus:
    def __init__(self) -> None:
        self._menus: dict[tuple[str, str], Menu] = {}

    def put(self, scope: dict[str, Any], language: str, menu: Menu) -> None:
        self._menus[_key(scope), language] = menu

    def get(self, scope: dict[str, Any], language: str) -> Menu:
        return self._menus.get((_key(scope), language), [])

    def drop(self, scope: dict[str, Any], language: str) -> None:
        self._menus.pop((_key(scope), language), None)

    def seen_by(self, chat: Chat, person_id: int, language: str | None) -> Menu:
        """The most particular menu wins; within a scope the person's language before the default."""
        if chat.is_private and chat.id != person_id:
            raise ControlError("this is not that person's private chat")
        scopes: list[dict[str, Any]] = []
        if chat.is_group:
            owner = chat.members[:1] == [person_id]
            scopes.append({"type": "chat_member", "chat_id": chat.id, "user_id": person_id})
            scopes.extend([{"type": "chat_administrators", "chat_id": chat.id}] if owner else [])
            scopes.append({"type": "chat", "chat_id": chat.id})
            scopes.extend([{"type": "all_chat_administrators"}] if owner else [])
            scopes.append({"type": "all_group_chats"})
        else:
            scopes.append({"type": "chat", "chat_id": chat.id})
            scopes.append({"type": "all_private_chats"})
        scopes.append({"type": "default"})
        for scope in scopes:
            for code in (language or "", ""):
                menu = self._menus.get((_key(scope), code))
                if menu:
                    return menu
        return []


def _key(scope: dict[str, Any]) -> str:
    return json.dumps(scope, sort_keys=True)
