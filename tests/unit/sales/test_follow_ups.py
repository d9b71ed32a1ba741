"""When a salesperson's tasks are due, and which of them an answer makes pointless."""

from datetime import UTC, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sales.follow_ups import plan_steps, pointless_after_reply
from sales.leads import LeadId, Task
from sales.people import PersonId
from sales.playbook import Hours, Step
from sales.timing import within

WINDOW = Hours(time(10), time(20))
MOSCOW = "Europe/Moscow"
HOT = (
    Step("call_now", timedelta(minutes=5)),
    Step("call_again", timedelta(hours=3)),
    Step("call_next_day", timedelta(days=1)),
)


def moscow(day: int, hour: int, minute: int = 0) -> datetime:
    """A moment of November 2026, three hours ahead of UTC."""
    return datetime(2026, 11, day, hour, minute, tzinfo=UTC) - timedelta(hours=3)


def task(due_at: datetime, *, urgent: bool = False) -> Task:
    return Task(
        id=1,
        token="t" * 16,
        lead_id=LeadId(1),
        staff_id=PersonId(1),
        key="call_again",
        urgent=urgent,
        due_at=due_at,
        is_open=True,
    )


def test_in_working_hours_every_step_is_due_as_the_cadence_says() -> None:
    assert [due for _, due in plan_steps(HOT, moscow(23, 12), WINDOW, MOSCOW)] == [
        moscow(23, 12, 5),
        moscow(23, 15),
        moscow(24, 12),
    ]


def test_a_night_holds_back_to_the_morning_without_piling_up() -> None:
    assert [due for _, due in plan_steps(HOT, moscow(23, 23), WINDOW, MOSCOW)] == [
        moscow(24, 10),
        moscow(24, 12, 55),
        moscow(25, 10),
    ]


def test_the_hours_are_the_customers_own() -> None:
    ((_, due),) = plan_steps(HOT[:1], moscow(23, 14), WINDOW, "Asia/Vladivostok")
    assert due == moscow(24, 3)  # 10:00 in Vladivostok


def test_no_steps_no_tasks() -> None:
    assert plan_steps((), moscow(23, 12), WINDOW, MOSCOW) == []


@given(
    minute=st.integers(0, 60 * 24 * 730),
    zone=st.sampled_from([MOSCOW, "Asia/Vladivostok", "America/New_York", "Asia/Kathmandu", "Australia/Lord_Howe"]),
    minutes=st.lists(st.integers(0, 60 * 24 * 20), min_size=1, max_size=6),
)
def test_tasks_keep_their_order_lie_in_the_window_and_are_never_early(
    minute: int, zone: str, minutes: list[int]
) -> None:
    start = datetime(2026, 1, 1, tzinfo=UTC) + timedelta(minutes=minute)
    steps = [Step(f"s{i}", timedelta(minutes=after)) for i, after in enumerate(sorted(minutes))]
    planned = plan_steps(steps, start, WINDOW, zone)
    moments = [due for _, due in planned]
    assert moments == sorted(moments)
    for step, due in planned:
        assert due >= start + step.after
        assert within(WINDOW, due, zone)


@pytest.mark.parametrize(
    ("hours", "is_pointless"),
    [(-1, False), (0, False), (0.1, True), (24, True), (24.1, False), (72, False)],
    ids=["overdue", "due now", "soon", "in a day", "just after", "in three days"],
)
def test_words_of_the_customer_cancel_what_was_planned_for_the_next_day(hours: float, is_pointless: bool) -> None:
    now = moscow(23, 12)
    assert bool(pointless_after_reply([task(now + timedelta(hours=hours))], now)) is is_pointless


def test_an_urgent_task_is_never_pointless() -> None:
    now = moscow(23, 12)
    assert pointless_after_reply([task(now + timedelta(hours=1), urgent=True)], now) == []
