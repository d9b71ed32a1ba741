"""Lessons: one a profession, with a task that can be done."""

from playbook.draft import Draft
from playbook.shapes import ProfessionsFile
from playbook.shapes_lessons import LessonsFile, PracticeShape
from playbook.source import Where

FILE = "lessons.yaml"


def check_lessons(draft: Draft) -> None:
    shape = draft.get(LessonsFile)
    if shape is None:
        return
    places = [(("lessons", i, "profession"), lesson.profession) for i, lesson in enumerate(shape.lessons)]
    draft.refuse_twins(FILE, "profession", places)
    table = draft.get(ProfessionsFile)
    known = {profession.code for profession in table.professions} if table is not None else None
    for path, code in places:
        if known is not None and code not in known:
            message = f'there is no profession "{code}"'
            draft.report(FILE, path, message, f"use one of {', '.join(sorted(known))}")
    for i, lesson in enumerate(shape.lessons):
        if lesson.practice is not None:
            _practice(draft, ("lessons", i, "practice"), lesson.practice)


def _practice(draft: Draft, place: Where, practice: PracticeShape) -> None:
    options = [((*place, "options", k, "code"), option.code) for k, option in enumerate(practice.options)]
    draft.refuse_twins(FILE, "option", options)
    right = sum(option.right for option in practice.options)
    if not 0 < right < len(practice.options):
        message = "no option is right" if not right else "every option is right"
        draft.report(FILE, (*place, "options"), message, "mark the right one with right: true, and only it")
