"""Pages as they are sent: drawn by the real typst from the real templates and the real playbook."""

import io
import re
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest
from pypdf import PdfReader

from bot.pages import PageError, Pages
from bot.renderer import TEMPLATES
from handlers.customer.quiz_pages import guide, result_card
from sales.attachments import PageFile, PageFormat
from sales.quiz.profile import facet_profile
from tests.unit.bot.paper import BOOK, LINK, WORDINGS, answers_of, result_of, sheets_of, size_of, view

CODES = [profession.code for profession in BOOK.professions]
LANGUAGES = ("ru", "en")
HOSTILE = ['#read("/etc/passwd")', "$x$", "*b* _i_ `c` <l> @r", "a\\#{}[]//b", "Я" * 500, "}) #panic()"]
PAGES = Pages()


def card_of(code: str = "mkt", wording: str = "sure", language: str = "ru", name: str = "Анна") -> PageFile:
    return result_card(result_of(code, wording), view(language, name), link=LINK)


def guide_of(code: str = "mkt", wording: str = "sure", language: str = "ru", name: str = "Анна") -> PageFile:
    profile = facet_profile(BOOK.design, answers_of(code))
    return guide(result_of(code, wording), profile, view(language, name), link=LINK)


def draw(file: PageFile, language: str = "ru", **changed: Any) -> bytes:
    return PAGES.draw(file.page, language, file.format, {**file.data, **changed})


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("wording", WORDINGS)
def test_a_card_is_drawn_for_every_wording(wording: str, language: str) -> None:
    png = draw(card_of(wording=wording, language=language), language)
    assert size_of(png) == (1080, 1350)
    assert len(png) < 300_000


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("wording", WORDINGS)
def test_a_guide_is_drawn_for_every_wording(wording: str, language: str) -> None:
    sheets = sheets_of(draw(guide_of(wording=wording, language=language), language))
    assert len(sheets) == 3
    assert ("%" in sheets[1]) == (wording != "flat")


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("code", CODES)
def test_a_guide_says_all_that_is_known(code: str, language: str) -> None:
    file = guide_of(code, language=language)
    sheets = sheets_of(draw(file, language))
    assert 2 <= len(sheets) <= 3
    words = " ".join(sheets)
    top = BOOK.profession(code)
    question = BOOK.quiz.question(result_of(code).top.reasons[0].question_id)
    assert question is not None
    chosen = question.option_with(result_of(code).top.reasons[0].facet)
    assert chosen is not None
    wanted = [top.name, top.day, top.minus, *top.week, chosen.text, *(facet.name for facet in BOOK.facets)]
    for text in wanted:
        assert text.in_(language) in words
    lesson = BOOK.lesson_for(code)
    assert lesson is None or lesson.title.in_(language) in words
    assert "O*NET® 30.2" in words
    assert "CC BY 4.0" in words
    assert LINK.removeprefix("https://") in words
    assert [sheet.rsplit(" ", 1)[-1] for sheet in sheets] == ["1", "2", "3"]


@pytest.mark.parametrize("code", CODES[::4])
def test_a_flat_guide_tries_three_professions_in_one_week(code: str) -> None:
    result = result_of(code, "flat")
    last = sheets_of(draw(guide_of(code, "flat")))[-1]
    for match in result.ranking:
        profession = BOOK.profession(match.profession)
        assert all(step.in_("ru") in last for step in profession.week[:2])
        assert profession.week[2].in_("ru") not in last


@pytest.mark.parametrize("name", HOSTILE)
def test_a_name_is_never_markup(name: str) -> None:
    first = sheets_of(draw(guide_of(name=name)))[0]
    kept = name if len(name) <= 20 else name[:19] + "…"
    assert kept.replace(" ", "") in first.replace(" ", "")
    assert "root:" not in first
    assert size_of(draw(card_of(name=name))) == (1080, 1350)


@pytest.mark.parametrize("name", ["李雷", "محمد", "שרה", "🌸🌸", "\u200b\u2060", "\x00\x1f", "...", "Łëŋ李", ""])
def test_a_name_the_font_cannot_write_is_left_out(name: str) -> None:
    assert draw(card_of(name=name)) == draw(card_of(name=""))


@pytest.mark.parametrize(
    ("typed", "written"),
    [("Ольга 🌸", "Ольга"), ("A\u200bnna", "Anna"), ("\u202eИра\u202c", "Ира"), ("Андреи\u0306", "Андрей")],
)
def test_signs_the_font_lacks_leave_the_name_whole(typed: str, written: str) -> None:
    assert draw(card_of(name=typed)) == draw(card_of(name=written))
    assert draw(card_of(name=typed)) != draw(card_of(name=""))


@pytest.mark.parametrize("name", ["Әсел", "Ғани", "Ҳусан", "Їжак", "Ąžuolas", "Siân", "Þór", "Ngô"])
def test_names_of_many_languages_are_written(name: str) -> None:
    assert name in sheets_of(draw(guide_of(name=name)))[0]


