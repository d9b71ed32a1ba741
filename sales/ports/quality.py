"""How people went through the quiz, all of them."""

from collections.abc import Iterator
from datetime import datetime
from typing import Protocol

from sales.quality import RatingCount, SeenAttempt


class QualityBook(Protocol):
    """`since` None: from the beginning."""

    def attempts(self, since: datetime | None) -> Iterator[SeenAttempt]:
        """Person by person, each person's oldest first; read piece by piece, however many there are."""
        ...

    def ratings(self, since: datetime | None) -> list[RatingCount]: ...
