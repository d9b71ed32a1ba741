"""The watch over every log line of the run must itself be able to fail."""

from pathlib import Path

from tests.support.log_watch import LogWatch


def test_a_token_a_phone_and_what_somebody_wrote_are_found(tmp_path: Path) -> None:
    watch = LogWatch()
    watch.hears("расскажите про рассрочку")
    log = watch.reads(tmp_path / "bot.log")
    log.write_text(
        "harmless\nurl=/bot123456:AAF-abcdefghijklmnopqrstuvwxyz0123456/getMe\n"
        "phone +79161112233\ntext='расскажите про рассрочку'\n",
        encoding="utf-8",
    )
    leaks = watch.leaks()
    assert [leak.split(" in the log")[0].split(" (")[0] for leak in leaks] == [
        "a token",
        "a phone number",
        "what somebody wrote",
    ]
    assert watch.lines == 4
    watch.close()
