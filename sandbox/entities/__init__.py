"""Formatted text: markup to entities as Telegram parses it, and entities back to safe HTML."""

from sandbox.entities.detect import detected
from sandbox.entities.html import parse_html
from sandbox.entities.markdown import parse_markdown, parse_markdown_v2
from sandbox.entities.render import to_html
from sandbox.entities.text import Entity, EntityError, cleaned, given, trimmed, utf16_length

__all__ = [
    "Entity",
    "EntityError",
    "cleaned",
    "detected",
    "given",
    "parse_html",
    "parse_markdown",
    "parse_markdown_v2",
    "to_html",
    "trimmed",
    "utf16_length",
]
