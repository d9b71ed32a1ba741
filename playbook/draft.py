"""A playbook being checked: the files that have the right shape, and what is wrong so far."""

from collections.abc import Hashable, Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TypeVar

from pydantic import BaseModel

from playbook.shapes import (
    BusinessFile,
    CadencesFile,
    CheckInsFile,
    LinksFile,
    ProductsFile,
    ProfessionsFile,
    QuizFile,
    Words,
)
from playbook.shapes_answers import AnswersFile
from playbook.shapes_decks import DecksFile
from playbook.shapes_lessons import LessonsFile
from playbook.shapes_qualification import QualificationFile
from playbook.shapes_tryouts import TryoutsFile
from playbook.source import Source, Where

FILES: dict[str, type[BaseModel]] = {
    "answers.yaml": AnswersFile,
    "business.yaml": BusinessFile,
    "cadences.yaml": CadencesFile,
    "checkins.yaml": CheckInsFile,
    "decks.yaml": DecksFile,
    "lessons.yaml": LessonsFile,
    "links.yaml": LinksFile,
    "products.yaml": ProductsFile,
    "professions.yaml": ProfessionsFile,
    "qualification.yaml": QualificationFile,
    "quiz.yaml": QuizFile,
    "tryouts.yaml": TryoutsFile,
}

ShapeT = TypeVar("ShapeT", bound=BaseModel)


@dataclass(slots=True)
class Draft:
    directory: Path
    sources: dict[str, Source]
    shapes: dict[type[BaseModel], BaseModel] = field(default_factory=dict)

    def get(self, kind: type[ShapeT]) -> ShapeT | None:
        """None while the file is broken: rules that need it wait until it is mended."""
        shape = self.shapes.get(kind)
        return shape if isinstance(shape, kind) else None

    def report(self, file: str, path: Where, message: str, next_step: str) -> None:
        self.sources[file].report(path, message, next_step)

    def refuse_twins(self, file: str, what: str, places: Iterable[tuple[Where, Hashable]]) -> None:
        seen: dict[Hashable, Where] = {}
        for path, key in places:
            if key in seen:
                first = self.sources[file].line(seen[key])
                message = f'{what} "{key}" is already used on line {first}'
                self.report(file, path, message, "give each its own")
            else:
                seen[key] = path


def words_in(shape: Any, path: Where = ()) -> Iterator[tuple[Where, Words]]:
    """Every text of a file with its place."""
    if isinstance(shape, Words):
        yield path, shape
    elif isinstance(shape, BaseModel):
        for name in type(shape).model_fields:
            yield from words_in(getattr(shape, name), (*path, name))
    elif isinstance(shape, list):
        for i, item in enumerate(shape):
            yield from words_in(item, (*path, i))
    elif isinstance(shape, dict):
        for key, item in shape.items():
            yield from words_in(item, (*path, str(key)))
