"""From the checked shape of lessons.yaml to lessons."""

from collections.abc import Callable

from playbook import shapes_lessons as shapes
from playbook.shapes import Words
from sales.playbook import Lesson, Practice, PracticeOption, Text

Say = Callable[[Words], Text]


def build_lessons(file: shapes.LessonsFile, text: Say) -> tuple[Lesson, ...]:
    return tuple(_lesson(shape, text) for shape in file.lessons)


def _lesson(shape: shapes.LessonShape, text: Say) -> Lesson:
    return Lesson(
        profession=shape.profession,
        title=text(shape.title),
        minutes=shape.minutes,
        text=text(shape.text),
        steps=tuple(text(step) for step in shape.steps),
        practice=None if shape.practice is None else _practice(shape.practice, text),
        url=shape.url,
    )


def _practice(shape: shapes.PracticeShape, text: Say) -> Practice:
    options = (PracticeOption(o.code, text(o.text), text(o.comment), o.right) for o in shape.options)
    return Practice(text(shape.question), tuple(options))
