"""Two leads of one person."""

from typing import Any

from tests.unit.templates.samples.values import ANNA, TOKEN, Word

_BOTH = (True, False)

SPECIAL: dict[str, dict[str, tuple[Any, ...]]] = {
    "merge/asked": {
        "first": (ANNA,),
        "second": (Word("Аня"),),
        "first_owner": (Word("Олег"),),
        "second_owner": (Word("Вера"),),
        "may_first": _BOTH,
        "may_second": _BOTH,
        "merge": (TOKEN,),
    },
    "merge/decided": {"to": ("first", "apart"), "other": (Word("Аня"),)},
    "merge/folded": {"name": (ANNA, "")},
    "merge/left": {"is_free": _BOTH},
    "merge/merged": {"is_free": _BOTH, "other": (Word("Аня"), ""), "merge": (TOKEN,)},
    "merge/parted": {"is_free": _BOTH},
    "merge/undone": {"other": (Word("Аня"),)},
}
