"""Presentations, and what is said of them on the lead card."""

from typing import Any

from tests.unit.templates.samples.values import PRICE, Word

_CODE = "tester-from-scratch-24ch"
_SLIDE = "slide-with-a-long-code-x"
BOTH = (True, False)
WATCHED: tuple[Any, ...] = (
    [],
    [
        {
            "product": Word("Курс"),
            "seconds": seconds,
            "seen": 6,
            "total": 11,
            "again": [{"title": Word("Цена"), "times": 2}, {"title": Word("Работы"), "times": 5}],
            "longest": Word("Программа"),
            "skipped": [Word("Условия")],
            "asked": [Word("Преподаватель")],
        }
        for seconds in (12, 245)
    ],
    [
        {"product": Word("Курс"), "seconds": 0, "seen": 1, "total": 11, "again": [], "longest": "", "skipped": []}
        | {"asked": []}
    ],
)

SPECIAL: dict[str, dict[str, tuple[Any, ...]]] = {
    "deck/slide": {
        "product": (_CODE,),
        "slide": (_SLIDE,),
        "kind": ("intro", "day", "reviews", "price", "plans", "ending"),
        "title": (Word("Преподаватель"),),
        "text": (Word("• первое\n• второе"),),
        "jobs": ([{"name": Word("Тестировщик"), "day": Word("Ищет."), "plus": Word("да"), "minus": Word("нет")}],),
        "plans": ([], [{"name": Word("Рассрочка"), "monthly": PRICE}]),
        "reviews": ([{"author": Word("Анна"), "text": Word("Трудно, но понятно")}], []),
        "place": (3,),
        "total": (11,),
        "previous": (_SLIDE, None),
        "next": (_SLIDE, None),
        "price_slide": (_SLIDE, None),
        "has_lesson": BOTH,
        "resumed": BOTH,
        "instead": BOTH,
    },
    "deck/contents": {
        "product": (_CODE,),
        "name": (Word("Курс"),),
        "seen": BOTH,
        "slides": ([{"slide": _SLIDE, "title": Word("Цена"), "is_seen": is_seen} for is_seen in BOTH],),
    },
}
