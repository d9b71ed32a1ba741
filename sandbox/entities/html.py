"""HTML parse mode. The accepted grammar and the error sentences follow TDLib's parser."""

import re
from dataclasses import dataclass

from sandbox.entities.links import link_entity
from sandbox.entities.text import Entity, EntityError, byte_offset, ordered, utf16_length

_SIMPLE = {
    "b": "bold",
    "strong": "bold",
    "i": "italic",
    "em": "italic",
    "u": "underline",
    "ins": "underline",
    "s": "strikethrough",
    "strike": "strikethrough",
    "del": "strikethrough",
    "tg-spoiler": "spoiler",
    "span": "spoiler",
}
_TAGS = frozenset(_SIMPLE) | {"a", "pre", "code", "blockquote", "tg-emoji", "tg-time"}
_ATTRIBUTE = {("a", "href"), ("tg-emoji", "emoji-id"), ("tg-time", "unix")}
_MARK = re.compile(r"[<&]")
_REFERENCE = re.compile(r"&(?:#x([0-9a-fA-F]{1,8})|#(\d{1,8})|(lt|gt|amp|quot));?")
_NAMED = {"lt": "<", "gt": ">", "amp": "&", "quot": '"'}
_SPACE = " \t\r\n\v\x00"


@dataclass(slots=True)
class _Open:
    tag: str
    argument: str
    offset: int
    begin: int


def _reference(text: str, at: int) -> tuple[str, int]:
    """The character that the reference at `at` stands for, and where it ends; a lone & stands for itself."""
    match = _REFERENCE.match(text, at)
    if match is None:
        return "&", at + 1
    if match[3]:
        return _NAMED[match[3]], match.end()
    code = int(match[1], 16) if match[1] else int(match[2])
    if code == 0 or code >= 0x10FFFF or 0xD800 <= code <= 0xDFFF:
        return "&", at + 1
    return chr(code), match.end()


