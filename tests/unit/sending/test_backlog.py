"""Who is next: in order, one at a time per chat, in bounded memory."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from bot.sending.backlog import CAPACITY, PER_CHAT, Backlog
from bot.sending.pacer import Pacer
from sales.outgoing import Lane, Outgoing, WhenUnknown

TODAY = datetime(2026, 11, 23, tzinfo=UTC)


def row(id: int, chat_id: int = 1, lane: Lane = Lane.ANSWER, **more) -> Outgoing:
    return Outgoing(
        id=id, chat_id=chat_id, lane=lane, when_unknown=WhenUnknown.LEAVE, method="editMessageText", payload={}, **more
    )


def seen_whole() -> Backlog:
    backlog = Backlog()
    backlog.finish_read([], unseen_from=None)
    return backlog


def take(backlog: Backlog, room: int = 1000) -> list[Outgoing]:
    return backlog.pick(Pacer(1000), 100.0, TODAY, room).rows


@given(steps=st.lists(st.tuples(st.integers(1, 4), st.sampled_from(list(Lane)), st.integers(0, 3)), max_size=80))
def test_every_row_goes_once_in_order_and_never_two_of_a_chat_together(steps: list[tuple[int, Lane, int]]) -> None:
    backlog, pacer, now, id = seen_whole(), Pacer(1000), 100.0, 0
    gone: list[Outgoing] = []
    said: list[Outgoing] = []
    busy: list[Outgoing] = []
    for chat_id, lane, done in [*steps, *[(0, Lane.ANSWER, 9)] * 100]:
        now += 0.1
        if chat_id:
            id += 1
            said.append(row(id, chat_id, lane))
            backlog.hear(said[-1])
        picked = backlog.pick(pacer, now, TODAY, 3).rows
        busy += picked
        gone += picked
        assert len({waiting.chat_id for waiting in busy}) == len(busy)
        for finished in busy[:done]:
            backlog.drop(finished)
        busy = busy[done:]
    assert sorted(sent.id for sent in gone) == [written.id for written in said]
    for chat_id in range(1, 5):
        for lane in Lane:
            ids = [sent.id for sent in gone if (sent.chat_id, sent.lane) == (chat_id, lane)]
            assert ids == sorted(ids)
    assert (len(backlog), backlog._chats, backlog.next_at(pacer, now)) == (0, {}, float("inf"))


def test_nothing_is_taken_by_ear_before_the_database_was_read_whole() -> None:
    backlog = Backlog()
    backlog.hear(row(5))
    assert (take(backlog), backlog.missed) == ([], True)
    backlog.start_read()
    backlog.finish_read([row(4), row(5)], unseen_from=None)
    assert [taken.id for taken in take(backlog)] == [4]


def test_what_is_said_during_a_read_waits_for_the_next_one() -> None:
    backlog = Backlog()
    backlog.start_read()
    backlog.hear(row(5))
    backlog.finish_read([row(4)], unseen_from=None)
    backlog.hear(row(6))
    assert Lane.ANSWER in backlog.behind
    backlog.start_read()
    backlog.finish_read([row(5), row(6)], unseen_from=None)
    assert (backlog.behind, len(backlog)) == (set(), 3)


def test_one_long_queue_leaves_memory_for_the_others() -> None:
    backlog = seen_whole()
    for id in range(1, PER_CHAT + 50):
        backlog.hear(row(id))
    assert (len(backlog), backlog.behind, backlog.missed) == (PER_CHAT, {Lane.ANSWER}, True)


def test_a_campaign_fills_only_its_share_of_memory() -> None:
    backlog = seen_whole()
    for id in range(1, 10_000):
        backlog.hear(row(id, chat_id=id, lane=Lane.CAMPAIGN))
    assert len(backlog) == CAPACITY[Lane.CAMPAIGN]
    backlog.hear(row(20_000, chat_id=20_000))
    assert take(backlog)[0].id == 20_000


def test_a_partial_read_leaves_later_lanes_behind() -> None:
    backlog = Backlog()
    backlog.start_read()
    assert backlog.finish_read([row(1)], unseen_from=Lane.TOUCH)
    assert backlog.behind == {Lane.TOUCH, Lane.CAMPAIGN}


def test_expired_rows_cost_no_place() -> None:
    backlog, pacer = seen_whole(), Pacer(1)
    for id in range(1, 6):
        backlog.hear(replace(row(id, chat_id=id), expires_at=TODAY - timedelta(seconds=1)))
    backlog.hear(row(6, chat_id=6))
    picked = backlog.pick(pacer, 100.0, TODAY, 10)
    assert ([gone.id for gone in picked.expired], [taken.id for taken in picked.rows]) == ([1, 2, 3, 4, 5], [6])
