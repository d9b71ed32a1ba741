"""Answers of the playbook as they are searched, and the questions people asked."""

import hashlib
from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from sales.answers import AnswerTotals, AskedQuestion, Match, Phrase, mended, rank
from sales.people import PersonId
from sales.playbook import Playbook
from storage.stems import stems_of
from storage.times import from_ms, from_ms_or_none, to_ms
from storage.transaction import Tx

_KEY = "answers_index"
_FORM = "1"  # of the index: a new one when stems are made differently
_QUIET = ""
_CANDIDATES = 200


class AnswerIndex:
    """Full-text search finds the phrases that share a word with the question (FTS5 here, a GIN index there); which of
    them is meant is decided by one rule for both databases (sales/answers.py).
    """

    def __init__(self, tx: Tx) -> None:
        self._tx = tx

    def refresh(self, book: Playbook) -> None:
        """Idempotent. Taking the key first makes a second replica wait, and then do the same."""
        words = [*book.fillers, *_names(book), *(phrase for answer in book.answers for phrase in answer.phrases)]
        contents = _FORM + "\n".join([*words, *(answer.code for answer in book.answers)])
        version = hashlib.sha256(contents.encode()).hexdigest()[:16]
        sql = self._tx.sql
        row = sql.meta_get(key=_KEY)
        if row is not None and row["value"] == version:
            return
        sql.meta_set(key=_KEY, value=version)
        sql.answer_phrases_clear()
        sql.answer_stems_clear()
        self._fill(book)
        sql.answer_search_table()
        sql.answer_search_refill()

    def _fill(self, book: Playbook) -> None:
        quiet = {stem for word in book.fillers for stem in stems_of(word)}
        meant: set[str] = set()
        for answer in book.answers:
            for phrase in answer.phrases:
                stems = [stem for stem in stems_of(phrase) if stem not in quiet]
                if stems:
                    self._tx.sql.answer_phrase_add(answer=answer.code, stems=" ".join(stems))
                for stem in stems:
                    self._tx.sql.answer_stem_add(stem=stem, answer=answer.code)
                meant.update(stems)
        named = {stem for name in _names(book) for stem in stems_of(name)}
        for stem in sorted(quiet | (named - meant)):
            self._tx.sql.answer_stem_add(stem=stem, answer=_QUIET)

    def find(self, text: str) -> list[Match]:
        """Stems are letters and digits alone, and quoted besides: a person's text is never syntax."""
        homes: dict[str, set[str]] = defaultdict(set)
        for row in self._tx.sql.answer_homes():
            homes[row["stem"]].add(row["answer"])
        stems = dict.fromkeys(_known(stem, homes) for stem in stems_of(text))
        asked = [stem for stem in stems if _QUIET not in homes.get(stem, ())]
        known = [stem for stem in asked if stem in homes]
        return rank(asked, self._phrases_with(known), homes) if known else []

    def _phrases_with(self, stems: Sequence[str]) -> list[Phrase]:
        quote, either = ('"', " OR ") if self._tx.dialect == "sqlite" else ("'", " | ")
        query = either.join(f"{quote}{stem}{quote}" for stem in stems)
        found = self._tx.sql.answer_phrases_like(query=query, limit=_CANDIDATES)
        return [Phrase(row["answer"], frozenset(row["stems"].split())) for row in found]


class Questions:
    """Also the port Objections: a doubt is a question whose answer is of that kind."""

    def __init__(self, tx: Tx) -> None:
        self._sql = tx.sql

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
    ) -> None:
        self._sql.question_add(
            token=token,
            person_id=person_id,
            text=text,
            product=product,
            slide=slide,
            answer=answer,
            is_objection=int(is_objection),
            handed_at=to_ms(now) if is_handed else None,
            now=to_ms(now),
        )

    def by_token(self, token: str, person_id: PersonId) -> AskedQuestion | None:
        """Only the person's own: someone else's token finds nothing."""
        row = self._sql.question_by_token(token=token, person_id=person_id)
        return None if row is None else _question(row)

    def judge(self, id: int, helped: bool) -> None:
        self._sql.question_judge(id=id, helped=int(helped))

    def hand(self, id: int, now: datetime) -> bool:
        return bool(self._sql.question_hand(id=id, now=to_ms(now)))

    def of_person(self, person_id: PersonId) -> list[AskedQuestion]:
        """Every one, oldest first."""
        return [_question(row) for row in self._sql.questions_of(person_id=person_id)]

    def totals(self) -> list[AnswerTotals]:
        """Most given first."""
        return [
            AnswerTotals(answer=row["answer"], given=row["given"], helped=row["helped"], not_helped=row["not_helped"])
            for row in self._sql.question_totals()
        ]

    def unanswered(self, limit: int) -> list[AskedQuestion]:
        return [_question(row) for row in self._sql.questions_unanswered(limit=limit)]

    def latest_of(self, person_id: PersonId) -> str | None:
        row = self._sql.question_objection(person_id=person_id)
        return None if row is None else str(row["answer"])

    def scrub(self, person_id: PersonId) -> None:
        self._sql.questions_scrub(person_id=person_id)


def _known(stem: str, homes: Mapping[str, set[str]]) -> str:
    """As it stands in the index, slips of the finger mended."""
    return stem if stem in homes else mended(stem, homes) or stem


def _names(book: Playbook) -> list[str]:
    """Names of courses say which one is meant, not what is asked about it."""
    names = (item.name for items in (book.products, book.professions) for item in items)
    return [word for name in names for word in name.words.values()]


def _question(row: Any) -> AskedQuestion:
    return AskedQuestion(
        id=row["id"],
        token=row["token"],
        person_id=PersonId(row["person_id"]),
        text=row["text"],
        product=row["product"],
        slide=row["slide"],
        answer=row["answer"],
        helped=None if row["helped"] is None else bool(row["helped"]),
        handed_at=from_ms_or_none(row["handed_at"]),
        asked_at=from_ms(row["asked_at"]),
    )
