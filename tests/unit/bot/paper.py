"""A person with a result, and what can be read on a drawn page."""

import io
import re
import struct
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

from pypdf import PdfReader

import playbook
from handlers.step import View
from sales.people import Person, PersonId
from sales.quiz import Answered, Confidence, QuizResult, build_result, start

BOOK = playbook.load(Path(playbook.__file__).parent)
LINK = "https://t.me/novy_kurs_bot?start=r_Xy7Kd0aQ3mZt"
NOON = datetime(2026, 11, 23, 12, tzinfo=UTC)
WORDINGS = {
    "sure": (Confidence.SURE, (88, 64, 51), False),
    "leading": (Confidence.CLOSE, (85, 69, 64), False),
    "close": (Confidence.CLOSE, (71, 68, 48), False),
    "hasty": (Confidence.SURE, (88, 64, 51), True),
    "flat": (Confidence.FLAT, (55, 54, 54), False),
}


def view(language: str = "ru", name: str = "Анна") -> View:
    person = Person(id=PersonId(1), telegram_id=1, first_name=name, language=language, created_at=NOON, seen_at=NOON)
    return View(person=person, playbook=BOOK, zone="Europe/Moscow", bot_username="novy_kurs_bot")


def answers_of(code: str) -> tuple[Answered, ...]:
    """Of somebody made for the profession: core and tie-breaks."""
    weights = BOOK.profession(code).weights
    questions = (*BOOK.design.core, *BOOK.design.tie_breaks)
    return tuple(Answered(q.id, max(q.facets, key=weights.__getitem__), 4_000) for q in questions)


def result_of(code: str, wording: str = "sure") -> QuizResult:
    """The profession on top, with the wording asked for."""
    attempt = replace(start(BOOK.design, "t", "anna"), seed_done=True, seed_answer="team", answers=answers_of(code))
    result = build_result(BOOK.design, attempt)
    assert result.top.profession == code
    confidence, percents, careless = WORDINGS[wording]
    ranking = tuple(replace(match, percent=p) for match, p in zip(result.ranking, percents, strict=True))
    is_flat = confidence is Confidence.FLAT
    told = replace(result, ranking=ranking, confidence=confidence, flat=is_flat, careless=careless)
    assert told.wording.value == wording
    return told


def size_of(png: bytes) -> tuple[int, int]:
    assert png.startswith(b"\x89PNG\r\n\x1a\n")
    return struct.unpack(">II", png[16:24])


def sheets_of(pdf: bytes) -> list[str]:
    """The words of each sheet, spaces of all kinds made one."""
    return [re.sub(r"\s+", " ", sheet.extract_text()) for sheet in PdfReader(io.BytesIO(pdf)).pages]
