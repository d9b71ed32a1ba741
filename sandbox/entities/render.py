"""Entities back to HTML that is safe to put into a page: everything is escaped, links are limited to known schemes."""

from html import escape

from sandbox.entities.text import Entity

_TAGS = {
    "bold": ("<b>", "</b>"),
    "italic": ("<i>", "</i>"),
    "underline": ("<u>", "</u>"),
    "strikethrough": ("<s>", "</s>"),
    "spoiler": ('<span class="tg-spoiler">', "</span>"),
    "blockquote": ("<blockquote>", "</blockquote>"),
    "expandable_blockquote": ("<blockquote expandable>", "</blockquote>"),
    "code": ("<code>", "</code>"),
    "pre": ("<pre>", "</pre>"),
    "bot_command": ('<a class="command">', "</a>"),
    "hashtag": ('<a class="hashtag">', "</a>"),
    "mention": ('<a class="mention">', "</a>"),
    "phone_number": ('<a class="phone">', "</a>"),
}
_LINK = '<a href="{}" target="_blank" rel="noopener noreferrer nofollow">'


def _tags(entity: Entity, covered: str) -> tuple[str, str]:
    kind = entity["type"]
    if kind in _TAGS:
        return _TAGS[kind]
    if kind == "text_link":
        url = entity["url"]
    elif kind == "url":
        url = covered if "://" in covered else "https://" + covered
    elif kind == "email":
        url = "mailto:" + covered
    elif kind == "text_mention":
        return f'<a class="mention" data-user="{int(entity["user"]["id"])}">', "</a>"
    else:
        return "", ""
    if url.split(":", 1)[0].lower() not in ("http", "https", "mailto", "tg"):
        return "", ""
    return _LINK.format(escape(url)), "</a>"


def to_html(text: str, entities: list[Entity]) -> str:
    """Safe HTML of a text; overlapping entities are closed and reopened so that tags always nest."""
    if not entities:
        return escape(text)
    units = text.encode("utf-16-le", "surrogatepass")

    def part(begin: int, end: int) -> str:
        return units[2 * begin : 2 * end].decode("utf-16-le", "replace")

    size = len(units) // 2
    spans = [(e["offset"], e["offset"] + e["length"], e) for e in entities]
    edges = sorted({0, size} | {min(edge, size) for begin, end, _ in spans for edge in (begin, end)})
    out: list[str] = []
    stack: list[tuple[int, str, str]] = []
    for here, after in zip(edges, [*edges[1:], size], strict=True):
        carried = []
        while any(end <= here for end, _, _ in stack):
            end, opening, closing = stack.pop()
            out.append(closing)
            if end > here:
                carried.append((end, opening, closing))
        starting = [(end, *_tags(e, part(begin, end))) for begin, end, e in spans if begin == here]
        for item in [*reversed(carried), *sorted(starting, key=lambda item: -item[0])]:
            out.append(item[1])
            stack.append(item)
        out.append(escape(part(here, after)))
    out.extend(closing for _, _, closing in reversed(stack))
    return "".join(out)
