"""Polls and their votes."""

from dataclasses import dataclass, field
from typing import Any

from sandbox.messages import Message


@dataclass(slots=True)
class Poll:
    """`data` is the Bot API's Poll; `votes` maps a person to the chosen option indexes."""

    data: dict[str, Any]
    message: Message | None = None
    votes: dict[int, list[int]] = field(default_factory=dict)

    def vote(self, person_id: int, options: list[int]) -> None:
        self.votes[person_id] = options
        if not options:
            del self.votes[person_id]
        counted = [dict(option) for option in self.data["options"]]
        for index, option in enumerate(counted):
            option["voter_count"] = sum(1 for chosen in self.votes.values() if index in chosen)
        self.data = {**self.data, "options": counted, "total_voter_count": len(self.votes)}
        self.store()

    def close(self) -> None:
        self.data = {**self.data, "is_closed": True}
        self.store()

    def store(self) -> None:
        if self.message is not None:
            self.message.data["poll"] = self.data


def poll_data(poll_id: str, question: str, texts: list[str], **rules: Any) -> dict[str, Any]:
    """The Bot API's Poll without votes; `rules` override the usual ones (is_anonymous, type …)."""
    return {
        "id": poll_id,
        "question": question,
        "options": [{"persistent_id": str(n), "text": text, "voter_count": 0} for n, text in enumerate(texts)],
        "total_voter_count": 0,
        "is_closed": False,
        "is_anonymous": True,
        "type": "regular",
        "allows_multiple_answers": False,
        "allows_revoting": rules.get("type") != "quiz",
        "members_only": False,
        **rules,
    }


class Polls:
    def __init__(self) -> None:
        self._polls: dict[str, Poll] = {}

    def add(self, data: dict[str, Any]) -> Poll:
        self._polls[data["id"]] = poll = Poll(data)
        return poll

    def of(self, message: Message) -> Poll | None:
        return self._polls.get(message.data.get("poll", {}).get("id", ""))
