"""The result of the quiz, thumbs, small tasks, striking out."""

from typing import Any

from tests.unit.templates.samples.values import AT, TOKEN, Word

_MATCH = {
    "name": Word("Тестировщик"),
    "what": Word("ищет ошибки раньше, чем их найдут люди"),
    "percent": 87,
    "reasons": [Word("разобраться, почему сломалось"), Word("навести порядок")],
    "minus": Word("выступать на сцене"),
    "honest": Word("много однообразия"),
    "plus": Word("видно пользу"),
    "day": Word("Проверяет, описывает, спорит."),
}
_BARE = {**_MATCH, "reasons": [], "minus": None}
_MATCHES = ([_MATCH, _MATCH, _MATCH], [_BARE])
_WAYS = ([], [{"name": Word("Тестировщик"), "product": "a" * 24}, {"name": Word("HR"), "product": None}])
_RATED = [
    {"profession": "p" * 24, "name": Word("Тестировщик"), "what": Word("ищет ошибки"), "liked": liked}
    for liked in (True, False, None)
]
_PAST = [
    {"at": AT, "flat": False, "professions": [Word("Аналитик"), Word("HR")], "moved_from": Word("HR"), "same": False},
    {"at": AT, "flat": False, "professions": [Word("HR")], "moved_from": "", "same": True},
    {"at": AT, "flat": True, "professions": [], "moved_from": "", "same": False},
]
_ROWS = [{"code": "c" * 24, "name": Word("Тестировщик"), "struck": struck} for struck in (True, False)]

SPECIAL: dict[str, dict[str, tuple[Any, ...]]] = {
    "quiz/question": {"question": ("q" * 14,), "resumed": (0, 1, 3, 11), "dropped": (0, 1, 3, 11)},
    "quiz/result": {
        "matches": _MATCHES,
        "product": (None, "a" * 24),
        "wording": ("sure", "leading", "close", "hasty"),
        "apart": ([], [Word("искать ответ в цифрах"), Word("писать истории")]),
    },
    "quiz/why": {"matches": _MATCHES, "least": (None, _MATCH, _BARE)},
    "quiz/day": {"matches": _MATCHES},
    "quiz/card": {"professions": ([Word("Тестировщик"), Word("Аналитик"), Word("HR")],)},
    "quiz/guide": {"product": (None, "a" * 24)},
    "quiz/history": {"past": (_PAST,), "earlier": (0, 1, 3, 11)},
    "quiz/rating": {"rated": (_RATED,), "is_begun": (True, False)},
    "quiz/rated": {"liked": _WAYS},
    "quiz/tryout": {
        "profession": ("p" * 24,),
        "number": (1, 3),
        "total": (3,),
        "options": ([{"id": "o" * 24, "text": Word("Повторю ошибку у себя")}],),
        "chosen": (Word("Повторю ошибку у себя"),),
        "comment": (None, Word("Так и делают.")),
    },
    "quiz/tryouts_over": {"liked": _WAYS, "has_more": (True, False)},
    "quiz/strikes": {
        "which": ("groups", "each"),
        "rows": (_ROWS,),
        "left": ([], [Word("Аналитик"), Word("HR")]),
        "total": (12,),
    },
    "quiz/strikes_left": {"liked": _WAYS},
    "quiz/hasty": {"attempt": (TOKEN,)},
}
