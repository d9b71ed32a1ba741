"""The playbook that is shipped: complete, honest, and readable on a phone."""

import re
import shutil
import time
from dataclasses import replace
from datetime import time as clock
from datetime import timedelta

import pytest

from playbook import load
from sales.playbook import ConsentKind, Money, Signal, Temperature, Text, TimerKind, UnknownCode
from tests.unit.playbook.conftest import REAL


def scored(book):
    return [*book.quiz.core, *book.quiz.tie_breaks]


def test_the_warm_up_question_reads_exactly_as_asked_for(book):
    assert book.quiz.seed.text.in_("ru") == "Я предпочитаю"
    assert len(book.quiz.seed.options) == 3
    assert all(option.facet is None for option in book.quiz.seed.options)


def test_the_instrument_has_its_full_size(book):
    assert len(book.facets) == 11
    assert len(book.professions) == 12
    assert len(book.quiz.core) == 10
    assert len(book.quiz.tie_breaks) == 16
    assert all(len(question.options) == 3 for question in scored(book))


def test_every_profession_has_a_product_and_no_product_serves_more_than_two(book):
    assert all(book.product_for(profession.code) for profession in book.professions)
    assert max(len(product.professions) for product in book.products) <= 2


@pytest.mark.parametrize("language", ["ru", "en"])
def test_options_of_a_question_are_equally_long(book, language):
    for question in scored(book):
        lengths = [len(option.text.in_(language)) for option in question.options]
        assert max(lengths) - min(lengths) <= 10, (question.id, lengths)


def test_english_words_hold_no_cyrillic_and_russian_ones_do(book):
    for question in [book.quiz.seed, *scored(book)]:
        for text in (question.text, *(option.text for option in question.options)):
            assert not re.search("[а-яё]", text.in_("en"), re.IGNORECASE)
            assert re.search("[а-яё]", text.in_("ru"), re.IGNORECASE)


def test_no_accuracy_is_promised_anywhere(book):
    for file in REAL.glob("*.yaml"):
        said = re.sub(r"(?m)^ +(ru|en): \[.*$", "", file.read_text("utf-8"))  # what people ask is theirs to word
        assert not re.search(r"точност\w+ \d|\d+ ?% (accura|точн)|guarantee|гарант", said), file


def test_cadences_are_those_of_the_business(book):
    cadences = book.cadences
    assert [step.after for step in cadences.quiz_nudge] == [
        timedelta(minutes=20),
        timedelta(hours=24),
        timedelta(days=3),
    ]
    assert set(cadences.follow_up) == set(Temperature)
    assert all(step.title for steps in cadences.follow_up.values() for step in steps)
    assert cadences.sla.remind_after == timedelta(minutes=5)
    assert cadences.sla.escalate_after == timedelta(minutes=15)
    assert set(cadences.late_limits) == set(TimerKind)


@pytest.mark.parametrize(
    ("moment", "quiet"),
    [("20:59", False), ("21:00", True), ("23:59", True), ("00:00", True), ("08:59", True), ("09:00", False)],
)
def test_quiet_hours_pass_midnight(book, moment, quiet):
    assert book.cadences.quiet.contains(clock.fromisoformat(moment)) is quiet


@pytest.mark.parametrize(
    ("score", "temperature"), [(100, "hot"), (65, "hot"), (64, "warm"), (35, "warm"), (34, "cold"), (0, "cold")]
)
def test_a_score_has_a_temperature(book, score, temperature):
    assert book.qualification.temperature(score) == temperature


def test_every_signal_has_its_rule(book):
    assert {rule.signal for rule in book.qualification.rules} == set(Signal)
    assert book.qualification.rule(Signal.GOAL, "change").points == 15
    assert book.qualification.rule(Signal.LEFT_PHONE).points == 8
    assert book.qualification.rule(Signal.GOAL, "nonsense") is None


def test_check_ins_follow_at_one_seven_and_thirty_days(book):
    plan = book.check_ins_for(book.products[0].code)
    assert [(c.code, c.kind, c.after.days) for c in plan] == [
        ("day1", "ces", 1),
        ("day7", "csat", 7),
        ("day30", "nps", 30),
    ]
    assert plan[2].is_bad(6)
    assert not plan[2].is_bad(7)
    assert plan[0].option(5).text.in_("en") == "Very easy"


def test_a_product_may_have_its_own_check_ins(book):
    own = replace(book.products[0], check_ins=("day30",))
    changed = replace(book, products=(own, *book.products[1:]))
    assert [check_in.code for check_in in changed.check_ins_for(own.code)] == ["day30"]


def test_money_is_read_into_minor_units(book):
    product = book.product("python-developer")
    assert product.price == Money(12_990_000, "RUB")
    assert product.margin == product.price - product.cost
    assert product.plan("m12").total >= product.price


def test_both_consents_are_there_with_a_version(book):
    assert all(book.consent(kind).version for kind in ConsentKind)


@pytest.mark.parametrize("look_up", ["facet", "profession", "product", "check_in", "stage", "lost_reason"])
def test_an_unknown_code_is_a_named_error(book, look_up):
    with pytest.raises(UnknownCode, match="nonsense"):
        getattr(book, look_up)("nonsense")


def test_a_profession_without_a_product_has_none(book):
    unsold = replace(book, products=tuple(p for p in book.products if "dev" not in p.professions))
    assert unsold.product_for("dev") is None


def test_a_text_falls_back_to_the_default_language():
    text = Text({"ru": "Привет"}, "ru")
    assert text.in_("en") == "Привет"
    with pytest.raises(ValueError, match="default language"):
        Text({"en": "Hello"}, "ru")


def test_the_version_changes_with_the_contents_and_not_with_comments(book, copy):
    assert load(copy).version == book.version
    file = copy / "products.yaml"
    file.write_text("# a note\n" + file.read_text("utf-8"), "utf-8")
    assert load(copy).version == book.version
    file.write_text(file.read_text("utf-8").replace("129900", "139900"), "utf-8")
    assert load(copy).version != book.version
    assert replace(book).version == book.version


def test_an_answer_stored_as_a_facet_finds_its_words_again(book):
    question = book.quiz.question("evening")
    assert question.option_with("CHK") is question.option("chk")
    assert book.quiz.question("nonsense") is None


def test_loading_takes_under_300_milliseconds(copy):
    def once() -> float:
        began = time.perf_counter()
        load(copy)
        return time.perf_counter() - began

    assert min(once() for _ in range(3)) < 0.3


def test_other_files_beside_the_playbook_do_not_matter(copy):
    shutil.copy(REAL / "loader.py", copy / "notes.txt")
    assert load(copy)
