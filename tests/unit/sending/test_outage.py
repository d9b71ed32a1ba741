"""How long nobody hammers a Telegram that cannot be reached."""

from bot.sending.outage import LONGEST, Outage


def test_the_wait_doubles_to_a_minute_and_no_further() -> None:
    outage, now, waits = Outage(), 100.0, []
    for _ in range(9):
        assert outage.unreached(now)
        waits.append(outage.until - now)
        now = outage.until
    assert waits == [1, 2, 4, 8, 16, 32, LONGEST, LONGEST, LONGEST]


def test_one_volley_counts_once() -> None:
    outage = Outage()
    assert [outage.unreached(100.0 + n / 100) for n in range(30)] == [True] + [False] * 29


def test_a_single_doubt_slows_nobody() -> None:
    outage = Outage()
    assert not any(outage.doubtful(100.0) for _ in range(4))
    assert not outage.is_probing
    assert outage.doubtful(100.0)
    assert outage.is_probing


def test_one_answer_ends_it() -> None:
    outage = Outage()
    outage.unreached(100.0)
    outage.reached()
    assert (outage.until, outage.is_probing) == (0.0, False)
