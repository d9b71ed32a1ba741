"""The real playbook is broken in one place at a time; the refusal must name the file, the line and the way out."""

import re
from dataclasses import dataclass
from pathlib import Path

import pytest

from playbook import PlaybookError, load


@dataclass(frozen=True)
class Break:
    """Replace the first `old` (after `after`); the problem stands there, or on the line of `at` (after `after`)."""

    name: str
    file: str
    old: str
    new: str
    message: str
    next_step: str
    at: str | None = None
    after: str = ""


BREAKS = [
    Break("price under cost", "products.yaml", "price: 129900 RUB", "price: 60000 RUB",
          "price 60000 RUB is under the cost 68000 RUB", "raise the price or lower the cost"),
    Break("price of zero", "products.yaml", "price: 129900 RUB", "price: 0 RUB", "the price is zero", "write what"),
    Break("price without currency", "products.yaml", "price: 129900 RUB", "price: 129900",
          '"129900" is not an amount of money', "write it like 129900 RUB"),
    Break("price in another currency", "products.yaml", "price: 129900 RUB", "price: 1299 USD",
          "USD is not the currency of the business (RUB)", "write the amount in RUB"),
    Break("plan under cost", "products.yaml", "months: 12, monthly: 10830 RUB", "months: 12, monthly: 1083 RUB",
          'plan "m12" brings 12996 RUB, under the cost 68000 RUB', "raise the payment"),
    Break("twin plans", "products.yaml", "code: m24", "code: m12", 'plan "m12" is already used on line 23', "own"),
    Break("twin products", "products.yaml", "code: qa-engineer", "code: python-developer",
          'product "python-developer" is already used on line 5', "give each its own"),
    Break("unknown profession", "products.yaml", "[dev]", "[pilot]", 'there is no profession "pilot"', "use one of"),
    Break("unknown check-in", "products.yaml", "    duration:", "    check_ins: [day1, day2]\n    duration:",
          'there is no check-in "day2"', "use a code from checkins.yaml"),
    Break("web address", "products.yaml", "url: https://novy", "url: www.novy", "is not a web address", "in full"),
    Break("unknown key", "products.yaml", "    tagline:", "    taglime:", 'unknown key "taglime"',
          'did you mean "tagline"?'),
    Break("missing key", "products.yaml", "    cost: 68000 RUB\n", "", '"cost" is missing', "add it",
          at="code: python-developer"),
    Break("duplicate key", "products.yaml", "    cost: 68000 RUB\n", "    cost: 68000 RUB\n    cost: 1 RUB\n",
          '"cost" is given twice, first on line 10', "keep one of the two", at="cost: 1 RUB"),
    Break("number instead of text", "products.yaml", '{ru: "Разработчик на Python"', "{ru: 5", "must be text",
          "put it in quotes"),
    Break("quoted number", "products.yaml", "months: 12", 'months: "12"', '"months" must be a whole number',
          "without quotes"),
    Break("missing language", "products.yaml", ', en: "Python developer"', "",
          'products[0].name has no text in "en"', "add en: next to the others", at="Разработчик на Python"),
    Break("unknown language", "products.yaml", 'en: "Python developer"', 'en: "Python developer", de: "Entwickler"',
          'a text in "de", which is not one of the languages', "remove it"),
    Break("empty text", "products.yaml", 'en: "Python developer"', 'en: " "', 'is empty in "en"', "write the text"),
    Break("long option", "quiz.yaml", "find the buyer a replacement at once", "x" * 61,
          "has 61 characters", "make it 60 or fewer"),
    Break("unknown facet in quiz", "quiz.yaml", "facet: DAT", "facet: ART", 'there is no facet "ART"', "use one of"),
    Break("one facet twice in a question", "quiz.yaml", "facet: CHK", "facet: DAT",
          'in one question, facet "DAT" is already used', "give each its own"),
    Break("twin options", "quiz.yaml", "id: chk", "id: dat", 'option "dat" is already used', "give each its own"),
    Break("twin questions", "quiz.yaml", "id: newcomer", "id: evening", 'question "evening" is already', "its own"),
    Break("options that look the same", "quiz.yaml", "наладить капризную технику", "Умею убедить даже сомневающихся!",
          "this option reads the same as the one on line", "word one of them", at="Умею убедить даже",
          after="praise"),
    Break("more than five tie-breaks", "quiz.yaml", "max_extra: 5", "max_extra: 17", '"max_extra" is wrong',
          "change the value"),
    Break("facet of the warm-up", "quiz.yaml", "{id: team, text", "{id: team, facet: PPL, text",
          'unknown key "facet"', "facet"),
    Break("profession that nobody gets", "professions.yaml",
          "COD: 2, SYS: 2, DAT: 2, CHK: 4, VIS: 2, TXT: 1, PRO: 0, ORG: 0, PPL: 1, SRV: 0, FIN: 0",
          "COD: 4, SYS: 3, DAT: 3, CHK: 2, VIS: 3, TXT: 1, PRO: 0, ORG: 1, PPL: 0, SRV: 0, FIN: 0",
          'nobody can get the profession "qa": even its ideal respondent gets "dev"', "make its weights differ",
          at="weights:", after="code: qa"),
    Break("weight over four", "professions.yaml", "{COD: 4", "{COD: 5", '"COD" is wrong', "change the value"),
    Break("weight forgotten", "professions.yaml", "{COD: 4, SYS", "{SYS", '"dev" has no weight for COD',
          "give each facet a weight"),
    Break("weight of an unknown facet", "professions.yaml", "{COD: 4", "{ART: 1, COD: 4", 'there is no facet "ART"',
          "use one of CHK"),
    Break("flat weights", "professions.yaml",
          "COD: 2, SYS: 4, DAT: 2, CHK: 2, VIS: 1, TXT: 0, PRO: 0, ORG: 1, PPL: 1, SRV: 1, FIN: 1",
          "COD: 2, SYS: 2, DAT: 2, CHK: 2, VIS: 2, TXT: 2, PRO: 2, ORG: 2, PPL: 2, SRV: 2, FIN: 2",
          '"ops" weighs every facet the same', "say what the profession asks for"),
    Break("twin facets", "professions.yaml", "code: SYS", "code: COD", 'facet "COD" is already used on line 6', "own"),
    Break("six days in a week", "professions.yaml",
          '      - {ru: "Откройте онлайн-редактор Python и напишите программу, '
          'которая поздоровается с вами по имени.", '
          'en: "Open an online Python editor and write a program that greets you by name."}\n', "",
          '"week" needs at least 7', "add what is missing", at="    week:"),
    Break("long step of a week", "professions.yaml", "Write a guess-the-number game", "x" * 101,
          "professions[0].week[2] has", "make it 120 or fewer"),
    Break("twin professions", "professions.yaml", "code: qa", "code: dev", 'profession "dev" is already', "its own"),
    Break("warm over hot", "qualification.yaml", "warm_at: 35", "warm_at: 70", "warm_at 70 is not under hot_at 65",
          "hot must begin above warm"),
    Break("hot out of reach", "qualification.yaml", "fit_max: 60", "fit_max: 10",
          "no lead can reach hot_at 65: the best score is 50", "lower it", at="hot_at"),
    Break("answer without a rule", "qualification.yaml", "value: looking, text", "value: maybe, text",
          'the answer "maybe" of "start" has no rule', "add a rule"),
    Break("rule without an answer", "qualification.yaml", "signal: hours, value: many", "signal: hours, value: lots",
          'no question has the answer "hours: lots"', "remove the rule"),
    Break("unknown signal", "qualification.yaml", "signal: careless", "signal: lazy", '"lazy" is not known here',
          "use one of"),
    Break("twin rules", "qualification.yaml", "{signal: opened_product,", "{signal: result_reached,",
          'rule for "result_reached" is already used', "own"),
    Break("penalty that gives", "qualification.yaml", "points: -10", "points: 10", "a penalty of 10 takes nothing",
          "with a minus"),
    Break("twin reasons", "qualification.yaml", "reason: unanswered", "reason: silent",
          'reason "silent" is already used', "own"),
    Break("half-life of zero", "qualification.yaml", "half_life: 7d", "half_life: 0d", "fade at once", "like 7d"),
    Break("fading penalty", "qualification.yaml", "part: penalty, lifted_by", "part: penalty, decays: true, lifted_by",
          "would make a lead hotter by itself", "lifted_by"),
    Break("lifted by nothing known", "qualification.yaml", "lifted_by: result_reached", "lifted_by: patience",
          '"patience" is not known here', "use one of"),
    Break("silence that gives", "qualification.yaml", "after: 3d, points: -10", "after: 3d, points: 10",
          "a silence of 10 takes nothing", "with a minus"),
    Break("implied answer that no question has", "qualification.yaml", 'value: "yes", when: [saw_instalments]',
          "value: maybe, when: [saw_instalments]", 'no question has the answer "instalments: maybe"', "imply an"),
    Break("answer implied by an answer", "qualification.yaml", "when: [saw_instalments]", "when: [goal]",
          '"goal" is an answer, not a deed', "name what people do"),
    Break("hot for an answer", "qualification.yaml", "signals: [left_phone,", "signals: [goal,",
          '"goal" is an answer, not a deed', "name what people do"),
    Break("condition on a later question", "qualification.yaml", "unless: {signal: decides, value: parent}",
          "unless: {signal: decides, value: aunt}", 'has the answer "decides: aunt"', "an earlier question"),
    Break("more times than are remembered", "qualification.yaml", "max_times: 2", "max_times: 11",
          '"max_times" is wrong', "change the value"),
    Break("notices without a pause", "cadences.yaml", "notice_every: 3m", "notice_every: 0m",
          "would ring for everybody", "like 3m"),
    Break("cadence going backwards", "cadences.yaml", "unfinished_day, after: 24h", "unfinished_day, after: 10m",
          'step "unfinished_day" is not later than "unfinished_soon"', "in order of time"),
    Break("follow-up going backwards", "cadences.yaml", "call_again, after: 3h", "call_again, after: 5m",
          'step "call_again" is not later than "call_now"', "in order of time"),
    Break("twin steps", "cadences.yaml", "key: unfinished_day", "key: unfinished_soon",
          'step "unfinished_soon" is already used', "own"),
    Break("length of time", "cadences.yaml", "after: 20m", "after: 20 minutes", '"20 minutes" is not a length of time',
          "write it like 20m, 3h or 7d"),
    Break("unknown temperature", "cadences.yaml", "  warm:", "  tepid:", '"tepid" is not known here', "use one of"),
    Break("malformed quiet hours", "cadences.yaml", 'start: "21:00"', 'start: "25:00"', '"25:00" is not a time of day',
          'write it like "09:00"'),
    Break("quiet hours of no length", "cadences.yaml", 'end: "09:00"', 'end: "21:00"',
          "quiet_hours starts and ends at the same time", "two different times"),
    Break("contacts in quiet hours", "cadences.yaml", 'end: "20:00"', 'end: "22:00"',
          "contact_window reaches into quiet_hours", "outside the quiet hours"),
    Break("budget", "cadences.yaml", "per_day: 1", "per_day: 3", "3 a day is more than 2 a week", "lower the day"),
    Break("escalation before reminder", "cadences.yaml", "escalate_after: 15m", "escalate_after: 5m",
          "before the salespeople are reminded", "make it later"),
    Break("late limit forgotten", "cadences.yaml", "  check_in: 3d\n", "", 'no late limit for "check_in"', "like 6h",
          at="late_limits:"),
    Break("check-ins out of order", "checkins.yaml", "after: 7d", "after: 1d",
          'check-in "day7" is not later than "day1"', "in order of time", after="day7"),
    Break("one-sided scale", "checkins.yaml", "bad_at_most: 2", "bad_at_most: 5", "leaves the scale 1 to 5 one-sided",
          "choose a value inside"),
    Break("short recommendation scale", "checkins.yaml", '      - {value: 10, text: {ru: "10", en: "10"}}\n', "",
          "has the values 0 to 10", "list all eleven", at="options:", after="day30"),
    Break("unknown kind of check-in", "checkins.yaml", "kind: ces", "kind: vibe", '"vibe" does not fit', "must match"),
    Break("time zone", "business.yaml", "Europe/Moscow", "Moscow", '"Moscow" is not a time zone',
          "write it like Europe/Moscow"),
    Break("default language", "business.yaml", "default_language: ru", "default_language: kk",
          'default language "kk" is not among', "add it to languages"),
    Break("two won stages", "business.yaml", "outcome: lost", "outcome: won", "2 stages have the outcome won",
          "exactly one stage", at="stages:"),
    Break("consent forgotten", "business.yaml", "kind: ads", "kind: data", 'consent "data" is already used', "own"),
    Break("link code", "links.yaml", "code: home", "code: home page", '"home page" cannot be a deep link', "up to 64"),
    Break("twin links", "links.yaml", "code: tg-channel", "code: home", 'link "home" is already used', "its own"),
    Break("broken YAML", "links.yaml", "links:", "links: [", "this is not valid YAML", "check indents"),
]  # fmt: skip


