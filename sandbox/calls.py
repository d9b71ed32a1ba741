"""One Bot API call: its parameters as Telegram reads them, whatever the encoding they came in."""

import json
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from sandbox.errors import bad

if TYPE_CHECKING:
    from sandbox.chats import Chat
    from sandbox.world import World

_TRUE = {"true", "1", "yes", "y", "t"}


@dataclass(slots=True)
class Upload:
    """One file of a multipart request."""

    name: str
    mime: str
    data: bytes


@dataclass(slots=True)
class Call:
    world: "World"
    method: str
    params: dict[str, Any]
    uploads: dict[str, Upload] = field(default_factory=dict)
    body: dict[str, Any] = field(default_factory=dict)  # all that was sent, for the log
    unknown: list[str] = field(default_factory=list)  # names the method does not have

    def has(self, name: str) -> bool:
        return self.params.get(name) not in (None, "")

    def text(self, name: str) -> str:
        """A string parameter, empty when absent. Raises 400 for a string that is not UTF-8."""
        value = self.params.get(name)
        if value is None:
            return ""
        if isinstance(value, (dict, list)):
            return json.dumps(value)
        text = value if isinstance(value, str) else str(value)
        if not text.isascii():
            try:
                text.encode()
            except UnicodeEncodeError:
                raise bad("strings must be encoded in UTF-8") from None
        return text

    def integer(self, name: str, default: int = 0) -> int:
        value = self.params.get(name)
        if value in (None, ""):
            return default
        try:
            return int(str(value))
        except ValueError:
            return default

    def identifier(self, name: str, sentence: str) -> int:
        """A required positive id, or 400 with the sentence."""
        value = self.integer(name)
        if value <= 0:
            raise bad(sentence)
        return value

    def identifiers(self, name: str) -> list[int]:
        """A list of 1 to 100 message ids. Raises 400."""
        wanted = self.json(name, list, "message identifiers")
        if not wanted:
            raise bad("message identifiers are not specified")
        if len(wanted) > 100:
            raise bad("too many message identifiers specified")
        try:
            return [int(one) for one in wanted]
        except (TypeError, ValueError):
            raise bad("invalid message identifier specified") from None

    def number(self, name: str, default: float = 0.0) -> float:
        try:
            return float(self.params.get(name) or default)
        except (TypeError, ValueError):
            return default

    def flag(self, name: str, default: bool = False) -> bool:
        value = self.params.get(name)
        if value is None or isinstance(value, bool):
            return default if value is None else value
        return str(value).lower() in _TRUE

    def json(self, name: str, kind: type, what: str) -> Any:
        """A structured parameter or None. Raises 400 "can't parse <what>"."""
        value = self.params.get(name)
        if value in (None, ""):
            return None
        if isinstance(value, str):
            try:
                value = json.loads(value)
            except ValueError:
                raise bad(f"can't parse {what} JSON object") from None
        if not isinstance(value, kind):
            expected = "Array" if kind is list else "Object"
            raise bad(f"can't parse {what}: expected an {expected}")
        return value

    def chat(self, name: str = "chat_id") -> "Chat":
        """The chat meant, migrated or not. Raises 400."""
        value = self.params.get(name)
        if value in (None, ""):
            raise bad(f"{name} is empty")
        chat = self.world.find_chat(value)
        if chat is None:
            raise bad("chat not found")
        return chat

    def chat_hint(self) -> int | str | None:
        """The chat id for the log, without judging it."""
        value = self.params.get("chat_id")
        if isinstance(value, str) and value.lstrip("-").isdigit():
            return int(value)
        return value if isinstance(value, (int, str)) else None
