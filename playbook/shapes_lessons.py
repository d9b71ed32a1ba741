"""The shape of lessons.yaml."""

from typing import Annotated

from pydantic import Field

from playbook.shapes import Shape, Words
from playbook.values import Code, Url


class PracticeOptionShape(Shape):
    code: Code
    text: Words
    comment: Words
    right: bool = False


class PracticeShape(Shape):
    question: Words
    options: Annotated[list[PracticeOptionShape], Field(min_length=2, max_length=4)]


class LessonShape(Shape):
    profession: Code
    title: Words
    minutes: Annotated[int, Field(ge=1, le=30)]
    text: Words
    steps: Annotated[list[Words], Field(min_length=1, max_length=6)]
    practice: PracticeShape | None = None
    url: Url | None = None


class LessonsFile(Shape):
    lessons: list[LessonShape]
