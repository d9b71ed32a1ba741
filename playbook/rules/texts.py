"""Every text: in every language, not empty, and short enough for where it is shown."""

import re

from playbook.draft import FILES, Draft, words_in
from playbook.shapes import BusinessFile, Words
from playbook.source import Where, path_text

OPTION_MAX = 60
"""Characters: what fits on a phone in one or two lines."""
STEP_MAX = 120
"""Characters of a day's step: one sentence on paper."""

_LIMITS: tuple[tuple[str, re.Pattern[str], int], ...] = (
    ("answers.yaml", re.compile(r"answers\[\d+\]\.title"), 40),
    ("answers.yaml", re.compile(r"answers\[\d+\]\.text"), 900),
    ("lessons.yaml", re.compile(r"lessons\[\d+\]\.title"), OPTION_MAX),
    ("lessons.yaml", re.compile(r"lessons\[\d+\]\.(text|steps\[\d+\])"), 900),
    ("lessons.yaml", re.compile(r".*\.options\[\d+\]\.text"), 45),
    ("quiz.yaml", re.compile(r".*\.options\[\d+\]\.text"), OPTION_MAX),
    ("quiz.yaml", re.compile(r"(seed|core\[\d+\]|tie_breaks\[\d+\])\.text"), 120),
    ("tryouts.yaml", re.compile(r"tryouts\[\d+\]\.options\[\d+\]\.text"), 32),
    ("tryouts.yaml", re.compile(r"tryouts\[\d+\]\.(text|options\[\d+\]\.comment)"), 250),
    ("tryouts.yaml", re.compile(r"groups\[\d+\]\.name"), 32),
    ("qualification.yaml", re.compile(r".*\.options\[\d+\]\.text"), OPTION_MAX),
    ("checkins.yaml", re.compile(r".*\.options\[\d+\]\.text"), 40),
    ("business.yaml", re.compile(r"(stages|lost_reasons)\[\d+\]\.name"), 40),
    ("products.yaml", re.compile(r"products\[\d+\]\.(plans\[\d+\]\.)?name"), OPTION_MAX),
    ("professions.yaml", re.compile(r"(facets|professions)\[\d+\]\.name"), OPTION_MAX),
    ("professions.yaml", re.compile(r"professions\[\d+\]\.week\[\d+\]"), STEP_MAX),
)
_LONGEST = 1500
"""Characters of any other text, so that a whole card stays within one message."""


def check_texts(draft: Draft) -> None:
    business = draft.get(BusinessFile)
    languages = business.languages if business is not None else []
    for file, kind in FILES.items():
        shape = draft.get(kind)
        for path, words in words_in(shape):
            _languages(draft, file, path, words, languages)
            _lengths(draft, file, path, words)


def _languages(draft: Draft, file: str, path: Where, words: Words, languages: list[str]) -> None:
    for language in languages:
        if language not in words.root:
            message = f'{path_text(path)} has no text in "{language}"'
            draft.report(file, path, message, f"add {language}: next to the others")
    for language, text in words.root.items():
        if languages and language not in languages:
            message = f'{path_text(path)} has a text in "{language}", which is not one of the languages'
            draft.report(file, (*path, language), message, "remove it or add the language to business.yaml")
        if not text.strip():
            message = f'{path_text(path)} is empty in "{language}"'
            draft.report(file, (*path, language), message, "write the text")


def _lengths(draft: Draft, file: str, path: Where, words: Words) -> None:
    place = path_text(path)
    limit = next((most for name, shape, most in _LIMITS if name == file and shape.fullmatch(place)), _LONGEST)
    for language, text in words.root.items():
        if len(text) > limit:
            message = f"{place} has {len(text)} characters"
            draft.report(file, (*path, language), message, f"make it {limit} or fewer")
