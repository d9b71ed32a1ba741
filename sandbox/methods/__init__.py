"""Bot API methods by family. Importing the package registers every one of them."""

from sandbox.methods import (
    callbacks,
    chats,
    commands,
    copying,
    edits,
    inline,
    media,
    payments,
    receiving,
    simple,
    text,
    topics,
)
from sandbox.registry import METHODS

__all__ = [
    "METHODS",
    "callbacks",
    "chats",
    "commands",
    "copying",
    "edits",
    "inline",
    "media",
    "payments",
    "receiving",
    "simple",
    "text",
    "topics",
]
