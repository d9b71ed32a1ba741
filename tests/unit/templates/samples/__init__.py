"""Sample values for every template, by the names that templates use.

A template is rendered with the first value of each name it mentions, then once more for every further value.
`SPECIAL` says what a name means in one template only; a name in neither place makes the tests fail. Text that a
person may have written, or a salesperson may write into the playbook, is a Word: hostile values go there.
"""

from typing import Any

from tests.unit.templates.samples import answers, decks, journey, judging, merging, quality, quiz, score
from tests.unit.templates.samples.values import Word

COMMON: dict[str, tuple[Any, ...]] = journey.COMMON
SPECIAL: dict[str, dict[str, tuple[Any, ...]]] = {}
for _subject in (journey, decks, judging, merging, quality, score, quiz, answers):
    SPECIAL |= _subject.SPECIAL

__all__ = ["COMMON", "SPECIAL", "Word"]