def broken(copy: Path, how: Break) -> int:
    """Breaks the copy; returns the line where the problem is expected."""
    file = copy / how.file
    text = file.read_text(encoding="utf-8")
    begin = text.index(how.after)
    where = text.index(how.old, begin if how.at is None else 0)
    text = text[:where] + how.new + text[where + len(how.old) :]
    file.write_text(text, encoding="utf-8")
    spot = where if how.at is None else text.index(how.at, text.index(how.after))
    return text.count("\n", 0, spot) + 1


@pytest.mark.parametrize("how", BREAKS, ids=lambda how: how.name)
def test_a_broken_playbook_is_refused_with_file_line_and_way_out(copy, how):
    line = broken(copy, how)
    with pytest.raises(PlaybookError) as refusal:
        load(copy)
    matching = [p for p in refusal.value.problems if how.message in p.message]
    assert matching, str(refusal.value)
    problem = matching[0]
    assert how.next_step in problem.next_step
    assert problem.file == how.file
    if how.name != "broken YAML":
        assert problem.line == line, str(refusal.value)
    assert str(problem).startswith(f"{how.file}:{problem.line}: ")


def test_all_problems_of_all_files_are_told_at_once(copy):
    names = {"price under cost", "long option", "warm over hot", "time zone", "twin links", "missing key"}
    for how in BREAKS:
        if how.name in names - {"missing key"}:
            broken(copy, how)
    with pytest.raises(PlaybookError) as refusal:
        load(copy)
    told = [(p.file, p.line) for p in refusal.value.problems]
    assert {file for file, _ in told} == {
        "products.yaml",
        "quiz.yaml",
        "qualification.yaml",
        "business.yaml",
        "links.yaml",
    }
    assert told == sorted(told)


