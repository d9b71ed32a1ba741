"""Questions and answers, prices by the month, courses side by side, lessons."""

from typing import Any

from tests.unit.templates.samples.values import AT, PRICE, TOKEN, Word

_CODE = "a" * 24
_OTHERS: tuple[Any, ...] = (
    [],
    [{"answer": _CODE, "title": Word("Есть ли рассрочка?")}, {"answer": "price", "title": Word("Сколько стоит?")}],
)
_EACH = {
    "plan": _CODE,
    "months": 24,
    "first": PRICE,
    "monthly": PRICE,
    "left": 23,
    "total": {"amount": 12_996_000, "currency": "RUB"},
    "extra": 6_000,
    "difference": {"amount": 6_000, "currency": "RUB"},
    "begins": "2026-11-01",
    "last": "2028-10-01",
}
_PLANS = (
    _EACH,
    {**_EACH, "months": 1, "left": 0, "extra": 0},
    {**_EACH, "months": 2, "left": 1, "extra": -6_000},
)
_SIDE = {
    "product": _CODE,
    "name": Word("Тестировщик"),
    "price": PRICE,
    "monthly": PRICE,
    "duration": Word("5 месяцев"),
    "hours": (6, 8),
    "what": Word("находит ошибки"),
    "minus": Word("много повторений"),
    "fits": 87,
}
_OTHER_SIDE = {**_SIDE, "name": Word("Аналитик"), "monthly": None, "hours": None, "fits": None}
_PRODUCTS: tuple[Any, ...] = ([], [{"product": _CODE, "name": Word("Курс")}])
BOTH = (True, False)

SPECIAL: dict[str, dict[str, tuple[Any, ...]]] = {
    "admin/answers": {
        "totals": (
            [],
            [
                {"title": Word("Сколько стоит?"), "given": 12, "judged": 5, "share": 80},
                {"title": Word("gone"), "given": 1, "judged": 0, "share": None},
            ],
        ),
        "unanswered": ([], [{"at": AT, "text": Word("Есть ли общежитие?")}]),
    },
    "answers/answer": {
        "title": (Word("Сколько стоит курс?"),),
        "text": (Word("В цену входит всё."),),
        "about_price": BOTH,
        "cheapest": (PRICE,),
        "dearest": (PRICE,),
        "price": (None, PRICE),
        "product": (_CODE,),
        "ways": ([], ["calc", "deck", "lesson"], ["compare", "products", "quiz", "talk"]),
        "asked": (TOKEN,),
        "others": _OTHERS,
        "owner": ("", Word("Олег")),
    },
    "answers/helped": {"product": ("", _CODE)},
    "answers/maybe": {"asked": (TOKEN,), "others": _OTHERS},
    "answers/questions": {"product": ("", _CODE), "questions": _OTHERS, "page": (0, 1, 2), "pages": (1, 3)},
    "calc/comfort": {"suggested": ([], [{"money": PRICE, "monthly": 49_900}] * 3)},
    "calc/fit": {
        "comfortable": (PRICE,),
        "fit": (None, *_PLANS),
        "easiest": (None, _EACH),
        "each": _PLANS,
        "others": _PRODUCTS,
    },
    "calc/plan": {"plans": (list(_PLANS),), "chosen": _PLANS, "each": _PLANS, "ahead": (0, 2), "can_wait": BOTH},
    "calc/plans": {"plans": ([], list(_PLANS))},
    "compare/choose": {"others": _PRODUCTS},
    "compare/table": {
        "sides": ([_SIDE, _SIDE], [_SIDE, _OTHER_SIDE], [_OTHER_SIDE, _OTHER_SIDE]),
        "dearer": (Word("Тестировщик"),),
        "difference": ({"amount": 0, "currency": "RUB"}, PRICE),
    },
    "contact/question": {"name": ("", Word("Курс")), "slide": ("", Word("Цена"))},
    "fallback/text": {"asked": ("", TOKEN), "others": _OTHERS},
    "lead/message": {"answered": ("", Word("Есть ли рассрочка?"))},
    "lesson/opening": {"minutes": (1, 5), "url": (None, "https://example.org/more")},
    "lesson/practice": {
        "question": (Word("Где ошибка?"),),
        "options": ([{"code": _CODE, "text": Word("Порог слишком большой")}],),
        "step": (3,),
    },
    "lesson/practised": {
        "is_right": BOTH,
        "chosen": (Word("Порог"),),
        "comment": (Word("Почти: посмотрите на строку, которая повторяется."),),
        "step": (3,),
        "has_deck": BOTH,
    },
    "lesson/step": {"step": (1, 2), "steps": (2,), "is_last": BOTH, "has_deck": BOTH},
    "product/card": {
        "suits": ("", Word("Тем, кто любит порядок.")),
        "hours": (None, (5, 5), (8, 10)),
        "monthly": (None, PRICE),
        "has_deck": BOTH,
        "minutes": (0, 5),
        "has_others": BOTH,
    },
    "product/details": {"details": (Word("Пять месяцев практики."),), "url": (None, "https://example.org/course")},
}
