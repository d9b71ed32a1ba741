"""One stored message, seen from the Bot API and from the page."""

from dataclasses import dataclass, field
from typing import Any

from sandbox.entities import to_html


@dataclass(slots=True)
class Message:
    """`data` is the Bot API's Message; the rest is what only the sandbox knows. `at`: unix seconds, sandbox clock."""

    data: dict[str, Any]
    at: float
    from_bot: bool
    deleted: bool = False
    edited: bool = False
    effect: str | None = None
    change: int = 0  # the world's change counter when it was last made or changed
    rendered: tuple[dict[str, Any], str] | None = None
    reactions: dict[int, list[dict[str, Any]]] = field(default_factory=dict)  # by who reacted
    fixed: bool = False  # sent with a reply keyboard: Telegram does not let bots edit it

    @property
    def id(self) -> int:
        return int(self.data["message_id"])

    def snapshot(self) -> dict[str, Any]:
        """As an update carries it: later edits do not reach into it."""
        return dict(self.data)

    def as_reply(self) -> dict[str, Any]:
        data = dict(self.data)
        data.pop("reply_to_message", None)
        return data

    def html(self) -> str:
        """The words as safe HTML; kept until they change, since dialogues are looked at over and over."""
        text = self.data.get("text") or self.data.get("caption") or ""
        entities = self.data.get("entities") or self.data.get("caption_entities") or []
        if self.rendered is None or self.rendered[0] is not self.data:
            self.rendered = (self.data, to_html(text, entities))
        return self.rendered[1]

    def view(self) -> dict[str, Any]:
        view = {
            **self.data,
            "html": self.html(),
            "deleted": self.deleted,
            "edited": self.edited,
            "from_bot": self.from_bot,
            "at": self.at,
            "change": self.change,
        }
        if any(self.reactions.values()):
            view["reactions"] = [{"by": by, **one} for by, given in self.reactions.items() for one in given]
        if self.effect:
            view["effect"] = self.effect
        return view
