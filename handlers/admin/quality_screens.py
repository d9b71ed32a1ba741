"""The pages of the quality report."""

from collections.abc import Callable
from typing import Any

from handlers.admin.quality_file import quality_csv
from handlers.reply import Reply, message, screen
from handlers.step import View
from sales.attachments import TextFile
from sales.people import Person
from sales.playbook import Playbook
from sales.quality import QualityReport, QuestionReport

PERIODS = (7, 30, 90, 0)
ODD_OPTIONS = 6


def page_of(report: QualityReport, page: str) -> Callable[[Person, View], Reply]:
    """A page nobody knows is the summary."""
    return lambda person, view: _PAGES.get(page, summary_screen)(report, view)


def summary_screen(report: QualityReport, view: View) -> Reply:
    first, decoy = (next((r for r in report.ratings if r.place == place), None) for place in (1, 0))
    return screen(
        "quality/summary",
        report=report,
        days=report.days,
        periods=PERIODS,
        largest=_profession(view.playbook, report.largest[0], view) if report.largest else None,
        first=first,
        decoy=decoy,
        marked=sum(question.is_marked for question in report.questions),
        odd=sum(option.is_odd for question in report.questions for option in question.options),
    )


def questions_screen(report: QualityReport, view: View) -> Reply:
    lines = [_line(question, view) for question in report.questions if question.kind != "tie_break"]
    return screen("quality/questions", questions=lines, days=report.days)


def options_screen(report: QualityReport, view: View) -> Reply:
    asked = [question for question in report.questions if question.options and question.kind != "tie_break"]
    odd = [
        {"question": _text(question, view), "text": _option_text(question, option.facet, view), "share": option.share}
        for question in report.questions
        for option in question.options
        if option.is_odd
    ]
    lines = [_line(question, view) for question in asked]
    return screen(
        "quality/options", questions=lines, odd=odd[:ODD_OPTIONS], more=len(odd[ODD_OPTIONS:]), days=report.days
    )


def ratings_screen(report: QualityReport, view: View) -> Reply:
    return screen("quality/ratings", report=report, days=report.days)


def file_message(report: QualityReport, view: View) -> Reply:
    file = TextFile(name=f"quality-{report.days or 'all'}.csv", text=quality_csv(report))
    return message("quality/file", days=report.days, attachment=file)


_PAGES: dict[str, Callable[[QualityReport, View], Reply]] = {
    "summary": summary_screen,
    "questions": questions_screen,
    "options": options_screen,
    "ratings": ratings_screen,
    "file": file_message,
}


def _line(question: QuestionReport, view: View) -> dict[str, Any]:
    return {"text": _text(question, view), "report": question, "kind": question.kind}


def _text(question: QuestionReport, view: View) -> str:
    known = view.playbook.quiz.question(question.id)
    return "" if known is None else view.say(known.text)


def _option_text(question: QuestionReport, facet: str, view: View) -> str:
    """Options are counted by facet, those of the warm-up by their id."""
    known = view.playbook.quiz.question(question.id)
    option = known and (known.option_with(facet) or known.option(facet))
    return view.say(option.text) if option else facet


def _profession(playbook: Playbook, code: str, view: View) -> str:
    """A profession that left the playbook keeps its code."""
    known = next((profession for profession in playbook.professions if profession.code == code), None)
    return code if known is None else view.say(known.name)
