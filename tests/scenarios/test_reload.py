"""The playbook changes while people use it."""

import shutil
from pathlib import Path

import pytest

from tests.support.house import Running
from tests.support.reading import data_of
from tests.support.steps import presses
from tests.support.telegram import Sandbox


@pytest.fixture
def book(tmp_path: Path) -> Path:
    """A copy of the example playbook that a test may spoil."""
    return Path(shutil.copytree("playbook", tmp_path / "playbook"))


def change(file: Path, old: str, new: str) -> None:
    text = file.read_text(encoding="utf-8")
    assert old in text
    file.write_text(text.replace(old, new), encoding="utf-8")


async def test_a_new_word_is_said_at_once_and_a_mistake_changes_nothing(
    sandbox: Sandbox, tmp_path: Path, book: Path
) -> None:
    closed = Running(sandbox, tmp_path, playbook_dir=book)
    maria, anna = await closed.world.person("Мария"), await closed.world.person("Анна")
    async with closed.opened(admin_ids=(maria.id,)):
        change(book / "quiz.yaml", "Я предпочитаю", "Мне ближе")
        await maria.says("/reload")
        await maria.sees("перечитаны")
        await anna.says("/quiz")
        await anna.sees("Мне ближе")

        change(book / "quiz.yaml", "facet: DAT", "facet: NOPE")
        await maria.says("/reload")
        refusal = await maria.sees("quiz.yaml:")
        assert "NOPE" in refusal["text"]
        await anna.taps("Пропустить")
        await anna.sees("К вечеру")


@pytest.mark.postgres
async def test_a_reload_on_one_replica_reaches_the_others(
    sandbox: Sandbox, tmp_path: Path, book: Path, postgres_url: str
) -> None:
    async with (
        Running(sandbox, tmp_path, playbook_dir=book, database_url=postgres_url) as first,
        Running(sandbox, tmp_path, playbook_dir=book, database_url=postgres_url) as second,
    ):
        change(book / "quiz.yaml", "Я предпочитаю", "Мне ближе")
        outcome = await first.app.reload()
        assert not outcome.problems
        await second.app.reload.follow()
        assert second.app.house.playbook.version == outcome.version


async def test_answers_to_a_question_that_is_gone_are_dropped_and_the_person_is_told(
    sandbox: Sandbox, tmp_path: Path, book: Path
) -> None:
    closed = Running(sandbox, tmp_path, playbook_dir=book)
    maria, anna = await closed.world.person("Мария"), await closed.world.person("Анна")
    async with closed.opened(admin_ids=(maria.id,)):
        await anna.says("/quiz")
        await presses(anna, "Пропустить")
        await anna.sees("К вечеру")
        await presses(anna, "1")
        shown = await anna.sees("В новом коллективе")
        old_button = data_of(shown)[0]
        change(book / "quiz.yaml", "id: evening", "id: sunset")
        change(book / "quiz.yaml", "id: newcomer", "id: novice")
        await maria.says("/reload")
        await maria.sees("перечитаны")
        tap = await anna.taps_data(shown["message_id"], old_button)
        await tap.answered()
        now = await anna.sees("К вечеру")
        assert "1 ответ к нему не подошёл" in now["text"]


async def test_a_quiz_made_shorter_meanwhile_ends_with_the_result(sandbox: Sandbox, tmp_path: Path, book: Path) -> None:
    whole = (book / "quiz.yaml").read_text(encoding="utf-8")
    party = whole[whole.index("  - id: party") : whole.index("  - id: new_app")]
    change(book / "quiz.yaml", party, "")
    change(book / "quiz.yaml", "tie_breaks:\n", f"{party}tie_breaks:\n")
    closed = Running(sandbox, tmp_path, playbook_dir=book)
    maria, anna = await closed.world.person("Мария"), await closed.world.person("Анна")
    async with closed.opened(admin_ids=(maria.id,)):
        await anna.says("/quiz")
        await anna.sees("Я предпочитаю")
        while "Компания готовит праздник" not in (await anna.last())["text"]:
            await presses(anna, "Пропустить")
        change(book / "quiz.yaml", party, "")
        await maria.says("/reload")
        await maria.sees("перечитаны")
        await anna.says("/quiz")
        await anna.sees("вы торопились")


async def test_a_new_answer_is_found_at_once_and_one_that_is_gone_says_so(
    sandbox: Sandbox, tmp_path: Path, book: Path
) -> None:
    closed = Running(sandbox, tmp_path, playbook_dir=book)
    maria, anna = await closed.world.person("Мария"), await closed.world.person("Анна")
    async with closed.opened(admin_ids=(maria.id,)):
        await anna.says("есть ли у вас общежитие?")
        await anna.sees("нет готового ответа")
        await anna.says("сколько человек в группе")
        answered = await anna.sees("Сколько человек в группе?")
        change(book / "answers.yaml", "code: group\n", "code: hostel\n")
        change(book / "answers.yaml", '"размер группы"', '"есть ли общежитие"')
        await maria.says("/reload")
        await maria.sees("перечитаны")
        await anna.says("есть ли у вас общежитие?")
        await anna.sees("Обычно от 12 до 20 человек")
        tap = await anna.taps_data(answered["message_id"], "ar1:group:")
        assert (await tap.answered())["alert"]
