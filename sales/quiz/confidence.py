"""How sure we are, and in which words that may be said beside the percents a person sees."""

from enum import StrEnum

SURE_AT = 0.80
CLOSE_AT = 0.45
LEVEL_GAP = 5
NEAR_GAP = 10
"""Percent points between the first two: up to LEVEL_GAP they look level, up to NEAR_GAP close."""


class Confidence(StrEnum):
    """The tempered posterior of the first profession, in three steps."""

    SURE = "sure"
    CLOSE = "close"
    FLAT = "flat"


class Wording(StrEnum):
    """What is said aloud. FLAT: no verdict, no percents. HASTY: read with care, the answers came too fast."""

    SURE = "sure"
    LEADING = "leading"
    CLOSE = "close"
    HASTY = "hasty"
    FLAT = "flat"


def confidence_word(highest: float) -> Confidence:
    if highest >= SURE_AT:
        return Confidence.SURE
    return Confidence.CLOSE if highest >= CLOSE_AT else Confidence.FLAT


def wording(confidence: Confidence, gap: int, *, careless: bool) -> Wording:
    """`gap`: percent points between the first two as shown.

    Percents and confidence are counted differently and may disagree; then the more modest of the two is said:
    "sure" never stands beside two level percents, nor "close" beside two that are far apart.
    """
    if confidence is Confidence.FLAT:
        return Wording.FLAT
    if careless:
        return Wording.HASTY
    if confidence is Confidence.SURE and gap > LEVEL_GAP:
        return Wording.SURE
    return Wording.CLOSE if gap <= NEAR_GAP else Wording.LEADING
