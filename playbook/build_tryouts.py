"""From the checked shape of tryouts.yaml to groups and small tasks."""

from collections.abc import Callable

from playbook import shapes_tryouts as shapes
from playbook.shapes import Words
from sales.playbook import ProfessionGroup, Text, Tryout, TryoutOption

Say = Callable[[Words], Text]


def build_groups(file: shapes.TryoutsFile, text: Say) -> tuple[ProfessionGroup, ...]:
    return tuple(ProfessionGroup(shape.code, text(shape.name), tuple(shape.professions)) for shape in file.groups)


def build_tryouts(file: shapes.TryoutsFile, text: Say) -> tuple[Tryout, ...]:
    return tuple(
        Tryout(
            shape.profession,
            text(shape.text),
            tuple(TryoutOption(o.code, text(o.text), text(o.comment)) for o in shape.options),
        )
        for shape in file.tryouts
    )
