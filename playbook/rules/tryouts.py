"""Small tasks: one for every profession; groups: every profession in exactly one."""

from playbook.draft import Draft
from playbook.shapes import ProfessionsFile
from playbook.shapes_tryouts import TryoutsFile
from playbook.source import Where

FILE = "tryouts.yaml"
BUTTON_CODES = 48
"""Characters for the two codes of an answer, so that its button stays within Telegram's 64 bytes."""


def check_tryouts(draft: Draft) -> None:
    shape = draft.get(TryoutsFile)
    if shape is None:
        return
    tasks: list[tuple[Where, str]] = [(("tryouts", i, "profession"), t.profession) for i, t in enumerate(shape.tryouts)]
    members: list[tuple[Where, str]] = [
        (("groups", i, "professions", k), code)
        for i, group in enumerate(shape.groups)
        for k, code in enumerate(group.professions)
    ]
    draft.refuse_twins(FILE, "group", [(("groups", i, "code"), g.code) for i, g in enumerate(shape.groups)])
    draft.refuse_twins(FILE, "in groups, profession", members)
    draft.refuse_twins(FILE, "a task for", tasks)
    _options(draft, shape)
    table = draft.get(ProfessionsFile)
    if table is not None:
        _codes_apart(draft, shape, table)
        known = [profession.code for profession in table.professions]
        _complete(draft, known, tasks, "has no small task", "write one with two or three answers")
        _complete(draft, known, members, "is in no group", "add it to the one it resembles")


def _codes_apart(draft: Draft, shape: TryoutsFile, table: ProfessionsFile) -> None:
    """A button strikes out a group or a profession by its code alone."""
    professions = {profession.code for profession in table.professions}
    for i, group in enumerate(shape.groups):
        if group.code in professions:
            message = f'the group "{group.code}" has the code of a profession'
            draft.report(FILE, ("groups", i, "code"), message, "give it a code of its own")


def _options(draft: Draft, shape: TryoutsFile) -> None:
    for i, tryout in enumerate(shape.tryouts):
        place: Where = ("tryouts", i, "options")
        draft.refuse_twins(FILE, "option", [((*place, k, "code"), o.code) for k, o in enumerate(tryout.options)])
        for k, option in enumerate(tryout.options):
            if len(tryout.profession) + len(option.code) > BUTTON_CODES:
                message = f'"{tryout.profession}" and "{option.code}" are too long together for a button'
                draft.report(FILE, (*place, k, "code"), message, f"use {BUTTON_CODES} characters or fewer for both")


def _complete(draft: Draft, known: list[str], used: list[tuple[Where, str]], lack: str, next_step: str) -> None:
    """`used` names each of `known`, and nothing else."""
    for path, code in used:
        if code not in known:
            draft.report(FILE, path, f'there is no profession "{code}"', f"use one of {', '.join(sorted(known))}")
    named = {code for _, code in used}
    for code in known:
        if code not in named:
            draft.report(FILE, (), f'the profession "{code}" {lack}', next_step)
