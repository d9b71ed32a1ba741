"""What the quality report reads, as narrow as it needs it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class SeenAttempt:
    """One attempt. `answers`: question, facet (None: skipped), milliseconds (None: unknown). `asked_at`: when the
    person last did something. `top`, `careless` and `flat` are the result's; `top` None while there is none."""

    person_id: int
    status: str
    seed_done: bool
    seed_answer: str | None
    answers: Sequence[tuple[str, str | None, int | None]]
    asked_at: datetime | None
    top: str | None = None
    careless: bool = False
    flat: bool = False


@dataclass(frozen=True, slots=True)
class RatingCount:
    """How often a place of the ranking was rated and liked, by people neither careless nor flat."""

    rank: int
    is_decoy: bool
    liked: int
    of: int
