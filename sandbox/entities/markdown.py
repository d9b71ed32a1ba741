"""MarkdownV2 and the legacy Markdown parse mode, with TDLib's error sentences."""

from dataclasses import dataclass

from sandbox.entities.links import link_entity
from sandbox.entities.text import Entity, EntityError, byte_offset, ordered, utf16_length

_RESERVED = "_*[]()~`>#+-=|{}.!"
_MARKS = {"||": "spoiler", "__": "underline", "*": "bold", "_": "italic", "~": "strikethrough"}
_NAMES = {
    "bold": "Bold",
    "italic": "Italic",
    "underline": "Underline",
    "strikethrough": "Strikethrough",
    "spoiler": "Spoiler",
    "code": "Code",
    "pre": "Pre",
    "link": "TextUrl",
}


@dataclass(slots=True)
class _Open:
    kind: str
    offset: int
    position: int
    mark: str


class _V2:
    def __init__(self, text: str) -> None:
        self.source = text
        self.at = 0
        self.out: list[str] = []
        self.offset = 0
        self.open: list[_Open] = []
        self.entities: list[Entity] = []
        self.quote: int | None = None
        self.expandable = False

    def emit(self, char: str) -> None:
        self.out.append(char)
        self.offset += utf16_length(char)

    def run(self) -> tuple[str, list[Entity]]:
        while self.at < len(self.source):
            if self.at == 0 or self.source[self.at - 1] == "\n":
                self.line_start()
                if self.at >= len(self.source):
                    break
            self.step()
        self.end_quote()
        if self.open:
            top = self.open[-1]
            where = byte_offset(self.source, top.position)
            raise EntityError(f"Can't find end of {_NAMES[top.kind]} entity at byte offset {where}")
        return "".join(self.out), ordered(self.entities)

    def line_start(self) -> None:
        for mark in ("**>", ">"):
            if self.source.startswith(mark, self.at):
                if self.quote is None or mark == "**>":
                    self.end_quote()
                    self.quote = self.offset
                self.at += len(mark)
                return
        self.end_quote()

    def end_quote(self) -> None:
        if self.quote is not None and self.offset > self.quote:
            kind = "expandable_blockquote" if self.expandable else "blockquote"
            self.entities.append({"type": kind, "offset": self.quote, "length": self.offset - self.quote})
        self.quote, self.expandable = None, False

    def step(self) -> None:
        char = self.source[self.at]
        following = self.source[self.at + 1 : self.at + 2]
        if char == "\\" and following and ord(following) < 127:
            self.emit(following)
            self.at += 2
        elif char == "`":
            self.code()
        elif char == "[" or (char == "!" and following == "["):
            self.at += 1 if char == "[" else 2
            self.open.append(_Open("link", self.offset, self.at - 1, "]"))
        elif char == "]" and self.open and self.open[-1].kind == "link":
            self.link()
        elif self.source.startswith("||", self.at) and self.quote is not None and self.quote_ends_here():
            self.expandable = True
            self.at += 2
        elif not self.toggle():
            if char in _RESERVED:
                raise EntityError(f"Character '{char}' is reserved and must be escaped with the preceding '\\'")
            self.emit(char)
            self.at += 1

    def quote_ends_here(self) -> bool:
        spoiler = any(item.kind == "spoiler" for item in self.open)
        return not spoiler and self.source[self.at + 2 : self.at + 3] in ("", "\n")

    def toggle(self) -> bool:
        mark = next((mark for mark in _MARKS if self.source.startswith(mark, self.at)), None)
        if mark is None:
            return False
        top = self.open[-1] if self.open else None
        if top is not None and mark == "__" and top.mark == "_":
            mark = "_"
        if top is not None and top.mark == mark:
            self.open.pop()
            self.close(top, {"type": top.kind})
        elif any(item.mark == mark for item in self.open):
            where = byte_offset(self.source, top.position if top else self.at)
            raise EntityError(f"Can't find end of {_NAMES[self.open[-1].kind]} entity at byte offset {where}")
        else:
            self.open.append(_Open(_MARKS[mark], self.offset, self.at, mark))
        self.at += len(mark)
        return True

    def close(self, top: _Open, entity: Entity) -> None:
        if self.offset > top.offset:
            self.entities.append({**entity, "offset": top.offset, "length": self.offset - top.offset})

    def link(self) -> None:
        top = self.open.pop()
        self.at += 1
        url = self.url() if self.source.startswith("(", self.at) else ""
        entity = link_entity(url) if url else None
        if entity:
            self.close(top, entity)

    def url(self) -> str:
        start, url = self.at, ""
        self.at += 1
        while self.at < len(self.source) and self.source[self.at] != ")":
            self.at += 1 if self.source[self.at] == "\\" else 0
            url += self.source[self.at : self.at + 1]
            self.at += 1
        if self.at >= len(self.source):
            raise EntityError(f"Can't find end of a URL at byte offset {byte_offset(self.source, start)}")
        self.at += 1
        return url

    def code(self) -> None:
        fence = "```" if self.source.startswith("```", self.at) else "`"
        begin, top = self.at, _Open("pre" if fence == "```" else "code", self.offset, self.at, fence)
        self.at += len(fence)
        entity: Entity = {"type": top.kind}
        if fence == "```":
            head, line, _ = self.source[self.at :].partition("\n")
            if line and head and not any(char in head for char in " `"):
                entity["language"] = head
                self.at += len(head)
            self.at += 1 if self.source.startswith("\n", self.at) else 0
        while not self.source.startswith(fence, self.at):
            if self.at >= len(self.source):
                where = byte_offset(self.source, begin)
                raise EntityError(f"Can't find end of {_NAMES[top.kind]} entity at byte offset {where}")
            if self.source[self.at] == "\\" and self.at + 1 < len(self.source):
                self.at += 1
            self.emit(self.source[self.at])
            self.at += 1
        self.at += len(fence)
        self.close(top, entity)


def parse_markdown_v2(text: str) -> tuple[str, list[Entity]]:
    """Plain text and its entities. Raises EntityError with TDLib's sentence."""
    return _V2(text).run()


_LEGACY = {"_": "italic", "*": "bold", "`": "code", "[": "link"}


def parse_markdown(text: str) -> tuple[str, list[Entity]]:
    """The legacy mode: no nesting, a backslash escapes only the four marks."""
    out: list[str] = []
    entities: list[Entity] = []
    at = offset = 0
    while at < len(text):
        char = text[at]
        if char == "\\" and text[at + 1 : at + 2] in ("_", "*", "`", "["):
            piece, at = text[at + 1], at + 2
        elif char not in _LEGACY:
            piece, at = char, at + 1
        else:
            kind = "pre" if text.startswith("```", at) else _LEGACY[char]
            mark = {"pre": "```", "link": "]"}.get(kind, char)
            begin = at + (3 if kind == "pre" else 1)
            end = text.find(mark, begin)
            if end < 0:
                raise EntityError(f"Can't find end of the entity starting at byte offset {byte_offset(text, at)}")
            piece, entity, at = text[begin:end], {"type": kind}, end + len(mark)
            if kind == "link" and text.startswith("(", at) and ")" in text[at:]:
                stop = text.index(")", at)
                entity, at = link_entity(text[at + 1 : stop]) or {}, stop + 1
            if piece and entity and entity["type"] != "link":
                entities.append({**entity, "offset": offset, "length": utf16_length(piece)})
        out.append(piece)
        offset += utf16_length(piece)
    return "".join(out), ordered(entities)
