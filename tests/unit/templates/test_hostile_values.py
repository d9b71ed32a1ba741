"""Whatever people call themselves and write: shown as it is, in every sentence, never as markup or template."""

import re
from collections.abc import Callable

import pytest

from bot.intake import read_arrival
from sandbox.entities import EntityError, parse_html, utf16_length
from tests.support.hostile import HOSTILE
from tests.unit.templates.rendering import RENDERER, keys, samples, with_words


def through_the_door(text: str) -> str:
    """What is left of a text once the update it came in was written down and read again."""
    import orjson

    arrival = read_arrival({"update_id": 1, "message": {"text": text}})
    assert arrival is not None
    return str(orjson.loads(arrival.body)["message"]["text"])


VALUES = [through_the_door(text) for text in HOSTILE]


def richest(key: str) -> dict[str, object]:
    """The sample with the most free text in it."""

    def words(params: dict[str, object]) -> int:
        return str(with_words(params, lambda _: "\x01")).count("\\x01")

    return max(samples(key), key=words)


KEYS = [key for key in keys("ru") if with_words(richest(key), lambda _: "\x01") != richest(key)]


def same(value: str) -> Callable[[str], str]:
    return lambda _: value


def shown(text: str) -> str:
    return "".join(text.split())


def kinds(html: str) -> set[str]:
    return {entity["type"] + entity.get("url", "") for entity in parse_html(html)[1]}


@pytest.mark.parametrize("key", KEYS)
def test_nothing_in_a_value_becomes_markup(key: str) -> None:
    sample = richest(key)
    for language, part in (("ru", 0), ("en", 1)):
        harmless = kinds(RENDERER.render(language, key, with_words(sample, lambda _: "x")).text)
        for number, value in enumerate(VALUES):
            if len(value) > 500 and number % 2 != part:
                continue  # the long ones by turns: they take most of the time
            html = RENDERER.render(language, key, with_words(sample, same(value))).text
            try:
                text, _ = parse_html(html)
            except EntityError as refused:
                pytest.fail(f"{language}/{key} with {value[:60]!r}: {refused}")
            assert kinds(html) <= harmless, f"{language}/{key}: {value[:60]!r} became an entity"
            assert utf16_length(text) <= 4096, f"{language}/{key} with {value[:20]!r} is too long"
            wanted = shown(value)[:12]
            assert wanted in shown(text) or not _can_be_seen(key, wanted), f"{language}/{key}: {value[:60]!r} changed"


_ON_BUTTONS = {
    *("answers/maybe", "answers/questions", "fallback/text"),
    *("lead/hand", "lead/lose", "lead/win_products", "task/overdue", "lead/list"),
}


def _can_be_seen(key: str, wanted: str) -> bool:
    """Some words stand on buttons only."""
    return key not in _ON_BUTTONS


def test_names_on_buttons_are_shown_as_they_are() -> None:
    for value in VALUES:
        params = with_words(richest("lead/hand"), same(value))
        markup = RENDERER.render("ru", "lead/hand", params).reply_markup
        assert markup is not None
        caption = markup["inline_keyboard"][0][0]["text"]
        assert shown(value)[:12] in shown(caption)
        assert not re.search(r"&(lt|gt|amp|#34|#39);", caption) or "&" in value


def test_nobody_writes_a_link_to_a_person_by_a_name() -> None:
    html = RENDERER.render(
        "ru", "start/welcome", {**richest("start/welcome"), "name": '<a href="tg://user?id=1">x</a>'}
    )
    assert "text_mention" not in kinds(html.text)
    assert "text_link" not in str(kinds(html.text))
