"""What would spoil the quiz or its small tasks is refused at the very line."""

import pytest

from playbook import PlaybookError, load
from tests.unit.playbook.test_playbook_refusals import Break, broken

THIRD = (
    '      - {id: srv, facet: SRV, text: {ru: "выручить того, кто зашёл в тупик",'
    ' en: "help out someone who was stuck"}}\n'
)
EVENING = """id: evening
    text: {ru: "К вечеру приятнее всего…", en: "By evening it feels best to…"}
    options:
      - {id: dat,"""
LONG = EVENING.replace("evening", "evening_after_a_long_day", 1).replace("id: dat", "id: look_at_the_data")
GROUP = "professions: [dev, qa, ops]"
BREAKS = [
    Break("two options", "quiz.yaml", THIRD, "", '"evening" has 2 options', "give it 3",
          at="options:", after="evening"),
    Break("uneven options", "quiz.yaml", "выловить последнюю ошибку в отчёте", "найти ошибку",
          'its options in "ru" differ in length: 12 and 37 characters', "make them alike",
          at="options:", after="evening"),
    Break("uneven languages", "quiz.yaml", "catch the last mistake in a report",
          "catch the last mistake in a very long report of the day",
          "its languages differ in length: 34 and 55", "make them alike"),
    Break("codes longer than a button", "quiz.yaml", EVENING, LONG.replace("look", "then_look"),
          '"evening_after_a_long_day" and "then_look_at_the_data"', "42 characters", at="id: then_look"),
    Break("no task", "tryouts.yaml", "  - profession: dev\n", "  - profession: qa\n",
          'the profession "dev" has no small task', "write one", at="groups:"),
    Break("twin tasks", "tryouts.yaml", "  - profession: qa\n", "  - profession: dev\n",
          'a task for "dev" is already used', "give each its own"),
    Break("unknown task", "tryouts.yaml", "  - profession: qa\n", "  - profession: pilot\n",
          'there is no profession "pilot"', "use one of cs"),
    Break("in no group", "tryouts.yaml", GROUP, "professions: [dev, qa]", 'the profession "ops" is in no group',
          "add it to the one", at="groups:"),
    Break("in two groups", "tryouts.yaml", GROUP, "professions: [dev, qa, ops, fin]",
          'in groups, profession "fin" is already used', "its own", at="[da, fin]"),
    Break("group called like a profession", "tryouts.yaml", "code: tech", "code: dev",
          'the group "dev" has the code of a profession', "code of its own"),
    Break("one answer", "tryouts.yaml", "code: read", "code: repeat", 'option "repeat" is already used', "its own"),
    Break("long answer", "tryouts.yaml", "Повторю ошибку у себя", "Повторю ошибку у себя на компьютере",
          "has 35 characters", "make it 32 or fewer"),
]  # fmt: skip


@pytest.mark.parametrize("how", BREAKS, ids=lambda how: how.name)
def test_it_is_refused_with_file_line_and_way_out(copy, how):
    line = broken(copy, how)
    with pytest.raises(PlaybookError) as refusal:
        load(copy)
    matching = [p for p in refusal.value.problems if how.message in p.message]
    assert matching, str(refusal.value)
    assert how.next_step in matching[0].next_step
    assert (matching[0].file, matching[0].line) == (how.file, line), str(refusal.value)
