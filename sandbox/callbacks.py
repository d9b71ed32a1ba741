"""Presses of inline buttons and the time the bot has to answer them."""

import time
from dataclasses import dataclass
from typing import Any

from sandbox.changes import Changes
from sandbox.errors import ControlError, bad

ANSWER_WITHIN = 15.0  # seconds of real time
TOO_LATE = "query is too old and response timeout expired or query ID is invalid"


@dataclass(slots=True)
class Press:
    id: str
    person_id: int
    pressed: float
    answered: float | None = None
    text: str | None = None
    alert: bool = False
    url: str | None = None

    def view(self) -> dict[str, Any]:
        until = time.monotonic() if self.answered is None else self.answered
        return {
            "answered": self.answered is not None,
            "text": self.text,
            "alert": self.alert,
            "url": self.url,
            "after_ms": round((until - self.pressed) * 1000),
        }


class Callbacks:
    def __init__(self, changes: Changes) -> None:
        self._changes = changes
        self._presses: dict[str, Press] = {}

    def press(self, callback_id: str, person_id: int) -> Press:
        self._presses[callback_id] = press = Press(callback_id, person_id, time.monotonic())
        return press

    def get(self, callback_id: str) -> Press:
        press = self._presses.get(callback_id)
        if press is None:
            raise ControlError(f"no press {callback_id}", 404)
        return press

    def answer(self, callback_id: str, text: str, alert: bool, url: str | None) -> None:
        """Raises 400 for an unknown, answered or too old press."""
        press = self._presses.get(callback_id)
        now = time.monotonic()
        if press is None or press.answered is not None or now - press.pressed > ANSWER_WITHIN:
            raise bad(TOO_LATE)
        press.answered, press.text, press.alert, press.url = now, text or None, alert, url
        shown = {"id": press.id, "text": press.text, "alert": alert, "person_id": press.person_id}
        self._changes.callback(shown)
