"""Markup to entities and back, for any text at all."""

from html import escape
from html.parser import HTMLParser

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sandbox.entities import (
    EntityError,
    cleaned,
    detected,
    parse_html,
    parse_markdown,
    parse_markdown_v2,
    to_html,
    trimmed,
    utf16_length,
)

TEXT = st.text(st.characters(exclude_categories=["Cs"]), max_size=80)
PIECES = (
    "<b> </b> <i> </i> </> </a> <pre> </pre> <code> </code> <tg-spoiler> </tg-spoiler> </blockquote> &lt; &amp &#65; "
    "< > * _ __ || ~ ` ``` [ ](http://e.org) \\ text \U0001f600 /cmd javascript: \" ' @name https://e.org/?a=<b> \u202e"
)
SPACED = [" ", "\n", "\x00", '<a href="https://e.org">', "<blockquote expandable>", "<a href='javascript:x'>"]
MARKUP = st.lists(st.sampled_from(PIECES.split() + SPACED), max_size=25).map("".join)
ALLOWED = {"b", "i", "u", "s", "span", "blockquote", "code", "pre", "a"}


class Strict(HTMLParser):
    """Fails on a tag that is not allowed, an address that could run, or tags that do not nest."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.text = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        assert tag in ALLOWED
        for name, value in attrs:
            assert name in {"href", "class", "target", "rel", "data-user", "expandable"}
            assert name != "href" or (value or "").startswith(("http://", "https://", "mailto:", "tg:"))
        self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.text += data


@given(TEXT)
def test_escaped_text_is_shown_literally(text: str) -> None:
    assert parse_html(escape(text, quote=False)) == (text, [])


@pytest.mark.parametrize("parse", [parse_html, parse_markdown_v2, parse_markdown])
@given(source=MARKUP)
@settings(max_examples=300)
def test_any_markup_is_parsed_or_refused_and_its_html_is_safe(parse, source: str) -> None:
    try:
        text, entities = parse(cleaned(source))
    except EntityError:
        return
    text, entities = trimmed(text, entities)
    entities = detected(text, entities)
    size = utf16_length(text)
    assert all(e["offset"] >= 0 and e["offset"] + e["length"] <= size for e in entities)
    page = Strict()
    page.feed(to_html(text, entities))
    page.close()
    assert page.open == []
    assert page.text.replace("\r", "") == text


def test_overlapping_entities_still_nest() -> None:
    entities = [{"type": "bold", "offset": 0, "length": 4}, {"type": "italic", "offset": 2, "length": 4}]
    assert to_html("abcdef", entities) == "<b>ab<i>cd</i></b><i>ef</i>"


def test_offsets_are_utf16_units_and_follow_trimming() -> None:
    text, entities = trimmed(*parse_html("  \U0001f600 <b>x</b> "))
    assert (text, entities) == ("\U0001f600 x", [{"type": "bold", "offset": 3, "length": 1}])


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("/start code", ["bot_command"]),
        ("/start@some_bot", ["bot_command"]),
        ("a/b 1/2 </b>", []),
        ("see https://e.org/x, ok", ["url"]),
        ("me@e.org @name #tag +7 999 123-45-67", ["email", "mention", "hashtag", "phone_number"]),
    ],
)
def test_entities_are_found_in_plain_text(text: str, kinds: list[str]) -> None:
    assert [entity["type"] for entity in detected(text, [])] == kinds


def test_code_keeps_its_language_and_hides_commands() -> None:
    text, entities = parse_html('<pre><code class="language-py">/start</code></pre>')
    assert detected(text, entities) == [{"type": "pre", "offset": 0, "length": 6, "language": "py"}]
