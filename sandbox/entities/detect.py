"""Entities that Telegram finds by itself: commands, mentions, hashtags, links, addresses."""

import re

from sandbox.entities.text import Entity, ordered, utf16_length

_FOUND = re.compile(
    r"(?P<email>[\w.+-]+@[\w-]+\.[a-z]{2,})"
    r"|(?P<url>https?://[^\s<>\"]+|(?<![\w@./])(?:[\w-]+\.)+(?:com|org|net|ru|io|me|dev|app)\b(?:/[^\s<>\"]*)?)"
    r"|(?P<bot_command>(?<![\w/<>])/[A-Za-z0-9_]{1,64}(?:@[A-Za-z0-9_]{3,32})?(?![\w/]))"
    r"|(?P<mention>(?<!\w)@[A-Za-z]\w{3,31}\b)"
    r"|(?P<hashtag>(?<!\w)#[^\W\d]\w*)"
    r"|(?P<phone_number>(?<![\w+])\+\d[\d ()-]{8,17}\d\b)",
    re.IGNORECASE,
)
_MARKS = ("/", "@", "#", ".", "+", ":")
_CLOSED = {"code", "pre", "text_link", "text_mention", "custom_emoji"}


def detected(text: str, known: list[Entity]) -> list[Entity]:
    """`known` with what Telegram would find outside code and links."""
    if not any(mark in text for mark in _MARKS):
        return known
    shut = [(e["offset"], e["offset"] + e["length"]) for e in known if e["type"] in _CLOSED]
    found: list[Entity] = []
    for match in _FOUND.finditer(text):
        piece = match[0].rstrip(".,:;!?)") if match.lastgroup == "url" else match[0]
        begin = utf16_length(text[: match.start()])
        end = begin + utf16_length(piece)
        if not any(begin < b and a < end for a, b in shut):
            found.append({"type": match.lastgroup, "offset": begin, "length": end - begin})
    return ordered(known + found) if found else known
