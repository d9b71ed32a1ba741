"""The shape of tryouts.yaml."""

from typing import Annotated

from pydantic import Field

from playbook.shapes import Shape, Words
from playbook.values import Code


class GroupShape(Shape):
    code: Code
    name: Words
    professions: Annotated[list[Code], Field(min_length=1)]


class TryoutOptionShape(Shape):
    code: Code
    text: Words
    comment: Words


class TryoutShape(Shape):
    profession: Code
    text: Words
    options: Annotated[list[TryoutOptionShape], Field(min_length=2, max_length=3)]


class TryoutsFile(Shape):
    groups: Annotated[list[GroupShape], Field(min_length=3)]
    tryouts: list[TryoutShape]