class _Parser:
    def __init__(self, text: str) -> None:
        self.source = text
        self.at = 0
        self.out: list[str] = []
        self.offset = 0
        self.open: list[_Open] = []
        self.entities: list[Entity] = []

    def fail(self, sentence: str, position: int) -> EntityError:
        return EntityError(sentence.format(offset=byte_offset(self.source, position)))

    def emit(self, piece: str) -> None:
        self.out.append(piece)
        self.offset += utf16_length(piece)

    def peek(self) -> str:
        return self.source[self.at] if self.at < len(self.source) else ""

    def skip_space(self) -> None:
        while self.peek() and self.peek() in _SPACE:
            self.at += 1

    def run(self) -> tuple[str, list[Entity]]:
        while self.at < len(self.source):
            mark = _MARK.search(self.source, self.at)
            if mark is None:
                self.emit(self.source[self.at :])
                break
            self.emit(self.source[self.at : mark.start()])
            self.at = mark.start()
            if mark[0] == "&":
                char, self.at = _reference(self.source, self.at)
                self.emit(char)
            elif self.source.startswith("</", self.at):
                self.end_tag()
            else:
                self.start_tag()
        if self.open:
            raise EntityError(f'Can\'t find end tag corresponding to start tag "{self.open[-1].tag}"')
        return "".join(self.out), ordered(self.entities)

    def start_tag(self) -> None:
        begin = self.at
        self.at += 1
        while self.peek() and self.peek() not in _SPACE and self.peek() != ">":
            self.at += 1
        if not self.peek():
            raise self.fail("Unclosed start tag at byte offset {offset}", begin)
        tag = self.source[begin + 1 : self.at].lower()
        if tag not in _TAGS:
            shown = tag.replace("{", "{{").replace("}", "}}")
            raise self.fail(f'Unsupported start tag "{shown}" at byte offset {{offset}}', begin)
        argument = ""
        self.skip_space()
        while self.peek() != ">":
            argument = self.attribute(tag, begin) or argument
            self.skip_space()
        self.at += 1
        if tag == "span" and argument != "spoiler":
            raise self.fail('Tag "span" must have class "tg-spoiler" at byte offset {offset}', begin)
        if tag == "tg-emoji" and not argument.isdigit():
            raise self.fail('Tag "tg-emoji" must have a valid emoji identifier at byte offset {offset}', begin)
        self.open.append(_Open(tag, argument, self.offset, len(self.out)))

    def attribute(self, tag: str, begin: int) -> str:
        """Reads one attribute; its value when it matters for the tag, else an empty string."""
        start = self.at
        while self.peek() and self.peek() not in _SPACE and self.peek() not in "=>/\"'":
            self.at += 1
        name = self.source[start : self.at].lower()
        if not name:
            raise self.fail(f'Empty attribute name in the tag "{tag}" at byte offset {{offset}}', begin)
        self.skip_space()
        if self.peek() != "=":
            if not self.peek():
                raise self.fail(f'Unclosed start tag "{tag}" at byte offset {{offset}}', begin)
            return "1" if (tag, name) == ("blockquote", "expandable") else ""
        self.at += 1
        self.skip_space()
        value = self.value()
        if not self.peek():
            raise self.fail("Unclosed start tag at byte offset {offset}", begin)
        if (tag, name) in _ATTRIBUTE:
            return value
        if (tag, name) == ("code", "class") and value.startswith("language-"):
            return value.removeprefix("language-")
        if (tag, name) == ("span", "class") and value.startswith("tg-"):
            return value.removeprefix("tg-")
        return "1" if (tag, name) == ("blockquote", "expandable") else ""

    def value(self) -> str:
        quote = self.peek()
        if quote not in ("'", '"'):
            start = self.at
            while self.peek() and (self.peek().isalnum() or self.peek() in ".-"):
                self.at += 1
            if self.peek() and self.peek() not in _SPACE and self.peek() != ">":
                raise self.fail("Unexpected end of name token at byte offset {offset}", start)
            return self.source[start : self.at].lower()
        self.at += 1
        value = ""
        while self.peek() and self.peek() != quote:
            if self.peek() == "&":
                char, self.at = _reference(self.source, self.at)
                value += char
            else:
                value += self.peek()
                self.at += 1
        self.at += 1 if self.peek() else 0
        return value

    def end_tag(self) -> None:
        begin = self.at
        if not self.open:
            raise self.fail("Unexpected end tag at byte offset {offset}", begin)
        self.at += 2
        while self.peek() and self.peek() not in _SPACE and self.peek() != ">":
            self.at += 1
        found = self.source[begin + 2 : self.at].lower()
        self.skip_space()
        if self.peek() != ">":
            raise self.fail("Unclosed end tag at byte offset {offset}", begin)
        self.at += 1
        top = self.open.pop()
        if found and found != top.tag:
            shown = found.replace("{", "{{").replace("}", "}}")
            sentence = f'Unmatched end tag at byte offset {{offset}}, expected "</{top.tag}>", found "</{shown}>"'
            raise self.fail(sentence, begin)
        if self.offset > top.offset:
            self.close(top)

    def close(self, top: _Open) -> None:
        span = {"offset": top.offset, "length": self.offset - top.offset}
        if top.tag in _SIMPLE:
            self.entities.append({"type": _SIMPLE[top.tag], **span})
        elif top.tag == "a":
            visible = "".join(self.out[top.begin :])
            link = link_entity(top.argument or visible)
            if link:
                self.entities.append({**link, **span})
        elif top.tag == "blockquote":
            self.entities.append({"type": "expandable_blockquote" if top.argument else "blockquote", **span})
        elif top.tag == "tg-emoji":
            self.entities.append({"type": "custom_emoji", "custom_emoji_id": top.argument, **span})
        elif top.tag in ("pre", "code"):
            self.close_code(top, span)

    def close_code(self, top: _Open, span: dict[str, int]) -> None:
        last = self.entities[-1] if self.entities else {}
        nested = last.get("offset") == span["offset"] and last.get("length") == span["length"]
        if top.tag == "pre" and nested and last.get("type") == "code":
            self.entities.pop()
            language = last.get("language")
            self.entities.append({"type": "pre", **span, **({"language": language} if language else {})})
        elif top.tag == "pre":
            self.entities.append({"type": "pre", **span})
        else:
            entity: Entity = {"type": "code", **span}
            if top.argument and self.open and self.open[-1].tag == "pre":
                entity["language"] = top.argument
            self.entities.append(entity)


def parse_html(text: str) -> tuple[str, list[Entity]]:
    """Plain text and its entities. Raises EntityError with TDLib's sentence."""
    if "<" not in text and "&" not in text:
        return text, []
    return _Parser(text).run()
