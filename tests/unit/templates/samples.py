"""Sample values for every template, by the names that templates use.

A template is rendered with the first value of each name it mentions, then once more for every further value.
`SPECIAL` says what a name means in one template only; a name in neither place makes the tests fail. Text that a
person may have written, or a salesperson may write into the playbook, is a Word: hostile values go there.
"""

from typing import Any


class Word(str):
    """Free text: anything may stand here."""

    __slots__ = ()


PRICE = {"amount": 4_990_000, "currency": "RUB"}
TOKEN = "AbCdEf0123456_-x"
AT = "2026-11-23T12:00:00.123000+00:00"
ANNA = Word("Анна Иванова")
_MATCH = {
    "name": Word("Тестировщик"),
    "what": Word("Ищет ошибки раньше, чем их найдут люди"),
    "percent": 87,
    "reasons": [Word("разобраться, почему сломалось"), Word("навести порядок")],
    "minus": Word("выступать на сцене"),
    "honest": Word("много однообразия"),
}
_QUESTION = {
    "number": 1,
    "total": 4,
    "text": Word("Зачем вам новая профессия?"),
    "signal": "goal",
    "options": [{"value": "change", "text": Word("Сменить работу")}],
}
_TASK = {
    "task": TOKEN,
    "title": Word("Позвонить"),
    "key": "first_call",
    "name": ANNA,
    "urgent": True,
    "is_late": False,
    "due_at": AT,
}
_VERBS = [
    "came_by_link",
    "quiz_finished",
    "opened_product",
    "asked",
    "wrote",
    "left_phone",
    "lead_created",
    "lead_claimed",
    "lead_released",
    "lead_handed",
    "lead_won",
    "lead_lost",
    "staff_replied",
    "task_done",
    "task_postponed",
    "tasks_cancelled",
    "check_in_answered",
    "stopped",
    "resumed",
]
_LINE = {"at": AT, "count": 2, "source": Word("vk"), "product": Word("Курс"), "question": Word("Сколько?"), "by": ANNA}

BOTH = (True, False)
COMMON: dict[str, tuple[Any, ...]] = {
    "about": (Word("Учим профессиям с нуля."),),
    "again": (None, Word("Олег")),
    "answer": (Word("Отлично"),),
    "answered": (0, 1, 3, 11),
    "answers": ([], [Word("сменить работу"), Word("до 10 часов в неделю")]),
    "attempt": (TOKEN,),
    "business": (Word("Старт"),),
    "by": (Word("Олег"),),
    "can_go_back": BOTH,
    "cancelled": (0, 1, 3),
    "careless": BOTH,
    "chat": (-1001234567890,),
    "check_in": (TOKEN,),
    "closes": ("21:00",),
    "colleagues": ([], [{"id": 2**40, "name": Word("Борис"), "on_duty": True}]),
    "confidence": ("sure", "close", "flat"),
    "days": ([], [1], [1, 7, 30]),
    "dead_letters": (0, 2),
    "details": ({}, {"chat": -100500, "template": Word("lead/notice")}),
    "due": (0, 2),
    "due_at": (AT,),
    "duration": (Word("5 месяцев"),),
    "email": (Word("help@example.org"),),
    "expires_at": (AT,),
    "failed": (0, 1),
    "fits": (None, 87),
    "flat": BOTH,
    "has_lead": BOTH,
    "has_phone": BOTH,
    "has_result": BOTH,
    "has_running_quiz": BOTH,
    "has_stopped": BOTH,
    "hint": (None, "text", "picture"),
    "in_group": BOTH,
    "includes": ([Word("40 занятий"), Word("Помощь наставника")],),
    "is_bad": BOTH,
    "is_late": BOTH,
    "is_mine": BOTH,
    "is_minor": BOTH,
    "is_new": BOTH,
    "is_open_lead": BOTH,
    "is_open_now": BOTH,
    "is_reachable": BOTH,
    "is_taken": BOTH,
    "keeps_orders": BOTH,
    "key": ("first_call", "bad_check_in", "unknown"),
    "kind": ("dead_letter", "chat_lost", "chat_moved", "content", "flood", "something_new"),
    "languages": (["ru", "en"], ["ru"]),
    "lead": (TOKEN,),
    "leading": ([], [Word("Тестировщик"), Word("Аналитик")]),
    "leads": (0, 3),
    "leads_today": (4,),
    "left": (None, Word("Борис")),
    "length": (4000,),
    "link": ("https://t.me/fitlead_bot?start=abc",),
    "links": ([], [{"title": Word("vk / post"), "url": "https://t.me/b?start=a", "visits": 7}]),
    "longest": (3500,),
    "lost_reason": (Word("дорого"),),
    "matches": ([], [_MATCH, _MATCH, _MATCH]),
    "members": (
        [
            {
                "id": 2**53,
                "name": ANNA,
                "username": Word("anna"),
                "role": role,
                "on_duty": role == "admin",
                "open_leads": 3,
                "is_reachable": role == "admin",
                "may_go": True,
            }
            for role in ("admin", "salesperson")
        ],
    ),
    "messages_waiting": (0,),
    "mine": (0, 5),
    "more": BOTH,
    "name": (ANNA, Word("—")),
    "next_at": (None, AT),
    "nobody": BOTH,
    "number": (17,),
    "offer_language": BOTH,
    "on_duty": (True, False),
    "opens": ("09:00",),
    "options": (
        [{"id": "o1", "text": Word("Да")}, {"id": "o2", "text": Word("Придумать новое и показать людям, как это")}],
    ),
    "other": (0, 4),
    "others": ([], [Word("Борис")]),
    "owner": (Word("Олег"),),
    "person": (2**53,),
    "phone": ("", "+79123456789"),
    "plans": ([], [{"name": Word("Рассрочка"), "monthly": PRICE}]),
    "pool": (0, 9),
    "price": (PRICE, {"amount": 99_50, "currency": "USD"}),
    "privacy_url": ("https://example.org/privacy",),
    "problems": ([Word("quiz.yaml, line 3: <no such key>")],),
    "product": ("tester-from-scratch-24ch",),
    "products": (
        [{"code": "a" * 24, "product": "a" * 24, "title": Word("Курс"), "name": Word("Курс"), "price": PRICE}],
    ),
    "progress": (0, 47, 100),
    "question": (Word("Как идёт учёба?"),),
    "reason": (Word("TelegramBadRequest"),),
    "reasons": ([{"words": Word("оставлен телефон"), "points": 8}, {"words": Word("спешка"), "points": -5}],),
    "role": ("admin", "salesperson"),
    "score": (71,),
    "seed": (None, Word("работать из дома")),
    "source": ("", Word("vk / autumn")),
    "staff": (Word("Олег"),),
    "stage": ("new", "claimed", "won", "lost"),
    "tagline": (Word("Первая работа через полгода"),),
    "task": (TOKEN,),
    "tasks": (0, 3),
    "temperature": ("hot", "warm", "cold"),
    "text": (Word("Расскажите про рассрочку"),),
    "timeline": ([], [{**_LINE, "verb": verb} for verb in _VERBS]),
    "title": (Word("Тестировщик с нуля"),),
    "total": (0, 1, 12),
    "troubles": (
        [],
        [
            {"at": AT, "what": what, "name": Word("Анна"), "reason": Word("Forbidden")}
            for what in ("dead_letter", "failed", "unknown")
        ],
    ),
    "typed": BOTH,
    "unknown": (0, 1),
    "updates_waiting": (0,),
    "urgent": BOTH,
    "url": ("https://t.me/fitlead_bot?start=abc",),
    "username": ("", Word("anna_i")),
    "version": ("2026-11-01",),
    "waited": (300.0, 90_000.0),
    "was_silent": BOTH,
    "which": ("mine", "pool"),
    "wish": ("call", "chat", "question"),
    "zone": ("Europe/Moscow", "Asia/Vladivostok"),
}

