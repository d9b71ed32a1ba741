"""The limits hold whatever is asked for, and are used to the full."""

from collections import defaultdict
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from bot.sending.pacer import GROUP_LIMIT, Pacer
from sales.outgoing import Lane

LANES = st.sampled_from(list(Lane))
CHATS = st.sampled_from([1, 2, 3, 4, 5, -1, -2])


def most_within(moments: list[float], seconds: float) -> int:
    most, first = 0, 0
    for last, moment in enumerate(moments):
        while moments[first] <= moment - seconds:
            first += 1
        most = max(most, last - first + 1)
    return most


@given(
    rate=st.sampled_from([1, 5, 30]),
    wishes=st.lists(st.tuples(CHATS, st.booleans(), LANES, st.sampled_from([0.0, 0.0, 0.01, 0.3, 2.0])), max_size=250),
)
def test_no_window_ever_exceeds_a_limit(rate: int, wishes: list[tuple[int, bool, Lane, float]]) -> None:
    pacer, now = Pacer(rate), 100.0
    overall: list[float] = []
    chats: dict[int, list[float]] = defaultdict(list)
    groups: dict[tuple[int, bool], list[float]] = defaultdict(list)
    for chat_id, is_edit, lane, pause in wishes:
        now += pause
        while (wait := pacer.delay(chat_id, is_edit, lane, now)) > 0:
            now += wait + 1e-9
        pacer.took(chat_id, is_edit, now)
        overall.append(now)
        if not is_edit:
            chats[chat_id].append(now)
        if chat_id < 0:
            groups[chat_id, is_edit].append(now)
    assert most_within(overall, 1.0) <= rate
    assert all(most_within(said, 60.0) <= GROUP_LIMIT for said in groups.values())
    for said in chats.values():
        assert most_within(said, 1.0) <= 3
        assert most_within(said, 10.0) <= 3 + 10


def flat_out(pacer: Pacer, lane: Lane, seconds: float, lateness: float = 0.0) -> list[float]:
    """A new chat each time, as fast as the pacer lets; each call `lateness` after it might have gone."""
    now, sent = 100.0, []
    while now < 100.0 + seconds:
        wait = pacer.delay(len(sent) + 1, False, lane, now)
        if wait > 0:
            now += wait + lateness
        pacer.took(len(sent) + 1, False, now)
        sent.append(now)
    return sent


def test_a_campaign_reaches_29_a_second_even_on_a_late_loop() -> None:
    sent = flat_out(Pacer(30), Lane.CAMPAIGN, 60, lateness=0.004)
    assert len(sent) / (sent[-1] - sent[0]) >= 29
    assert most_within(sent, 1.0) <= 30


def test_paid_broadcasting_reaches_its_rate() -> None:
    sent = flat_out(Pacer(1000), Lane.CAMPAIGN, 5, lateness=0.001)
    assert len(sent) / (sent[-1] - sent[0]) >= 970
    assert most_within(sent, 1.0) <= 1000


def test_a_campaign_is_spread_evenly() -> None:
    sent = flat_out(Pacer(30), Lane.CAMPAIGN, 5)
    assert min(b - a for a, b in list(pairwise(sent))[2:]) > 0.015


def test_answers_arriving_together_go_together() -> None:
    pacer = Pacer(30)
    assert sum(1 for moment in flat_out(pacer, Lane.ANSWER, 0.5) if moment == 100.0) >= 10


def test_an_answer_amid_a_campaign_waits_for_one_place_only() -> None:
    pacer = Pacer(30)
    last = flat_out(pacer, Lane.CAMPAIGN, 3)[-1]
    assert pacer.delay(99, False, Lane.ANSWER, last) <= 0.055


def test_edits_in_a_private_chat_are_free() -> None:
    pacer = Pacer(30)
    for _ in range(10):
        assert pacer.chat_delay(5, True, 100.0) == 0
        pacer.took(5, True, 100.0)
    assert pacer.chat_delay(5, False, 100.0) == 0


def test_a_halt_stops_every_lane() -> None:
    pacer = Pacer(30)
    pacer.halt(130.0)
    pacer.halt(110.0)
    assert {pacer.delay(5, True, lane, 100.0) for lane in Lane} == {30.0}
    assert pacer.is_halted(129.9)
    assert not pacer.is_halted(130.0)


def test_unused_places_are_given_back_and_used_ones_count_from_departure() -> None:
    pacer = Pacer(2)
    for chat_id in (1, 2):
        pacer.took(chat_id, False, 100.0)
    pacer.left(2, 1, 100.4)
    assert pacer.delay(3, False, Lane.ANSWER, 100.6) == 0
    pacer.took(3, False, 100.6)
    assert pacer.delay(4, False, Lane.ANSWER, 100.6) > 0.8


def test_idle_chats_are_forgotten() -> None:
    pacer, now = Pacer(1000), 100.0
    for chat_id in range(1, 100_000):
        now += 0.01
        pacer.took(chat_id if chat_id % 2 else -chat_id, False, now)
    assert len(pacer._chats) + len(pacer._groups) < 8_000
