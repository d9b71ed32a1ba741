"""At DEBUG, with things going wrong: no token, no password, no phone number, nothing that anybody wrote."""

import io
import json
import logging
from pathlib import Path

import pytest

from bot.logs import redact
from tests.support.bot_process import RealBot, environment
from tests.support.telegram import Sandbox

NAME, TEXT, PHONE = "Меткаимени", "меткатекста и ещё слова", "+79161112233"


async def test_a_talk_at_debug_leaves_no_secret_in_the_log(sandbox: Sandbox, tmp_path: Path, sqlite_url: str) -> None:
    world = sandbox.world("7600001:" + "Zz9" * 12)
    log = tmp_path / "bot.log"
    bot = await RealBot.start(environment(world, sqlite_url, log_level="DEBUG", log_format="json"), log)
    try:
        anna = await world.person(NAME, username="metkaznaka", phone=PHONE)
        await anna.starts("metkassylki")
        await anna.sees("Здравствуйте", within=20)
        await world.fault("refuse_500", method="sendMessage", times=2)
        for deed in (anna.says(TEXT), anna.says("/quiz"), anna.shares_contact(), anna.sends("photo", caption=TEXT)):
            await deed
        await anna.sees("0%", within=10)
        await anna.blocks()
        await anna.unblocks()
        await anna.says(PHONE)
        await anna.sees("достаточно нажать", within=10)
    finally:
        assert await bot.terminate() == 0
    written = log.read_text(encoding="utf-8")
    assert written.count("\n") > 3, "there must be a log to look at"
    for line in written.splitlines():
        json.loads(line)
    unquoted = json.dumps([json.loads(line) for line in written.splitlines()], ensure_ascii=False)
    for secret in (world.token, world.token.split(":")[1], NAME, TEXT, "меткатекста", PHONE, PHONE[2:], "metkaznaka"):
        assert secret not in unquoted, secret


@pytest.mark.parametrize(
    ("said", "kept"),
    [
        ("https://api.telegram.org/bot123456789:AAF-abcdefghijklmnopqrstuvwxyz01234/getMe", "<token>"),
        ("postgresql://bot:hunter2@db/sales", "://<password>@"),
        ("call +7 (916) 111-22-33 now", "<number>"),
        ("call 89161112233", "<number>"),
    ],
)
def test_whatever_looks_like_a_secret_is_blotted_out(said: str, kept: str) -> None:
    blotted = redact(None, "info", {"event": said, "more": said})
    for secret in ("AAF-abc", "hunter2", "111-22-33", "1112233"):
        assert secret not in str(blotted)
    assert kept in blotted["event"]


def test_an_exceptions_words_are_not_logged(monkeypatch: pytest.MonkeyPatch) -> None:
    from bot import logs

    sink = io.StringIO()
    root = logging.getLogger()
    before, level = root.handlers, root.level
    monkeypatch.setattr("sys.stderr", sink)
    try:
        logs.configure("DEBUG", "json")
        try:
            raise ValueError("she said: " + TEXT)
        except ValueError:
            logging.getLogger("some.library").exception("it broke")
    finally:
        root.handlers, level = before, root.setLevel(level)
    line = json.loads(sink.getvalue())
    assert (line["error"], TEXT in str(line)) == ("ValueError", False)
    assert "test_logs_keep_secrets.py" in line["at"]
