"""python -m bot … as an operator types it."""

import os
import re
import shutil
import signal
import subprocess
import sys
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]


@pytest.fixture
def desk(tmp_path: Path) -> dict[str, str]:
    """Settings of an operator with a database of their own and no .env."""
    quiet = {name: value for name, value in os.environ.items() if name != "BOT_TOKEN"}
    return {**quiet, "DATABASE_URL": f"sqlite:///{tmp_path / 'sales.db'}", "PYTHONPATH": str(ROOT)}


def types(desk: dict[str, str], *words: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "bot", *words]
    return subprocess.run(command, cwd=ROOT, env=desk, capture_output=True, text=True, timeout=60, check=False)


def test_a_copy_is_made_checked_and_put_back(desk: dict[str, str], tmp_path: Path) -> None:
    copy = tmp_path / "copies" / "monday.db"
    assert types(desk, "migrate").stdout.startswith("applied: 0001")
    assert types(desk, "migrate").stdout == "up to date\n"
    assert types(desk, "backup", str(copy)).returncode == 0
    assert oct(copy.stat().st_mode)[-3:] == "600"
    again = types(desk, "backup", str(copy))
    assert (again.returncode, "is already there" in again.stderr) == (1, True)
    (tmp_path / "sales.db").unlink()
    assert types(desk, "restore", str(copy)).returncode == 0
    assert types(desk, "check").returncode == 0
    copy.write_bytes(b"not a database")
    spoiled = types(desk, "restore", str(copy))
    assert spoiled.returncode == 1
    assert "is not a Fitlead backup" in spoiled.stderr
    assert types(desk, "check").returncode == 0, "a refused restore leaves the database as it was"


def test_check_names_file_and_line_of_every_mistake(desk: dict[str, str], tmp_path: Path) -> None:
    book = Path(shutil.copytree(ROOT / "playbook", tmp_path / "playbook", ignore=shutil.ignore_patterns("*.py")))
    quiz = book / "quiz.yaml"
    quiz.write_text(quiz.read_text(encoding="utf-8").replace("facet: DAT", "facet: NOPE", 1), encoding="utf-8")
    found = types({**desk, "PLAYBOOK_DIR": str(book)}, "check")
    assert found.returncode == 1
    assert re.search(r"quiz\.yaml:\d+: .*NOPE", found.stdout)
    assert "Traceback" not in found.stdout + found.stderr


@pytest.fixture
def demo(desk: dict[str, str], tmp_path: Path) -> Iterator[subprocess.Popen[str]]:
    """The demo, begun in an empty folder: it keeps its things under data/ there."""
    (tmp_path / "playbook").symlink_to(ROOT / "playbook")
    command = [sys.executable, "-m", "bot", "demo", "--port", "0"]
    process = subprocess.Popen(
        command, cwd=tmp_path, env=desk, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True
    )
    yield process
    process.kill()
    process.wait()
    assert process.stdout is not None
    process.stdout.close()


def test_the_demo_opens_and_ctrl_c_ends_it(demo: subprocess.Popen[str]) -> None:
    assert demo.stdout is not None
    address = re.search(r"http://127\.0\.0\.1:\d+", demo.stdout.readline())
    assert address is not None
    with urllib.request.urlopen(address[0]) as page:  # noqa: S310, RUF100 - our own sandbox
        assert "Fitlead" in page.read().decode()
    demo.send_signal(signal.SIGINT)
    assert demo.wait(15) in (0, 130), "130 when it was still starting"
    with pytest.raises(urllib.error.URLError):
        urllib.request.urlopen(address[0])  # noqa: S310, RUF100
