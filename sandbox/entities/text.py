"""Text as Telegram counts and cleans it: offsets in UTF-16 units, control characters gone, ends trimmed."""

import re
from typing import Any

Entity = dict[str, Any]

_KINDS = (
    "mention hashtag cashtag bot_command url email phone_number bold italic underline strikethrough spoiler "
    "blockquote expandable_blockquote code pre text_link text_mention custom_emoji date_time"
)
KINDS = frozenset(_KINDS.split())
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f]")
_SPACE = " \t\r\n\v\f\u00a0\u200b\u2028\u2029\ufeff"


class EntityError(ValueError):
    """The sentence Telegram says after "can't parse entities: "."""


def utf16_length(text: str) -> int:
    if text.isascii():
        return len(text)
    return len(text) + sum(1 for char in text if char > "\uffff")


def byte_offset(text: str, position: int) -> int:
    return len(text[:position].encode("utf-8", "surrogatepass"))


def cleaned(text: str) -> str:
    """Carriage returns dropped and other control characters turned into spaces, as Telegram does to input."""
    return _CONTROL.sub(" ", text.replace("\r", "")) if _CONTROL.search(text) else text


def trimmed(text: str, entities: list[Entity]) -> tuple[str, list[Entity]]:
    """Text without blank ends; entities moved and cut with it. Blank text becomes empty."""
    bare = text.strip(_SPACE)
    if len(bare) == len(text):
        return text, entities
    lead = utf16_length(text[: len(text) - len(text.lstrip(_SPACE))])
    size = utf16_length(bare)
    kept = []
    for entity in entities:
        begin = max(entity["offset"] - lead, 0)
        end = min(entity["offset"] + entity["length"] - lead, size)
        if end > begin:
            kept.append({**entity, "offset": begin, "length": end - begin})
    return bare, kept


def given(raw: object, text: str) -> list[Entity]:
    """Entities passed explicitly by the bot, checked. Raises EntityError."""
    if not isinstance(raw, list):
        raise EntityError("expected an Array of entities")
    size = utf16_length(text)
    result = []
    for item in raw:
        if not isinstance(item, dict) or not isinstance(item.get("offset"), int):
            raise EntityError("expected an Object with an offset")
        if item.get("type") not in KINDS:
            raise EntityError(f'unsupported entity type "{item.get("type")}" specified')
        begin, length = item["offset"], item.get("length", 0)
        if begin < 0 or length <= 0 or begin + length > size:
            continue
        result.append(dict(item))
    return ordered(result)


def ordered(entities: list[Entity]) -> list[Entity]:
    return sorted(entities, key=lambda entity: (entity["offset"], -entity["length"]))
