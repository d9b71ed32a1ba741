"""What people watch: where they are in each presentation, and what they saw of it."""

from datetime import datetime
from typing import Any

import orjson

from sales.decks import Reading, SlideView
from sales.people import PersonId
from storage.times import from_ms, from_ms_or_none, to_ms, to_ms_or_none
from storage.transaction import Tx


class Decks:
    def __init__(self, tx: Tx) -> None:
        self._sql = tx.sql

    def reading(self, person_id: PersonId, product: str) -> Reading | None:
        row = self._sql.deck_reading(person_id=person_id, product=product)
        return None if row is None else _reading(row)

    def readings_of(self, person_id: PersonId) -> list[Reading]:
        """The one opened last comes first."""
        return [_reading(row) for row in self._sql.deck_readings_of(person_id=person_id)]

    def keep(self, reading: Reading) -> None:
        self._sql.deck_reading_keep(
            person_id=reading.person_id,
            product=reading.product,
            slides=orjson.dumps(reading.slides).decode(),
            slide=reading.slide,
            opened_at=to_ms(reading.opened_at),
            shown_at=to_ms_or_none(reading.shown_at),
        )

    def saw(self, person_id: PersonId, product: str, slide: str, now: datetime) -> None:
        self._sql.slide_saw(person_id=person_id, product=product, slide=slide, now=to_ms(now))

    def lasted(self, person_id: PersonId, product: str, slide: str, milliseconds: int) -> None:
        """Does nothing for a slide that was never seen."""
        self._sql.slide_lasted(person_id=person_id, product=product, slide=slide, milliseconds=milliseconds)

    def views_of(self, person_id: PersonId) -> list[SlideView]:
        """Oldest first, by when each was seen last."""
        return [_view(row) for row in self._sql.slide_views_of(person_id=person_id)]

    def scrub(self, person_id: PersonId) -> None:
        self._sql.deck_readings_scrub(person_id=person_id)
        self._sql.slide_views_scrub(person_id=person_id)


def _reading(row: Any) -> Reading:
    return Reading(
        person_id=PersonId(row["person_id"]),
        product=row["product"],
        slides=tuple(orjson.loads(row["slides"])),
        slide=row["slide"],
        opened_at=from_ms(row["opened_at"]),
        shown_at=from_ms_or_none(row["shown_at"]),
    )


def _view(row: Any) -> SlideView:
    return SlideView(
        product=row["product"],
        slide=row["slide"],
        views=row["views"],
        milliseconds=row["milliseconds"],
        last_at=from_ms(row["last_at"]),
    )
