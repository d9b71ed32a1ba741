"""Telegram takes 4096 characters after parsing, 1024 below a file: whatever is longer is cut, never in the middle of
anything.
"""

import re

LONGEST = 4096  # UTF-16 units of visible text
LONGEST_CAPTION = 1024
_PIECE = re.compile(r"<[^<>]*>|&(?:#\d+|#x[0-9a-fA-F]+|[a-zA-Z]+);|[^<&]|[<&]")
_TAG_NAME = re.compile(r"</?\s*([a-zA-Z-]+)")
_ELLIPSIS = "…"


def fit(html: str, longest: int = LONGEST) -> str:
    """The text itself when Telegram would take it, else its beginning: no tag, reference or surrogate pair is split,
    and what was opened is closed.
    """
    if len(html) * 2 <= longest or _width(html) <= longest:
        return html
    kept: list[str] = []
    opened: list[str] = []
    width = 0
    for match in _PIECE.finditer(html):
        piece = match[0]
        if _is_tag(piece):
            _follow(piece, opened)
        else:
            width += _units(piece)
            if width > longest - len(_ELLIPSIS):
                break
        kept.append(piece)
    return "".join(kept).rstrip() + _ELLIPSIS + "".join(f"</{name}>" for name in reversed(opened))


def _width(html: str) -> int:
    return sum(_units(match[0]) for match in _PIECE.finditer(html) if not _is_tag(match[0]))


def _is_tag(piece: str) -> bool:
    return len(piece) > 1 and piece[0] == "<"


def _units(piece: str) -> int:
    """A reference stands for one character; characters outside the basic plane count twice."""
    return 2 if piece[0] > "\uffff" else 1


def _follow(tag: str, opened: list[str]) -> None:
    name = _TAG_NAME.match(tag)
    if name is None:
        return
    if tag.startswith("</"):
        if opened:
            opened.pop()
    else:
        opened.append(name[1])
