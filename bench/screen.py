"""What the bare bots show: a question of the quiz, word for word as this bot shows it."""

import json
from pathlib import Path

_SCREEN = json.loads(Path(__file__).with_name("screen.json").read_text(encoding="utf-8"))
WELCOME: str = _SCREEN["welcome"]
TEXT: str = _SCREEN["text"]
BUTTONS: list[list[list[str]]] = _SCREEN["buttons"]
