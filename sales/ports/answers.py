"""Questions in people's own words."""

from datetime import datetime
from typing import Protocol

from sales.answers import AnswerTotals, AskedQuestion, Match
from sales.people import PersonId


class AnswerSearch(Protocol):
    def find(self, text: str) -> list[Match]:
        """Answers of the playbook that the words may be about, best first. Any text is taken; nothing in it is syntax.

        After a reload of the playbook a match may name an answer that is gone by now.
        """
        ...


class QuestionBook(Protocol):
    def add(
        self,
        *,
        token: str,
        person_id: PersonId,
        text: str,
        product: str,
        slide: str,
        answer: str | None,
        is_objection: bool,
        is_handed: bool,
        now: datetime,
    ) -> None: ...
    def by_token(self, token: str, person_id: PersonId) -> AskedQuestion | None: ...
    def judge(self, id: int, helped: bool) -> None: ...
    def hand(self, id: int, now: datetime) -> bool:
        """A person has it now. False when one had it already."""
        ...

    def of_person(self, person_id: PersonId) -> list[AskedQuestion]: ...
    def totals(self) -> list[AnswerTotals]: ...
    def unanswered(self, limit: int) -> list[AskedQuestion]:
        """The latest ones nothing fitted, newest first."""
        ...

    def scrub(self, person_id: PersonId) -> None: ...


class Objections(Protocol):
    def latest_of(self, person_id: PersonId) -> str | None:
        """The code of the answer (kind: objection) to the last doubt this person voiced."""
        ...
