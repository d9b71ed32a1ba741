"""What a person watched, for whoever calls them: how long, how far, what twice, what not at all, what they asked."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from sales.decks import Reading, SlideView, skipped
from sales.people import PersonId
from sales.playbook import Deck, Playbook
from sales.ports import DeckBook, QuestionBook

DECKS_SHOWN = 2
NAMED = 3
"""Slides named at most in one part of the line."""

LONG_LOOK = timedelta(seconds=20)


@dataclass(frozen=True, slots=True)
class Watched:
    """JSON-able values of `lead/_watched`, one for each deck, the one opened last first; empty when none was opened.

    {"product", "seconds", "seen", "total", "again": [{"title", "times"}], "longest": title or "", "skipped": [titles],
    "asked": [titles]}. Titles are in `language`; a slide that is gone from the playbook only counts for the time.
    """

    decks: DeckBook
    questions: QuestionBook
    playbook: Playbook

    def __call__(self, person_id: PersonId, language: str) -> list[dict[str, Any]]:
        views = self.decks.views_of(person_id)
        lines = []
        for reading in self.decks.readings_of(person_id):
            deck = self.playbook.deck_for(reading.product)
            if deck is not None:
                seen = [view for view in views if view.product == reading.product]
                lines.append(
                    self._line(deck, reading, seen, language) | {"asked": self._asked(person_id, deck, language)}
                )
        return lines[:DECKS_SHOWN]

    def _line(self, deck: Deck, reading: Reading, views: Sequence[SlideView], language: str) -> dict[str, Any]:
        there = [view for view in views if deck.slide(view.slide)]
        often = sorted((view for view in there if view.views > 1), key=lambda view: -view.views)
        longest = max(there, key=lambda view: view.milliseconds, default=None)
        is_long = longest is not None and longest.milliseconds >= LONG_LOOK / timedelta(milliseconds=1)
        missed = skipped([code for code in reading.slides if deck.slide(code)], {view.slide for view in there})
        return {
            "product": self.playbook.product(deck.product).name.in_(language),
            "seconds": round(sum(view.milliseconds for view in views) / 1000),
            "seen": len(there),
            "total": len(deck.slides),
            "again": [{"title": _title(deck, v.slide, language), "times": v.views} for v in often[:NAMED]],
            "longest": _title(deck, longest.slide, language) if longest is not None and is_long else "",
            "skipped": [_title(deck, code, language) for code in missed[:NAMED]],
        }

    def _asked(self, person_id: PersonId, deck: Deck, language: str) -> list[str]:
        """Slides that raised a question, each once."""
        questions = (q for q in self.questions.of_person(person_id) if q.product == deck.product)
        codes = dict.fromkeys(question.slide for question in questions)
        return [_title(deck, code, language) for code in codes if deck.slide(code)][:NAMED]


def _title(deck: Deck, code: str, language: str) -> str:
    slide = deck.slide(code)
    return code if slide is None else slide.title.in_(language)
