"""Too long is cut to what Telegram takes, and never in the middle of anything."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.cutting import LONGEST, fit
from sandbox.entities import parse_html, utf16_length


@pytest.mark.parametrize("text", ["", "короткий", "<b>да</b>", "a" * LONGEST, "&lt;" * LONGEST, "🔥" * (LONGEST // 2)])
def test_what_fits_is_left_alone(text: str) -> None:
    assert fit(text) == text


@pytest.mark.parametrize(
    "text",
    [
        "a" * 5000,
        "🔥" * 5000,
        "a" + "🔥" * 5000,
        "&lt;" * 5000,
        "&#34;" * 5000,
        "<b>" + "a" * 5000 + "</b>",
        "<b><i>" + "a" * 5000 + "</i></b><u>b</u>",
        "<blockquote>" + "слово " * 2000 + "</blockquote>",
        "<b>" + "a" * 4095 + "</b><i>🔥</i>",
        '<a href="https://example.org/?a=1&amp;b=2">' + "a" * 5000 + "</a>",
        "a&b" * 2000,
    ],
)
def test_what_is_too_long_ends_in_an_ellipsis_and_stays_valid(text: str) -> None:
    cut = fit(text)
    seen, _ = parse_html(cut)
    assert 4000 < utf16_length(seen) <= LONGEST
    assert seen.endswith("…")
    whole, _ = parse_html(text)
    assert whole.startswith(seen[:-1])


_PIECES = st.sampled_from(["a", "я", "🔥", "&lt;", "&amp;", "&#39;", " ", "\n", "слово", "e\u0301"])
_TREE = st.recursive(
    _PIECES,
    lambda inner: st.tuples(st.sampled_from(["b", "i", "u", "code"]), st.lists(inner, max_size=6)).map(
        lambda pair: f"<{pair[0]}>{''.join(pair[1])}</{pair[0]}>"
    ),
    max_leaves=40,
)


@settings(max_examples=150, deadline=None)
@given(st.lists(_TREE, max_size=12), st.integers(1, 40))
def test_any_text_is_cut_to_any_length_and_stays_valid(parts: list[str], longest: int) -> None:
    html = "".join(parts)
    cut = fit(html, longest)
    seen, _ = parse_html(cut)
    whole, _ = parse_html(html)
    assert utf16_length(seen) <= longest
    assert seen == whole or (seen.endswith("…") and whole.startswith(seen[:-1]))
