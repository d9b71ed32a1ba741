"""`python -m bot simulate`, as whoever edited the playbook types it."""

import re
import shutil
from pathlib import Path

from tests.scenarios.test_command_line import ROOT, desk, types

__all__ = ["desk"]


def test_the_example_reaches_every_target(desk: dict[str, str]) -> None:
    found = types(desk, "simulate", "--n", "600")
    assert found.returncode == 0, found.stdout + found.stderr
    assert "every target is reached" in found.stdout
    assert len(re.findall(r"^T\d+ .* ok$", found.stdout, re.MULTILINE)) >= 25


def test_a_quiz_with_one_tie_break_misses_a_target_and_says_which(desk: dict[str, str], tmp_path: Path) -> None:
    book = Path(shutil.copytree(ROOT / "playbook", tmp_path / "playbook", ignore=shutil.ignore_patterns("*.py")))
    quiz = book / "quiz.yaml"
    words = quiz.read_text(encoding="utf-8")
    quiz.write_text(words.replace("max_extra: 5", "max_extra: 1"), encoding="utf-8")
    found = types({**desk, "PLAYBOOK_DIR": str(book)}, "simulate", "--n", "600")
    assert found.returncode == 1, found.stdout + found.stderr
    assert re.search(r"^T3 +B, ordinary: right profession first .*MISSED$", found.stdout, re.MULTILINE)
    assert "target(s) missed" in found.stdout


def test_nobody_is_no_crowd(desk: dict[str, str]) -> None:
    found = types(desk, "simulate", "--n", "0")
    assert (found.returncode, "at least one person" in found.stderr) == (1, True)
    assert "Traceback" not in found.stderr
