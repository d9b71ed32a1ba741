"""Chats: private ones, groups that may be upgraded, supergroups with forum topics, channels."""

from dataclasses import dataclass, field
from typing import Any

from sandbox.errors import ControlError
from sandbox.messages import Message
from sandbox.people import Person

TYPES = ("group", "supergroup", "channel")


@dataclass(slots=True)
class Topic:
    id: int
    name: str
    icon_color: int = 0x6FB9F0
    closed: bool = False
    icon_custom_emoji_id: str | None = None

    def view(self) -> dict[str, Any]:
        return {"id": self.id, "name": self.name, "icon_color": self.icon_color, "closed": self.closed}


@dataclass(slots=True)
class Chat:
    id: int
    type: str
    title: str = ""
    person: Person | None = None
    is_forum: bool = False
    members: list[int] = field(default_factory=list)
    bot_status: str = "administrator"
    migrated_to: int | None = None
    topics: dict[int, Topic] = field(default_factory=dict)
    messages: dict[int, Message] = field(default_factory=dict)
    pinned: list[int] = field(default_factory=list)
    keyboard: dict[str, Any] | None = None
    typing_until: float = 0.0
    last_id: int = 0
    invite_links: list[dict[str, Any]] = field(default_factory=list)
    link_uses: dict[str, int] = field(default_factory=dict)

    @property
    def is_private(self) -> bool:
        return self.person is not None

    @property
    def is_group(self) -> bool:
        return self.person is None

    @property
    def counts_its_own_ids(self) -> bool:
        return self.type in ("supergroup", "channel")

    def brief(self) -> dict[str, Any]:
        """The Bot API's Chat as messages carry it."""
        if self.person is not None:
            return self.person.chat()
        data: dict[str, Any] = {"id": self.id, "title": self.title, "type": self.type}
        if self.is_forum:
            data["is_forum"] = True
        return data

    def title_or_name(self) -> str:
        return self.person.first_name if self.person is not None else self.title

    def live(self, message_id: int) -> Message | None:
        message = self.messages.get(message_id)
        return None if message is None or message.deleted else message

    def view(self) -> dict[str, Any]:
        return {
            "id": self.id,
            "type": self.type,
            "title": self.title_or_name(),
            "is_forum": self.is_forum,
            "members": [self.id] if self.is_private else list(self.members),
            "bot_status": "member" if self.is_private else self.bot_status,
            "migrated_to": self.migrated_to,
            "topics": [topic.view() for topic in self.topics.values()],
        }


class Chats:
    """The chats of one world by id; a private chat comes to be with its first use."""

    def __init__(self) -> None:
        self._chats: dict[int, Chat] = {}
        self._serial = 0

    def add(self, title: str, kind: str, members: list[int], is_forum: bool) -> Chat:
        if kind not in TYPES:
            raise ControlError(f"a chat's type is one of {', '.join(TYPES)}")
        if not title:
            raise ControlError("a chat needs a title")
        if is_forum and kind != "supergroup":
            raise ControlError("only a supergroup can be a forum")
        self._serial += 1
        base = -4_000_000_000 if kind == "group" else -1_002_000_000_000
        chat = Chat(base - self._serial, kind, title, is_forum=is_forum, members=list(members))
        chat.last_id = 1  # the first message of a supergroup is its creation, which is also its General topic
        self._chats[chat.id] = chat
        return chat

    def private(self, person: Person) -> Chat:
        chat = self._chats.get(person.id)
        if chat is None:
            chat = self._chats[person.id] = Chat(person.id, "private", person=person)
        return chat

    def find(self, chat_id: int) -> Chat | None:
        return self._chats.get(chat_id)

    def get(self, chat_id: int) -> Chat:
        chat = self._chats.get(chat_id)
        if chat is None:
            raise ControlError(f"no chat {chat_id} in this world", 404)
        return chat

    def all(self) -> list[Chat]:
        return list(self._chats.values())
