"""A lead judged, and what is told of it."""

from typing import Any

from tests.unit.templates.samples.decks import WATCHED
from tests.unit.templates.samples.score import BECAUSE
from tests.unit.templates.samples.values import ANNA, AT, TOKEN, Word

_REASONS = [
    {"words": Word("хочет начать в ближайшие две недели"), "points": 20, "is_guess": False},
    {"words": Word("хочет платить частями"), "points": 10, "is_guess": True},
    {"words": Word("тест пройден слишком быстро"), "points": -10, "is_guess": False},
    {"words": Word("пока просто смотрит"), "points": 0, "is_guess": False},
]
_NEXT = (
    "call_now",
    "call_later",
    "call_instead",
    "answer",
    "write_now",
    "write",
    "ask_parents",
    "leave_alone",
    "gone",
)
_ASKED = [{"text": Word("А рассрочка есть?"), "slide": ""}, {"text": Word("И сколько?"), "slide": Word("Цена")}]
_JUDGED: dict[str, tuple[Any, ...]] = {
    "reasons": ([], _REASONS, _REASONS * 3),
    "fit": (50,),
    "fit_max": (60,),
    "engagement": (33,),
    "engagement_max": (40,),
    "chance": (None, 62),
}
_TOLD: dict[str, tuple[Any, ...]] = {**_JUDGED, "is_free": (True, False), "next": _NEXT}
_QUESTION = {
    "number": 1,
    "total": 5,
    "text": Word("Зачем вам новая профессия?"),
    "signal": "instalments",
    "options": [{"value": "change", "text": Word("Сменить работу")}],
}
_ANSWERS = {
    "goal": Word("Сменить работу"),
    "start": Word("Через месяц"),
    "hours": Word("До пяти часов"),
    "instalments": Word("Частями"),
}
_TASK = {"token": TOKEN, "title": Word("Позвонить"), "key": "call_now", "due_at": AT, "late": False}
_LINE = {"token": TOKEN, "name": ANNA, "temperature": "hot", "fit": 60, "engagement": 40}
_NONE = dict.fromkeys(_ANSWERS, "")

SPECIAL: dict[str, dict[str, tuple[Any, ...]]] = {
    "customer/question": {"question": (_QUESTION, {**_QUESTION, "number": 2})},
    "customer/plan": {
        "answers": (_ANSWERS, _NONE),
        "product": ("a" * 24,),
        "name": (Word("Тестировщик"), ""),
        "duration": (Word("5 месяцев"), ""),
        "has_lesson": (True, False),
    },
    "lead/again": {"questions": ([], _ASKED), "more": (0, 1, 2, 5), "is_free": (True, False)},
    "lead/card": {
        **BECAUSE,
        **_JUDGED,
        "owner": (Word("Олег"),),
        "tasks": ([], [_TASK]),
        "watched": WATCHED,
        "product": ("", Word("Курс")),
        "next": (None, *_NEXT),
        "questions": ([], _ASKED),
        "more_questions": (0, 4),
    },
    "lead/list": {"leads": ([], [_LINE]), "fit_max": (60,), "engagement_max": (40,)},
    "lead/notice": {
        **_TOLD,
        "question": (None, Word("А рассрочка есть?")),
        "product": ("", Word("Курс")),
        "slide": ("", Word("Цена")),
    },
    "lead/result": {**_JUDGED, "is_free": (True, False), "product": ("", Word("Курс"))},
    "lead/warmer": _TOLD,
}
