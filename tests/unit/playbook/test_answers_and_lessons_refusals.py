"""What is refused in answers.yaml, lessons.yaml and the new keys of products.yaml: with file, line and the way out."""

from pathlib import Path

import pytest

from playbook import PlaybookError, load
from tests.unit.playbook.test_playbook_refusals import Break, broken

BREAKS = [
    Break("twin answers", "answers.yaml", "code: instalment", "code: price", 'answer "price" is already used', "own"),
    Break("twin phrases", "answers.yaml", '"почём учёба"', '"рассрочка на год"',
          'phrase "рассрочка на год" is already', "give each its own",
          at='"рассрочка на год"', after="code: instalment"),
    Break("a phrase of fillers", "answers.yaml", '"почём учёба"', '"а можно у вас"',
          "holds only words that say nothing", "add a word that says what is asked"),
    Break("no phrases in a language", "answers.yaml", '\n      en: ["what is the price"',
          '\n      de: ["Was kostet das"',
          'there is nothing in "en"', "add en", at="ask:", after="code: price"),
    Break("a strange language", "answers.yaml", '\n      en: ["what is the price"',
          '\n      de: ["Was kostet das"]\n      en: ["what is the price"', '"de" is not one of the languages',
          "remove it", at="de: ["),
    Break("an answer too long", "answers.yaml", "The price covers all", "x" * 900, "characters",
          "make it 900 or fewer"),
    Break("a title too long", "answers.yaml", "How much is the course?", "x" * 41, "has 41 characters", "40 or fewer"),
    Break("an unknown button", "answers.yaml", "buttons: [calc, products]", "buttons: [calc, money]", "not known here",
          "use one of"),
    Break("an unknown signal", "answers.yaml", "signals: [saw_price]", "signals: [rich]", "not known here",
          "use one of"),
    Break("an unknown kind", "answers.yaml", "kind: objection", "kind: doubt", "not known here", "use one of"),
    Break("an unknown product", "answers.yaml", "code: price\n", "code: price\n    products: [piano]\n",
          'there is no product "piano"', "use one of", at="products: [piano]"),
    Break("an unknown profession", "lessons.yaml", "profession: qa", "profession: pilot",
          'there is no profession "pilot"', "use one of"),
    Break("two lessons for one profession", "lessons.yaml", "profession: qa", "profession: dev",
          'profession "dev" is already used', "give each its own"),
    Break("no right option", "lessons.yaml", "{code: add, right: true, text", "{code: add, text", "no option is right",
          "right: true", at="options:"),
    Break("twin options", "lessons.yaml", "code: zero", "code: add", 'option "add" is already used',
          "give each its own"),
    Break("an option too long for a phone", "lessons.yaml", "The limit of 1000 is too high", "x" * 46,
          "has 46 characters", "make it 45 or fewer"),
    Break("hours the wrong way round", "products.yaml", 'hours: "8-10"', 'hours: "10-8"', "is not a number of hours",
          'like "6-8"'),
]  # fmt: skip


@pytest.mark.parametrize("how", BREAKS, ids=lambda how: how.name)
def test_a_broken_answer_or_lesson_is_refused_with_file_line_and_way_out(copy: Path, how: Break) -> None:
    line = broken(copy, how)
    with pytest.raises(PlaybookError) as refusal:
        load(copy)
    problem = next((p for p in refusal.value.problems if how.message in p.message), None)
    assert problem is not None, str(refusal.value)
    assert how.next_step in problem.next_step
    assert (problem.file, problem.line) == (how.file, line)


def test_a_playbook_without_lessons_is_a_playbook(copy: Path) -> None:
    (copy / "lessons.yaml").write_text("lessons: []\n", encoding="utf-8")
    assert load(copy).lesson_for("dev") is None