def test_one_broken_file_does_not_raise_a_flood_about_the_others(copy):
    broken(copy, next(how for how in BREAKS if how.name == "broken YAML"))
    (copy / "professions.yaml").write_text("facets: []\n", encoding="utf-8")
    with pytest.raises(PlaybookError) as refusal:
        load(copy)
    assert {problem.file for problem in refusal.value.problems} == {"links.yaml", "professions.yaml"}


def test_a_price_under_cost_reads_as_one_friendly_sentence(copy):
    broken(copy, BREAKS[0])
    with pytest.raises(PlaybookError) as refusal:
        load(copy)
    assert str(refusal.value) == (
        "products.yaml:9: price 60000 RUB is under the cost 68000 RUB; raise the price or lower the cost"
    )


def test_hot_beyond_what_the_rules_can_give_is_refused_even_under_the_caps(copy):
    file = copy / "qualification.yaml"
    poor = re.sub(r"points: \d+(?=.*part: (fit|engagement))", "points: 3", file.read_text(encoding="utf-8"))
    file.write_text(poor, encoding="utf-8")
    with pytest.raises(PlaybookError, match=r"no lead can reach hot_at 65: the best score is 5[0-9]; lower it"):
        load(copy)


def test_a_missing_file_is_named(copy):
    (copy / "links.yaml").unlink()
    with pytest.raises(PlaybookError, match=r"links\.yaml:1: the file is missing"):
        load(copy)


def test_a_file_under_a_wrong_name_is_not_ignored(copy):
    (copy / "product.yaml").write_text("products: []\n", encoding="utf-8")
    with pytest.raises(PlaybookError, match=r"product\.yaml:1: .*did you mean products\.yaml\?"):
        load(copy)


def test_a_missing_directory_is_named(tmp_path):
    with pytest.raises(PlaybookError, match="there is no playbook directory"):
        load(tmp_path / "nowhere")


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (b"", "the file is empty"),
        (b"\xff\xfe\x00", "cannot be read"),
        (b"links: \x00\n", "characters that YAML does not allow"),
        (b"links: &a [*a]\n", "refers to itself"),
        (b"links: " + b"[" * 900 + b"]" * 900, "nested too deep"),
        (b"- one\n- two\n", "must be a set of keys"),
        (b"links: []\n---\nlinks: []\n", "not valid YAML"),
    ],
)
def test_any_bytes_in_a_file_give_a_sentence_and_no_traceback(copy, content, told):
    (copy / "links.yaml").write_bytes(content)
    with pytest.raises(PlaybookError, match=told) as refusal:
        load(copy)
    assert {problem.file for problem in refusal.value.problems} == {"links.yaml"}
