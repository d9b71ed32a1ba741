"""The learned score: its screen and its report."""

from typing import Any

from tests.unit.templates.samples.values import AT, Word

_BRIEF = {"model": 7, "at": AT, "auc": 0.81}
_FIGURES = {"auc": 0.8123, "auc_error": 0.0431, "lift": 2.14, "ece": 0.041, "brier": 0.172}
_REASON = {"key": "goal=change", "words": Word("хочет сменить работу"), "points": 12}
_KEYS = ("goal=none", "left_phone=yes", "source=vk", "source=<b>", "days_quiet=7+", "unheard=of")

BECAUSE: dict[str, tuple[Any, ...]] = {
    "because": ([], [_REASON, {**_REASON, "words": ""}]),
    "reason": (_REASON,),  # of a loop
    "is_in_telegram": (True, False),
}
"""What a lead card says beside the score of the rules."""

SPECIAL: dict[str, dict[str, tuple[Any, ...]]] = {
    "score/screen": {
        "used": (None, _BRIEF),
        "won": (0, 120),
        "lost": (0, 480),
        "missing": (200, 0, 57),
        "missing_won": (50, 0, 10),
        "missing_lost": (50, 0),
        "is_running": (False, True),
        "trainings": ([], [_BRIEF, {**_BRIEF, "model": 2**53}]),
    },
    "score/imported": {"open": (0, 40), "joined": (0, 3), "won": (0, 120), "lost": (480, 0), "is_admin": (True, False)},
    "score/report": {
        "model": (7,),
        "verdict": ("better", "same", "worse", "suspicious"),
        "tested_on": (60, 6000),
        "left_out": (0, 980_000),
        "learned": (_FIGURES,),
        "rules": ({**_FIGURES, "ece": None, "brier": None},),
        "conversion": ({key: {"leads": 20, "won": 9} for key in ("hot", "warm", "cold")},),
        "strongest": ([], [_REASON, *({"key": key, "words": "", "points": -3} for key in _KEYS)]),
        "reason": (_REASON,),  # of the loop in the report
        "kept": (6, 50),
        "dropped": (0, 44),
        "is_used": (False, True),
        "may_be_used": (True, False),
    },
}
