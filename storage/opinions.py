"""What people say of their result and of professions."""

from datetime import datetime

from sales.journeys import StoredAttempt
from sales.opinions import Taste
from sales.people import PersonId
from sales.quiz import Rated
from storage.times import to_ms
from storage.transaction import Tx


class Verdicts:
    """One word per attempt and profession, changed as often as they like."""

    def __init__(self, tx: Tx) -> None:
        self._sql = tx.sql

    def set(self, stored: StoredAttempt, rated: Rated, *, liked: bool, now: datetime) -> None:
        """Raises ValueError for an attempt without a result: there is nothing to say of it."""
        if stored.result is None:
            raise ValueError(f"attempt {stored.id} has no result")
        self._sql.verdict_set(
            attempt_id=stored.id,
            profession=rated.profession,
            rank=rated.rank,
            is_decoy=int(rated.is_decoy),
            position=rated.position,
            liked=int(liked),
            is_flat=int(stored.result.flat),
            is_careless=int(stored.result.careless),
            now=to_ms(now),
        )

    def of(self, attempt_id: int) -> dict[str, bool]:
        """Profession -> liked, in the order of the screen."""
        return {row["profession"]: bool(row["liked"]) for row in self._sql.verdicts_of(attempt_id=attempt_id)}


class Tastes:
    def __init__(self, tx: Tx) -> None:
        self._sql = tx.sql

    def set(self, person_id: PersonId, profession: str, taste: Taste | None, now: datetime) -> None:
        """None takes back what was said."""
        if taste is None:
            self._sql.taste_drop(person_id=person_id, profession=profession)
        else:
            self._sql.taste_set(person_id=person_id, profession=profession, taste=taste.value, now=to_ms(now))

    def of(self, person_id: PersonId) -> dict[str, Taste]:
        """Profession -> taste, oldest first."""
        return {row["profession"]: Taste(row["taste"]) for row in self._sql.tastes_of(person_id=person_id)}

    def scrub(self, person_id: PersonId) -> None:
        self._sql.tastes_scrub(person_id=person_id)
