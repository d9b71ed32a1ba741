"""Every figure of the quality report as a table, one line a figure, in codes a spreadsheet can group by."""

import csv
import io
from collections.abc import Iterator

from sales.quality import QualityReport, QuestionReport

Line = tuple[str, str, str, str, object]

HEADING = ("section", "item", "option", "measure", "value")
BOM = "\ufeff"
"""Without it a spreadsheet takes UTF-8 for something else."""


def quality_csv(report: QualityReport) -> str:
    """Semicolons between the columns: a comma is a decimal point where most readers live."""
    sheet = io.StringIO()
    writer = csv.writer(sheet, delimiter=";", lineterminator="\r\n")
    writer.writerow(HEADING)
    for line in _lines(report):
        writer.writerow([_plain(cell) for cell in line])
    return BOM + sheet.getvalue()


def _plain(cell: object) -> object:
    if isinstance(cell, bool):
        return int(cell)
    if isinstance(cell, float):
        return f"{cell:.4f}"
    return "" if cell is None else cell


def _lines(report: QualityReport) -> Iterator[Line]:
    for measure in ("days", "started", "finished", "left", "in_progress", "restarted", "careless", "flat", "honest"):
        yield "attempts", "", "", measure, getattr(report, measure)
    for question in report.questions:
        yield from _question(question)
    for profession, count in report.tops:
        yield "results", profession, "", "first", count
    yield "results", "", "", "evenness", report.evenness
    for measure in ("people", "retakers", "pairs", "same"):
        yield "retakes", "", "", measure, getattr(report, measure)
    for rating in report.ratings:
        place = "decoy" if rating.place == 0 else f"place_{rating.place}"
        for measure in ("liked", "of", "share", "low", "high"):
            yield "ratings", place, "", measure, getattr(rating, measure)
    yield "ratings", "", "", "compared", report.compared
    for measure, value in zip(("lift", "lift_low", "lift_high"), report.lift or (None,) * 3, strict=True):
        yield "ratings", "", "", measure, value


def _question(question: QuestionReport) -> Iterator[Line]:
    measures = ("kind", "reached", "left", "drop", "seconds", "asked", "skip", "drops", "slow", "skips")
    for measure in measures:
        yield "questions", question.id, "", measure, getattr(question, measure)
    for option in question.options:
        for measure in ("count", "share", "is_odd"):
            yield "questions", question.id, option.facet, measure, getattr(option, measure)
