"""`check`: settings, playbook, templates and database looked at without starting; every problem in one line."""

from pathlib import Path

import jinja2

from bot.renderer import TEMPLATES, Renderer
from bot.settings import Settings
from playbook import PlaybookError, load
from sales.playbook import Playbook
from storage.errors import StorageError
from storage.migrations import pending


def problems(settings: Settings) -> list[str]:
    """Empty when all is well."""
    found: list[str] = []
    book: Playbook | None = None
    try:
        book = load(settings.playbook_dir)
    except PlaybookError as error:
        found += [str(problem) for problem in error.problems]
    found += _templates(book)
    try:
        waiting = pending(settings.database_url)
    except StorageError as error:
        found.append(str(error))
    else:
        if waiting:
            found.append(f"database: {len(waiting)} migration(s) to apply; run: python -m bot migrate")
    return found


def _templates(book: Playbook | None) -> list[str]:
    found: list[str] = []
    languages = ("ru", "en") if book is None else book.business.languages
    keys = {language: _keys(TEMPLATES / language) for language in languages}
    everything = set().union(*keys.values())
    if book is not None:
        everything |= {f"nudges/{step.key}" for step in book.cadences.quiz_nudge}
    for language in languages:
        found += [f"templates/{language}/{key}.j2: missing; write it" for key in sorted(everything - keys[language])]
    environment = Renderer(languages=tuple(languages)).environment
    for language in languages:
        for key in sorted(keys[language]):
            try:
                environment.get_template(f"{language}/{key}.j2")
            except jinja2.TemplateSyntaxError as error:
                found.append(f"templates/{language}/{key}.j2:{error.lineno}: {error.message}")
    return found


def _keys(folder: Path) -> set[str]:
    return {str(path.relative_to(folder).with_suffix("")) for path in folder.rglob("*.j2")}
