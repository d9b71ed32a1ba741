"""What a score may know, and that nothing else gets in."""

from dataclasses import fields
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from sales.journeys import SeenSignal
from sales.leads import Lead, Wish
from sales.learning.facts import ANSWERS, COUNTS, DEEDS, ORDER, Known, count_band, facts_of, source_group
from sales.playbook import Signal
from sales.quiz.result import Confidence

NOW = datetime(2026, 11, 23, 12, tzinfo=UTC)


def known(*seen: SeenSignal, **changed: Any) -> Known:
    fields_: dict[str, Any] = {
        "seen": seen,
        "wish": Wish.CALL,
        "source": "",
        "confidence": None,
        "first_seen_at": NOW,
        "created_at": NOW,
        "now": NOW,
        "zone": "Europe/Moscow",
        **changed,
    }
    return Known(**fields_)


def saw(signal: Signal, value: str = "", count: int = 1, *, days_ago: float = 0) -> SeenSignal:
    return SeenSignal(signal=signal, value=value, count=count, last_at=NOW - timedelta(days=days_ago))


def test_nothing_that_is_filled_in_afterwards_can_get_in() -> None:
    """The only way in is Known; of a lead's own fields it takes the wish, the source and when it was made."""
    afterwards = {"stage", "owner_id", "claimed_at", "lost_reason", "closed_at", "score", "reasons", "temperature"}
    names = {field.name for field in fields(Known)}
    assert names & {field.name for field in fields(Lead)} == {"wish", "source", "created_at"}
    assert not names & afterwards
    assert not {field.name for field in fields(Known)} & {"tasks", "orders", "check_ins", "percent", "match"}


def test_every_lead_has_the_same_facts_and_all_of_them_are_listed() -> None:
    assert set(facts_of(known())) == set(ORDER)
    everything = [saw(signal, "x" if signal in ANSWERS else "") for signal in Signal]
    assert set(facts_of(known(*everything))) == set(ORDER)


def test_a_question_not_answered_is_a_fact_of_its_own() -> None:
    facts = facts_of(known(saw(Signal.GOAL, "change")))
    assert (facts["goal"], facts["start"]) == ("change", "none")


def test_what_a_file_does_not_say_is_not_taken_for_an_unanswered_question() -> None:
    facts = facts_of(known(saw(Signal.GOAL, "change"), saw(Signal.SAW_PRICE, count=0), imported=True, wish=None))
    assert facts == {"goal": "change", "saw_price": "0", "source": "none", "hour": "day", "origin": "file"}


@pytest.mark.parametrize(
    ("count", "band"), [(-1, "0"), (0, "0"), (1, "1"), (2, "2-3"), (3, "2-3"), (4, "4+"), (99, "4+")]
)
def test_counts_fall_into_bands(count: int, band: str) -> None:
    assert count_band(count, COUNTS[Signal.OPENED_PRODUCT]) == band


@pytest.mark.parametrize(
    ("source", "group"), [("", "none"), ("VK / spring", "vk"), ("Школа А → vk", "школа-а"), (" / ", "none")]
)
def test_sources_are_grouped_by_their_first_word(source: str, group: str) -> None:
    assert source_group(source) == group


def test_days_and_hours_are_those_of_the_business() -> None:
    facts = facts_of(
        known(saw(Signal.SAW_PRICE, days_ago=3), first_seen_at=NOW - timedelta(days=9), created_at=NOW.replace(hour=22))
    )
    assert (facts["days_known"], facts["days_quiet"], facts["hour"]) == ("7+", "2-6", "night")


def test_the_quiz_says_how_sure_it_was_never_how_many_percent() -> None:
    assert facts_of(known(confidence=Confidence.CLOSE))["result"] == "close"
    assert facts_of(known())["result"] == "none"


def test_each_deed_is_a_yes_or_a_no() -> None:
    facts = facts_of(known(saw(Signal.LEFT_PHONE)))
    assert {facts[signal.value] for signal in DEEDS} == {"yes", "no"}