@pytest.mark.parametrize("wording", ["sure", "close", "flat"])
@pytest.mark.parametrize("long", ["Щ" * 60, "Щебень " * 8 + "Щука"])
def test_the_longest_words_the_playbook_allows_stay_on_the_paper(long: str, wording: str) -> None:
    card = card_of(wording=wording)
    matches = [{**match, "name": long, "what": long} for match in card.data["matches"]]
    assert size_of(draw(card, matches=matches, business=long, link=LINK + "x" * 40)) == (1080, 1350)
    file = guide_of(wording=wording)
    matches = [{**match, "name": long, "what": long, "reasons": [long] * 3} for match in file.data["matches"]]
    facets = [{**facet, "name": long} for facet in file.data["facets"]]
    assert len(sheets_of(draw(file, matches=matches, facets=facets, business=long))) <= 4


@pytest.mark.parametrize(("code", "title"), [("smm", "неделя: SMM-специалист"), ("qa", "неделя: тестировщик")])
def test_a_profession_within_a_sentence_is_written_small_but_for_abbreviations(code: str, title: str) -> None:
    assert title in sheets_of(draw(guide_of(code)))[2]


def test_whoever_skipped_everything_gets_a_guide_too() -> None:
    result = result_of("dev", "flat")
    sheets = sheets_of(draw(guide(result, (), view(), link=LINK)))
    assert len(sheets) == 3
    assert "Вы пропустили все вопросы" in sheets[0]


def test_one_profession_left_in_the_playbook_is_enough() -> None:
    file, card = guide_of(), card_of()
    assert len(sheets_of(draw(file, matches=file.data["matches"][:1]))) >= 2
    assert size_of(draw(card, matches=card.data["matches"][:1])) == (1080, 1350)


def test_only_our_own_font_is_used() -> None:
    reader = PdfReader(io.BytesIO(draw(guide_of())))
    fonts = {
        str(font.get_object()["/BaseFont"]) for sheet in reader.pages for font in sheet["/Resources"]["/Font"].values()
    }
    assert fonts
    assert all("GolosText" in font for font in fonts)


def test_the_same_data_gives_the_same_bytes_from_any_thread() -> None:
    files = [card_of(), guide_of()] * 4
    alone = [draw(file) for file in files[:2]] * 4
    with ThreadPoolExecutor(4) as threads:
        assert list(threads.map(draw, files)) == alone


def test_an_unknown_language_is_the_first_one() -> None:
    assert draw(card_of(), "de") == draw(card_of(), "ru")


@pytest.mark.parametrize("page", ["missing", "../../ru/pages/guide", "guide.typ", "", "/etc/passwd"])
def test_an_unknown_page_is_refused(page: str) -> None:
    with pytest.raises(PageError, match="no page"):
        PAGES.draw(page, "ru", PageFormat.PDF, {})


@pytest.mark.parametrize(
    "data", [{}, {"name": {1, 2}}, {"name": "\ud800"}, {**card_of().data, "link": "x" * 3000}, {"matches": 5}]
)
def test_broken_data_is_refused_without_repeating_it(data: dict[str, Any]) -> None:
    with pytest.raises(PageError) as refusal:
        PAGES.draw("result_card", "ru", PageFormat.PNG, {"secret": "+79990001122", **data})
    assert "result_card" in str(refusal.value)
    assert "7999" not in str(refusal.value)
    assert size_of(draw(card_of())) == (1080, 1350)


def page_of(folder: Path, source: str) -> Pages:
    (folder / "ru" / "pages").mkdir(parents=True)
    (folder / "ru" / "pages" / "try.typ").write_text(source, encoding="utf-8")
    return Pages(folder)


@pytest.mark.parametrize("path", ["/etc/passwd", "../../../../../../../../etc/passwd", "../../../secret.txt"])
def test_a_page_sees_nothing_outside_the_templates(tmp_path: Path, path: str) -> None:
    (tmp_path / "secret.txt").write_text("secret")
    with pytest.raises(PageError):
        page_of(tmp_path / "templates", f'#read("{path}")').draw("try", "ru", PageFormat.PDF, {})


def test_a_picture_is_one_sheet(tmp_path: Path) -> None:
    pages = page_of(tmp_path, "#pagebreak()")
    assert pages.draw("try", "ru", PageFormat.PDF, {}).startswith(b"%PDF")
    with pytest.raises(PageError, match="one sheet"):
        pages.draw("try", "ru", PageFormat.PNG, {})


def test_both_languages_have_the_same_pages_and_none_needs_the_network() -> None:
    assert sorted(p.name for p in TEMPLATES.glob("ru/pages/*")) == sorted(p.name for p in TEMPLATES.glob("en/pages/*"))
    for path in TEMPLATES.rglob("*.typ"):
        source = path.read_text(encoding="utf-8")
        assert not re.search(r"@(preview|local)/", source), path
        assert "/ru/" in str(path) or not re.search(r"[А-Яа-яЁё]{2}", source), path


def test_no_page_promises_accuracy() -> None:
    for path in TEMPLATES.rglob("*.typ"):
        assert not re.search(r"точност|accura|гарант|guarantee", path.read_text(encoding="utf-8"), re.IGNORECASE), path