SPECIAL: dict[str, dict[str, tuple[Any, ...]]] = {
    "admin/reloaded": {"version": ("0123456789abcdef",)},
    "admin/status": {"on_duty": ([], [Word("Олег")])},
    "alarms/fault": {"reason": ("", Word("KeyError"))},
    "checkin/thanks": {"by": (Word("Олег"), None)},
    "checkin/ask": {"options": ([{"value": 0, "text": Word("Плохо")}, {"value": 100, "text": Word("5")}],)},
    "customer/question": {"question": (_QUESTION,)},
    "customer/taken": {"question": (None, _QUESTION)},
    "customer/passed": {"owner": (None, Word("Олег"))},
    "errors/lead_taken": {"by": (Word("Олег"), None)},
    "lead/again": {"question": (None, Word("А рассрочка есть?"))},
    "lead/card": {"owner": (Word("Олег"),), "tasks": ([], [_TASK]), "product": ("", Word("Курс"))},
    "lead/escalation": {"on_duty": ([], [Word("Олег")])},
    "lead/list": {
        "leads": ([], [{"token": TOKEN, "name": ANNA, "temperature": "hot", "score": 71}]),
    },
    "lead/lose": {"reasons": ([{"code": "c" * 24, "title": Word("Дорого")}],)},
    "lead/lost": {"reason": (Word("дорого"),)},
    "lead/notice": {"question": (None, Word("А рассрочка есть?")), "product": ("", Word("Курс"))},
    "lead/welcome_aboard": {"by": (Word("Олег"), None), "product": (Word("Курс"),)},
    "product/details": {"details": (Word("Пять месяцев практики."),)},
    "product/list": {
        "products": ([{"product": "a" * 24, "name": Word("Курс"), "price": PRICE, "duration": Word("5 месяцев")}],)
    },
    "quiz/question": {"question": ("q" * 14,)},
    "quiz/result": {"matches": ([_MATCH, _MATCH, _MATCH],), "product": (None, "a" * 24)},
    "task/cancelled": {"reason": ("replied", "won", "lost", "handed", "released", "stopped", "else")},
    "task/due": {"product": ("", Word("Курс"))},
    "task/list": {"tasks": ([], [_TASK, {**_TASK, "is_late": True, "title": ""}])},
    "task/overdue": {"tasks": ([_TASK, {**_TASK, "title": ""}],)},
}
