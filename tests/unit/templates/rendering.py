"""Every template with its samples, and Telegram's own eyes on what comes out."""

from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path
from typing import Any

from jinja2 import meta

from bot.renderer import TEMPLATES, Renderer
from tests.unit.templates.samples import COMMON, SPECIAL, Word

LANGUAGES = ("ru", "en")
RENDERER = Renderer(languages=LANGUAGES)


def keys(language: str) -> list[str]:
    """What can be rendered by itself; files that begin with _ are parts of others."""
    folder = TEMPLATES / language
    paths = (path.relative_to(folder) for path in folder.rglob("*.j2") if not path.name.startswith("_"))
    return sorted(str(Path(path).with_suffix("")) for path in paths)


@cache
def mentioned(name: str) -> frozenset[str]:
    """The values a template wants, with those of its parts."""
    environment = RENDERER.environment
    assert environment.loader is not None
    tree = environment.parse(environment.loader.get_source(environment, name)[0])
    wanted = set(meta.find_undeclared_variables(tree)) - set(environment.globals)
    for part in meta.find_referenced_templates(tree):
        assert part is not None, f"{name} includes by a computed name"
        wanted |= mentioned(part)
    return frozenset(wanted)


def choices(key: str) -> dict[str, tuple[Any, ...]]:
    """Each value the template mentions in any language, with what it can be."""
    names = frozenset().union(*(mentioned(f"{language}/{key}.j2") for language in LANGUAGES))
    special = SPECIAL.get(key, {})
    return {name: special[name] if name in special else COMMON[name] for name in sorted(names)}


def samples(key: str) -> Iterator[dict[str, Any]]:
    """First every value's first choice, then one more sample for each further choice, then all last choices."""
    offered = choices(key)
    first = {name: values[0] for name, values in offered.items()}
    yield first
    for name, values in offered.items():
        for value in values[1:]:
            yield {**first, name: value}
    last = {name: values[-1] for name, values in offered.items()}
    yield last
    for name, values in offered.items():
        for value in values[:-1]:
            yield {**last, name: value}


def with_words(value: Any, change: Callable[[str], str]) -> Any:
    """The same sample with every Word changed."""
    if isinstance(value, Word):
        return change(value)
    if isinstance(value, dict):
        return {key: with_words(item, change) for key, item in value.items()}
    if isinstance(value, list):
        return [with_words(item, change) for item in value]
    return value


def toasts() -> list[str]:
    """Templates shown as a notice on a pressed button."""
    typed_only = {"errors/link_words"}  # about a typed command: a message with markup
    refusals = [key for key in keys("ru") if key.startswith("errors/") and key not in typed_only]
    return [*refusals, "checkin/first_stands", "lead/card_sent"]
