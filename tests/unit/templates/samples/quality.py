"""The report of the quiz's quality."""

from dataclasses import replace
from typing import Any

from sales.quality import OptionShare, QualityReport, QuestionReport, Rating
from tests.unit.templates.samples.values import Word

_ODD = OptionShare(facet="DAT", count=7, share=0.07, is_odd=True)
_EVEN = OptionShare(facet="CHK", count=31, share=0.31, is_odd=False)
_QUESTION = QuestionReport(
    id="evening",
    kind="core",
    reached=100,
    left=9,
    drop=0.09,
    seconds=12.34,
    asked=90,
    skip=0.2,
    options=(_ODD, _EVEN, _EVEN),
    drops=True,
    slow=True,
    skips=True,
)
_CALM = replace(_QUESTION, drops=False, slow=False, skips=False)
_NEVER = replace(_CALM, kind="narrowing", drop=None, seconds=None, skip=None, options=())
_RATINGS = (
    Rating(place=1, liked=260, of=400, share=0.65, low=0.602, high=0.695),
    Rating(place=0, liked=80, of=400, share=0.2, low=0.164, high=0.242),
)
_REPORT = QualityReport(
    days=30,
    started=1_200,
    finished=900,
    left=260,
    in_progress=10,
    restarted=30,
    careless=40,
    flat=50,
    questions=(_QUESTION, _NEVER),
    tops=(("qa", 300), ("dev", 510)),
    evenness=0.97,
    largest=("dev", 0.63),
    is_lopsided=True,
    people=800,
    retakers=10,
    pairs=12,
    same=8,
    ratings=_RATINGS,
    compared=400,
    lift=(3.25, 2.6, 4.0),
)
_REPORTS = (
    _REPORT,
    replace(_REPORT, lift=(3.9, 3.1, 4.9)),
    replace(_REPORT, lift=(1.5, 1.1, 2.0), is_lopsided=False, pairs=0, in_progress=0, restarted=0),
    replace(_REPORT, lift=None),
    replace(_REPORT, compared=12),
    replace(_REPORT, started=0, finished=0, ratings=(), compared=0, lift=None, largest=None),
)
_LINES = (
    [{"text": Word("К вечеру приятнее всего…"), "kind": "core", "report": _QUESTION}],
    [
        {"text": Word("За что вас чаще хвалят?"), "kind": "core", "report": _CALM},
        {"text": "", "kind": "narrowing", "report": _NEVER},
    ],
)
_DAYS = (30, 7, 0)

SPECIAL: dict[str, dict[str, tuple[Any, ...]]] = {
    "quality/summary": {
        "report": _REPORTS,
        "days": _DAYS,
        "periods": ((7, 30, 90, 0),),
        "largest": (Word("Тестировщик"), None),
        "first": (_RATINGS[0], None),
        "decoy": (_RATINGS[1], None),
        "marked": (1, 0),
        "odd": (5, 0),
    },
    "quality/questions": {"questions": _LINES, "days": _DAYS},
    "quality/options": {
        "questions": (_LINES[0],),
        "odd": ([{"question": Word("Вопрос"), "text": Word("вариант"), "share": 0.07}], []),
        "more": (0, 3),
        "days": _DAYS,
    },
    "quality/ratings": {"report": _REPORTS, "days": _DAYS},
    "quality/file": {"days": _DAYS},
}
