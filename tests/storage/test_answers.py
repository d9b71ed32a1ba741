"""Finding the answer that a question means, on both databases; and what is kept of questions."""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest

import playbook
from sales.answers import Match, sure
from sales.people import Person
from sales.playbook import Playbook
from storage.answers import AnswerIndex, Questions
from storage.database import Database
from storage.transaction import Tx
from tests.storage.making import NOW, add_person, later, rows, token
from tests.storage.questions import FRESH, PHRASINGS

HOSTILE = (
    "",
    "   ",
    '" OR 1=1 --',
    "стоит AND (NEAR OR",
    "цена* OR ^стоит",
    "stems:цена",
    "'; DROP TABLE answer_phrases; --",
    "цена' | 'стоит & !",
    "{{ 7 * 7 }} <b>",
    "🙂🙂🙂",
    "\x00\x01",
    "ц" * 4096,
    "цена " * 800,
    "a" * 39 + " " + "9" * 4000,
    "NOT",
    "-5",
    "сколько\u200bстоит",
)


@pytest.fixture(scope="module")
def book() -> Playbook:
    return playbook.load(Path(playbook.__file__).parent)


@pytest.fixture
async def indexed(database: Database, book: Playbook) -> Database:
    await database.write(lambda tx: AnswerIndex(tx).refresh(book))
    return database


async def find(database: Database, text: str) -> list[Match]:
    return await database.read(lambda tx: AnswerIndex(tx).find(text))


async def measured(database: Database, phrasings: Sequence[tuple[str, str]]) -> tuple[float, float, list[str]]:
    """Precision and recall of the answers given at once, and what went wrong."""

    def ask(tx: Tx) -> list[str]:
        best = (sure(AnswerIndex(tx).find(text)) for text, _ in phrasings)
        return ["" if match is None else match.answer for match in best]

    given = await database.read(ask)
    right = sum(bool(got) and got in wanted.split("|") for got, (_, wanted) in zip(given, phrasings, strict=True))
    wrong = [
        f"{text}: {got}"
        for got, (text, wanted) in zip(given, phrasings, strict=True)
        if got not in ("", *wanted.split("|"))
    ]
    wanted_at_all = sum(bool(wanted) for _, wanted in phrasings)
    return right / max(1, sum(map(bool, given))), right / wanted_at_all, wrong


async def test_real_questions_find_their_answers_and_others_find_none(indexed: Database) -> None:
    precision, recall, wrong = await measured(indexed, PHRASINGS)
    print(f"\n{indexed.dialect}: precision {precision:.3f}, recall {recall:.3f}, wrong: {wrong}")
    assert precision >= 0.97
    assert recall >= 0.9


async def test_questions_not_seen_while_choosing_the_threshold_fare_nearly_as_well(indexed: Database) -> None:
    precision, recall, wrong = await measured(indexed, FRESH)
    print(f"\n{indexed.dialect}: precision {precision:.3f}, recall {recall:.3f}, wrong: {wrong}")
    assert precision >= 0.95
    assert recall >= 0.65


async def test_every_phrase_of_the_playbook_leads_to_its_own_answer(indexed: Database, book: Playbook) -> None:
    lost = []
    for answer in book.answers:
        for phrase in answer.phrases:
            found = await find(indexed, phrase)
            if not found or answer.code not in {match.answer for match in found if match.score == found[0].score}:
                lost.append((phrase, answer.code, found[:2]))
    assert lost == []


@pytest.mark.parametrize("text", HOSTILE)
async def test_nothing_a_person_types_is_syntax(indexed: Database, text: str) -> None:
    await find(indexed, text)
    assert await rows(indexed, "SELECT COUNT(*) AS n FROM answer_phrases") != [{"n": 0}]


