"""Text messages."""

from typing import Any

from sandbox.calls import Call
from sandbox.methods.sending import OPTIONS, deliver, formatted, refused_text, writable_chat
from sandbox.registry import method


@method(
    "sendMessage",
    OPTIONS + "text parse_mode entities link_preview_options disable_web_page_preview",
    counted="send",
)
def send_message(call: Call) -> dict[str, Any]:
    writable_chat(call)
    text, entities = formatted(call, "text", "entities")
    if wrong := refused_text(text):
        raise wrong
    return deliver(call, text_content(call, text, entities)).data


def text_content(call: Call, text: str, entities: list[dict[str, Any]]) -> dict[str, Any]:
    content: dict[str, Any] = {"text": text}
    if entities:
        content["entities"] = entities
    preview = call.json("link_preview_options", dict, "link preview options")
    if preview:
        content["link_preview_options"] = preview
    return content
