"""What people say of their result and of professions."""

from datetime import datetime
from typing import Protocol

from sales.journeys import StoredAttempt
from sales.opinions import Taste
from sales.people import PersonId
from sales.quiz import Rated


class VerdictBook(Protocol):
    def set(self, stored: StoredAttempt, rated: Rated, *, liked: bool, now: datetime) -> None: ...
    def of(self, attempt_id: int) -> dict[str, bool]: ...


class TasteBook(Protocol):
    def set(self, person_id: PersonId, profession: str, taste: Taste | None, now: datetime) -> None: ...
    def of(self, person_id: PersonId) -> dict[str, Taste]: ...
    def scrub(self, person_id: PersonId) -> None: ...