async def test_the_index_follows_the_playbook_and_is_left_alone_when_nothing_changed(
    indexed: Database, book: Playbook
) -> None:
    before = await rows(indexed, "SELECT MIN(id) AS first FROM answer_phrases")
    await indexed.write(lambda tx: AnswerIndex(tx).refresh(book))
    assert await rows(indexed, "SELECT MIN(id) AS first FROM answer_phrases") == before
    fewer = replace(book, answers=tuple(answer for answer in book.answers if answer.code != "refund"))
    await indexed.write(lambda tx: AnswerIndex(tx).refresh(fewer))
    assert "refund" not in {match.answer for match in await find(indexed, "вернуть деньги")}
    await indexed.write(lambda tx: AnswerIndex(tx).refresh(book))
    assert (await find(indexed, "вернуть деньги"))[0].answer == "refund"


@pytest.fixture
async def anna(database: Database) -> Person:
    return await database.write(add_person)


async def asked(database: Database, person: Person, answer: str | None, **wanted: object) -> str:
    made = token()
    fields = {
        "text": "Дорого!",
        "product": "qa-engineer",
        "slide": "price",
        "is_objection": False,
        "is_handed": False,
        **wanted,
    }
    await database.write(
        lambda tx: Questions(tx).add(token=made, person_id=person.id, answer=answer, now=NOW, **fields)  # type: ignore[arg-type]
    )
    return made


async def test_a_question_is_kept_with_its_slide_and_found_by_its_owner_alone(database: Database, anna: Person) -> None:
    boris = await database.write(lambda tx: add_person(tx, 1002, "Борис"))
    made = await asked(database, anna, "expensive")
    kept = await database.read(lambda tx: Questions(tx).by_token(made, anna.id))
    assert kept is not None
    assert (kept.text, kept.product, kept.slide, kept.answer, kept.helped) == (
        "Дорого!",
        "qa-engineer",
        "price",
        "expensive",
        None,
    )
    assert await database.read(lambda tx: Questions(tx).by_token(made, boris.id)) is None


async def test_a_question_is_handed_to_a_person_once(database: Database, anna: Person) -> None:
    made = await asked(database, anna, None)
    kept = await database.read(lambda tx: Questions(tx).by_token(made, anna.id))
    assert kept is not None
    assert await database.write(lambda tx: Questions(tx).hand(kept.id, later(minutes=1)))
    assert not await database.write(lambda tx: Questions(tx).hand(kept.id, later(minutes=2)))


async def test_totals_count_what_people_said_of_each_answer(database: Database, anna: Person) -> None:
    for answer, helped in (("price", True), ("price", False), ("price", None), ("refund", True)):
        made = await asked(database, anna, answer)
        kept = await database.read(lambda tx, made=made: Questions(tx).by_token(made, anna.id))
        if helped is not None:
            await database.write(lambda tx, kept=kept, helped=helped: Questions(tx).judge(kept.id, helped))
    totals = await database.read(lambda tx: Questions(tx).totals())
    assert [(t.answer, t.given, t.helped, t.not_helped) for t in totals] == [("price", 3, 1, 1), ("refund", 1, 1, 0)]


async def test_unanswered_questions_come_newest_first_and_without_erased_words(
    database: Database, anna: Person
) -> None:
    boris = await database.write(lambda tx: add_person(tx, 1002, "Борис"))
    await asked(database, anna, None, text="Первый")
    await asked(database, boris, None, text="Второй")
    await asked(database, anna, "price", text="Сколько стоит?")
    await asked(database, anna, None, text="Третий")
    newest = await database.read(lambda tx: Questions(tx).unanswered(2))
    assert [question.text for question in newest] == ["Третий", "Второй"]
    await database.write(lambda tx: Questions(tx).scrub(anna.id))
    left = await database.read(lambda tx: Questions(tx).unanswered(10))
    assert [question.text for question in left] == ["Второй"]
    assert {row["text"] for row in await rows(database, "SELECT text FROM asked_questions")} == {"", "Второй"}


async def test_the_last_doubt_a_person_voiced_is_known(database: Database, anna: Person) -> None:
    latest = lambda: database.read(lambda tx: Questions(tx).latest_of(anna.id))  # noqa: E731
    assert await latest() is None
    await asked(database, anna, "no_time", is_objection=True)
    await asked(database, anna, "expensive", is_objection=True)
    await asked(database, anna, "price")
    assert await latest() == "expensive"
