"""Every sentence in every language: there, valid, short enough, with buttons that fit."""

import re
from pathlib import Path

import pytest

from bot.renderer import TEMPLATES, Rendered
from sandbox.entities import parse_html, utf16_length
from tests.unit.templates.rendering import LANGUAGES, RENDERER, choices, keys, mentioned, samples, toasts
from tests.unit.templates.samples import COMMON, SPECIAL

ROOT = Path(TEMPLATES).parent
CAPTIONS = {"privacy/my_data"}


def test_both_languages_say_the_same_things() -> None:
    assert keys("ru") == keys("en")


@pytest.mark.parametrize("key", keys("ru"))
def test_both_languages_want_the_same_values(key: str) -> None:
    only = mentioned(f"ru/{key}.j2") ^ mentioned(f"en/{key}.j2")
    assert only <= {"zone", "answered", "key", "days", "cancelled", "leads", "name"}, f"only in one language: {only}"


def test_no_sample_is_left_of_a_template_that_is_gone() -> None:
    assert set(SPECIAL) <= set(keys("ru"))
    used = {name for key in keys("ru") for name in choices(key)}
    assert set(COMMON) <= used
    for key, special in SPECIAL.items():
        assert set(special) <= set(choices(key)), key


def buttons(rendered: Rendered) -> list[dict[str, object]]:
    markup = rendered.reply_markup or {}
    return [button for row in markup.get("inline_keyboard", markup.get("keyboard", [])) for button in row]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("key", keys("ru"))
def test_it_can_be_sent(key: str, language: str) -> None:
    for params in samples(key):
        rendered = RENDERER.render(language, key, params)
        text, _ = parse_html(rendered.text)
        assert text.strip(), f"empty with {params}"
        assert utf16_length(text) <= (1024 if key in CAPTIONS else 4096)
        assert "{{" not in text
        assert not re.search(r"\b(None(?! yet)|True|False|undefined)\b", text), params
        for button in buttons(rendered):
            assert str(button["text"]).strip()
            data = str(button.get("callback_data", ""))
            assert len(data.encode()) <= 64, data


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("key", toasts())
def test_a_notice_fits_into_a_notice(key: str, language: str) -> None:
    for params in samples(key):
        plain = RENDERER.plain(language, key, params)
        assert 0 < len(plain) <= 200
        assert not re.search(r"</?(b|i|code|a)\b", plain), "a notice takes no markup"


@pytest.mark.parametrize("language", LANGUAGES)
def test_command_descriptions_fit_into_the_menu(language: str) -> None:
    for key in keys(language):
        if key.startswith("commands/"):
            longest = {"commands/about": 512, "commands/about_short": 120}.get(key, 256)
            assert 1 <= len(RENDERER.plain(language, key, {})) <= longest, key


def test_english_has_no_russian_left_in_it() -> None:
    allowed = {"customer/languages", "customer/language_set", "start/welcome", "customer/help"}
    for path in (TEMPLATES / "en").rglob("*.j2"):
        key = str(path.relative_to(TEMPLATES / "en").with_suffix(""))
        words = re.findall(r"[А-Яа-яЁё]+", path.read_text(encoding="utf-8"))
        assert key in allowed or not words, f"{key}: {words}"


def test_every_template_named_in_code_exists_and_every_template_is_named() -> None:
    code = "\n".join(
        path.read_text(encoding="utf-8")
        for room in ("bot", "handlers", "sales", "playbook")
        for path in (ROOT / room).rglob("*.py")
    )
    named = set(re.findall(r'"([a-z_]+/[a-z_]+)"', code)) & {*keys("ru")} | _named_elsewhere(code)
    unused = [key for key in keys("ru") if key not in named and not key.startswith(("commands/", "nudges/"))]
    assert unused == []


def _named_elsewhere(code: str) -> set[str]:
    """Errors by their key; the rest by their feature."""
    errors = set(re.findall(r'SalesError\(\s*"([a-z_]+)"', code)) | set(re.findall(r'__init__\(\s*"([a-z_]+)"', code))
    return {f"errors/{key}" for key in errors}
