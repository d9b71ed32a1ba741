"""Messages as lines a person can read, for the tests' conditions and failure messages."""

from typing import Any

Json = dict[str, Any]


def readable(message: Json) -> str:
    """The words of a message, whatever its kind."""
    parts = [message.get("text") or message.get("caption") or ""]
    parts += [message[kind]["title"] for kind in ("invoice",) if kind in message]
    parts += [message[kind]["question"] for kind in ("poll",) if kind in message]
    return "\n".join(part for part in parts if part)


def captions(message: Json) -> list[str]:
    rows = message.get("reply_markup", {}).get("inline_keyboard", [])
    return [button["text"] for row in rows for button in row]


def data_of(message: Json) -> list[str]:
    """What the buttons send when they are pressed."""
    rows = message.get("reply_markup", {}).get("inline_keyboard", [])
    return [button["callback_data"] for row in rows for button in row if "callback_data" in button]


def transcript(dialogue: list[Json]) -> str:
    """A dialogue as lines, for failure messages."""
    lines = []
    for message in dialogue:
        who = "bot" if message["from_bot"] else message.get("from", {}).get("first_name", "?")
        kind = next((k for k in ("photo", "voice", "document", "sticker", "contact", "video") if k in message), "")
        row = "".join(f" [{caption}]" for caption in captions(message))
        lines.append(f"  #{message['message_id']} {who}: {f'<{kind}> ' if kind else ''}{readable(message)}{row}")
    return "\n".join(lines) or "  (nothing)"
