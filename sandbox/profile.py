"""The bot's own card: name, descriptions by language, menu buttons."""

from dataclasses import dataclass, field
from typing import Any

Words = dict[str, str]


@dataclass(slots=True)
class Profile:
    bot_id: int
    names: Words = field(default_factory=dict)
    descriptions: Words = field(default_factory=dict)
    short_descriptions: Words = field(default_factory=dict)
    menu_buttons: dict[int | None, dict[str, Any]] = field(default_factory=dict)

    @property
    def username(self) -> str:
        return f"fitlead_{self.bot_id}_bot"

    @property
    def name(self) -> str:
        return self.names.get("") or "Fitlead"

    def user(self) -> dict[str, Any]:
        return {"id": self.bot_id, "is_bot": True, "first_name": self.name, "username": self.username}

    def me(self) -> dict[str, Any]:
        return {
            **self.user(),
            "can_join_groups": True,
            "can_read_all_group_messages": False,
            "supports_inline_queries": True,
            "can_connect_to_business": False,
            "has_main_web_app": False,
        }

    def view(self) -> dict[str, Any]:
        return {
            "id": self.bot_id,
            "username": self.username,
            "name": self.name,
            "description": self.descriptions.get("", ""),
            "short_description": self.short_descriptions.get("", ""),
        }
