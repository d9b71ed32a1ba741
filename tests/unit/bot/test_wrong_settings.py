"""Every wrong setting ends the start within five seconds, with one sentence, a non-zero code and no traceback."""

import asyncio
import os
import sqlite3
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from bot.commands import main
from storage.migrations import migrate
from tests.support.sandbox_process import running_sandbox
from tests.support.telegram import Sandbox

ROOT = Path(__file__).resolve().parents[3]
TOKEN = "7700001:AAE-token_of_the_settings_tests_0123456"
OURS = ("BOT_TOKEN", "TELEGRAM_API_URL", "DATABASE_URL", "ADMIN_IDS", "PLAYBOOK_DIR", "WEBHOOK_URL", "TIMEZONE")


@pytest.fixture(scope="module")
def sandbox_url() -> Iterator[str]:
    with running_sandbox() as url:
        yield url


@dataclass
class Ending:
    code: int
    said: str
    seconds: float


async def start(tmp_path: Path, sandbox_url: str, **settings: str) -> Ending:
    """`python -m bot run` in a folder without .env."""
    wanted = {
        "BOT_TOKEN": TOKEN,
        "TELEGRAM_API_URL": sandbox_url,
        "DATABASE_URL": f"sqlite:///{tmp_path}/sales.db",
        "PLAYBOOK_DIR": str(ROOT / "playbook"),
        "PYTHONPATH": str(ROOT),
        **settings,
    }
    inherited = {name: value for name, value in os.environ.items() if name not in OURS}
    began = time.monotonic()
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "bot", "run", cwd=tmp_path, env={**inherited, **wanted},
        stdout=asyncio.subprocess.PIPE, stderr=asyncio.subprocess.STDOUT,
    )  # fmt: skip
    try:
        said, _ = await asyncio.wait_for(process.communicate(), 20)
    except TimeoutError:
        process.kill()
        said, _ = await process.communicate()
        pytest.fail(f"it runs on: {said.decode()}")
    assert process.returncode is not None
    return Ending(process.returncode, said.decode(), time.monotonic() - began)


def broken_playbook(tmp_path: Path) -> dict[str, str]:
    (tmp_path / "playbook").mkdir()
    (tmp_path / "playbook" / "media").symlink_to(ROOT / "playbook" / "media")
    for source in (ROOT / "playbook").glob("*.yaml"):
        text = source.read_text(encoding="utf-8")
        (tmp_path / "playbook" / source.name).write_text(text + ("\nno_such_key: 1\n" if source.stem == "quiz" else ""))
    return {"PLAYBOOK_DIR": str(tmp_path / "playbook")}


def corrupt_database(tmp_path: Path) -> dict[str, str]:
    (tmp_path / "sales.db").write_bytes(b"not a database at all, really " * 500)
    return {}


def newer_database(tmp_path: Path) -> dict[str, str]:
    migrate(f"sqlite:///{tmp_path}/sales.db")
    connection = sqlite3.connect(tmp_path / "sales.db")
    connection.execute("INSERT INTO _yoyo_migration (migration_hash, migration_id) VALUES ('x', '9999.future')")
    connection.commit()
    connection.close()
    return {}


def vanished_database(tmp_path: Path) -> dict[str, str]:
    (tmp_path / "sales.db.lock").touch()  # stays from the last run
    return {}


def unwritable_database(tmp_path: Path) -> dict[str, str]:
    (tmp_path / "file").write_text("no folder")
    return {"DATABASE_URL": f"sqlite:///{tmp_path}/file/sales.db"}


OUTSIDE: dict[str, tuple[Any, str]] = {
    "no token": ({"BOT_TOKEN": ""}, "BOT_TOKEN"),
    "malformed token": ({"BOT_TOKEN": "hello"}, "BOT_TOKEN"),
    "unreachable api": ({"TELEGRAM_API_URL": "http://127.0.0.1:9"}, "TELEGRAM_API_URL"),
    "a server that is not there": ({"DATABASE_URL": "postgresql://bot:hunter2@127.0.0.1:9/x"}, "DATABASE_URL"),
    "unwritable database": (unwritable_database, "file/sales.db"),
    "corrupt database": (corrupt_database, "sales.db"),
    "vanished database": (vanished_database, "is gone; restore it"),
    "newer database": (newer_database, "newer than this program"),
    "broken playbook": (broken_playbook, "quiz.yaml"),
    "no playbook": ({"PLAYBOOK_DIR": "/nowhere"}, "/nowhere"),
    "short secret": ({"WEBHOOK_URL": "https://a.example/t", "WEBHOOK_SECRET": "x" * 31}, "WEBHOOK_SECRET"),
}
WRONG: dict[str, tuple[dict[str, str], str]] = {
    "token with a space": ({"BOT_TOKEN": TOKEN + " x"}, "BOT_TOKEN"),
    "an api that is none": ({"TELEGRAM_API_URL": "ftp://x"}, "TELEGRAM_API_URL"),
    "an unknown kind of database": ({"DATABASE_URL": "mysql://root@localhost/x"}, "DATABASE_URL"),
    "webhook without a secret": ({"WEBHOOK_URL": "https://a.example/t"}, "WEBHOOK_SECRET"),
    "secret with odd signs": ({"WEBHOOK_URL": "https://a.example/t", "WEBHOOK_SECRET": "!" * 40}, "WEBHOOK_SECRET"),
    "unknown zone": ({"TIMEZONE": "Moscow"}, "TIMEZONE"),
    "ids that are no numbers": ({"ADMIN_IDS": "@olga"}, "ADMIN_IDS"),
    "a group that is no number": ({"STAFF_CHAT_ID": "@group"}, "STAFF_CHAT_ID"),
    "an unknown language": ({"DEFAULT_LANGUAGE": "de"}, "DEFAULT_LANGUAGE"),
    "a port that is none": ({"METRICS_PORT": "99999"}, "METRICS_PORT"),
    "no limit at all": ({"MESSAGES_PER_SECOND": "0"}, "MESSAGES_PER_SECOND"),
    "an unknown level": ({"LOG_LEVEL": "LOUD"}, "LOG_LEVEL"),
}


def judge(ending: Ending, mentioned: str) -> None:
    assert ending.code not in (0, None), ending.said
    assert mentioned in ending.said
    assert "Traceback" not in ending.said
    assert len(ending.said.strip().splitlines()) == 1, ending.said
    assert ending.seconds < 5, f"{ending.seconds:.1f} s"
    for secret in (TOKEN, "hunter2", "x" * 31):
        assert secret not in ending.said


@pytest.mark.parametrize("name", WRONG)
def test_a_wrong_setting_is_told_in_one_clear_sentence(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    for setting in OURS:
        monkeypatch.delenv(setting, raising=False)
    monkeypatch.chdir(tmp_path)
    wrong, mentioned = WRONG[name]
    for setting, value in {"BOT_TOKEN": TOKEN, **wrong}.items():
        monkeypatch.setenv(setting, value)
    began = time.monotonic()
    code = main(["run"])
    judge(Ending(code, capsys.readouterr().err, time.monotonic() - began), mentioned)


@pytest.mark.parametrize("name", OUTSIDE)
async def test_the_process_ends_with_one_clear_sentence(name: str, tmp_path: Path, sandbox_url: str) -> None:
    wrong, mentioned = OUTSIDE[name]
    ending = await start(tmp_path, sandbox_url, **(wrong(tmp_path) if callable(wrong) else wrong))
    judge(ending, mentioned)


async def test_a_refused_token_is_told(tmp_path: Path, sandbox_url: str) -> None:
    token = "7700002:AAE-token_that_was_revoked_0123456789ab"
    async with await Sandbox.connect(sandbox_url) as sandbox:
        world = sandbox.world(token)
        await world.api("getMe")
        await world.ask("POST", "/revoke", {})
    ending = await start(tmp_path, sandbox_url, BOT_TOKEN=token)
    assert ending.code == 1
    assert "does not accept this token" in ending.said
    assert token not in ending.said
