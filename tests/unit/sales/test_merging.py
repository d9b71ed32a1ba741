"""Whose lead stays, and what two leads want together."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from sales.journeys import MOMENTS, SeenSignal
from sales.leads import Lead, LeadId, LeadStage, Wish
from sales.merging import (
    Merge,
    MergeId,
    MergeState,
    Origin,
    Wanted,
    attribution,
    known_together,
    to_write_to,
    together,
    which_stays,
)
from sales.merging import wanted as wanted_by
from sales.people import Person, PersonId
from sales.playbook import Signal, Temperature

NOW = datetime(2026, 11, 23, 12, tzinfo=UTC)


def lead(id: int, *, owner: int | None = None, hours: float = 0) -> Lead:
    return Lead(
        id=LeadId(id),
        token=f"token-{id}",
        person_id=PersonId(id),
        stage=LeadStage.NEW if owner is None else LeadStage.CLAIMED,
        temperature=Temperature.WARM,
        score=50,
        reasons=(),
        wish=Wish.CHAT,
        product=None,
        result=None,
        source="",
        owner_id=None if owner is None else PersonId(owner),
        claimed_at=None,
        lost_reason=None,
        created_at=NOW + timedelta(hours=hours),
        closed_at=None,
    )


def person(id: int, *, telegram: bool = True, seen: float = 0, blocked: bool = False) -> Person:
    return Person(
        id=PersonId(id),
        telegram_id=id if telegram else 0,
        first_name="Анна",
        created_at=NOW,
        seen_at=NOW + timedelta(hours=seen),
        unreachable_at=NOW if blocked or not telegram else None,
    )


def test_the_earlier_stays_an_owner_before_that_and_two_owners_are_nobodys_choice() -> None:
    early, late = lead(1), lead(2, hours=1)
    assert which_stays(late, early) == (early, late)
    assert which_stays(lead(3, owner=7, hours=5), early) == (lead(3, owner=7, hours=5), early)
    assert which_stays(lead(3, owner=7, hours=5), lead(4, owner=7)) == (lead(4, owner=7), lead(3, owner=7, hours=5))
    assert which_stays(lead(3, owner=7), lead(4, owner=8)) is None


wants = st.builds(
    Wanted,
    wish=st.sampled_from(Wish),
    product=st.none() | st.sampled_from(("a", "b")),
    quiz_attempt_id=st.none() | st.integers(1, 9),
    at=st.integers(0, 5).map(lambda hours: NOW + timedelta(hours=hours)),
)


@given(own=wants, others=st.lists(wants, max_size=4))
def test_what_they_want_together_does_not_depend_on_the_order(own: Wanted, others: list[Wanted]) -> None:
    found = together(own, others)
    assert found == together(own, others[::-1])
    assert together(own, []) == own
    assert found.product is not None or all(part.product is None for part in (own, *others))
    assert (found.wish is Wish.CALL) == any(part.wish is Wish.CALL for part in (own, *others))


def test_the_newer_product_is_meant() -> None:
    old, new = wanted_by(lead(1)), replace(wanted_by(lead(2, hours=1)), product="b")
    assert together(replace(old, product="a"), [new]).product == "b"
    assert together(old, [replace(new, product=None)]).product is None


def test_signals_count_once_each_with_the_latest_answer() -> None:
    def seen(value: str, hours: float, count: int = 1) -> SeenSignal:
        return SeenSignal(signal=Signal.GOAL, value=value, count=count, last_at=NOW + timedelta(hours=hours))

    (goal,) = known_together([[seen("self", 0, 8)], [seen("change", 1, 8)], []])
    assert (goal.value, goal.count, goal.last_at) == ("change", 16, NOW + timedelta(hours=1))
    assert len(goal.moments) == MOMENTS
    assert list(goal.moments) == sorted(goal.moments, reverse=True)


def test_every_source_is_named_once_the_earliest_first() -> None:
    partner = Origin(source="Школа А", at=NOW)
    vk, again = (
        Origin(source="vk", campaign="autumn", at=NOW - timedelta(1)),
        Origin(source="vk", campaign="autumn", at=NOW + timedelta(1)),
    )
    found = attribution([partner, again, vk])
    assert found.first is not None
    assert (found.first.words, [one.words for one in found.also]) == ("vk / autumn", ["Школа А"])
    assert attribution([]).first is None


def test_who_can_be_written_to_goes_before_who_was_seen_last() -> None:
    old, new = person(1), person(2, seen=1)
    assert to_write_to([old, new]) == new
    assert to_write_to([old, replace(new, unreachable_at=NOW)]) == old
    assert to_write_to([old, person(3, telegram=False, seen=9)]) == old
    assert to_write_to([]) is None


def test_a_merge_may_be_undone_for_a_day() -> None:
    merge = Merge(
        id=MergeId(1),
        token="token",
        kept_id=LeadId(1),
        joined_id=LeadId(2),
        state=MergeState.MERGED,
        own=wanted_by(lead(1)),
        tasks=(),
        at=NOW,
    )
    assert merge.may_be_undone(NOW + timedelta(hours=24))
    assert not merge.may_be_undone(NOW + timedelta(hours=24, seconds=1))
    assert not replace(merge, state=MergeState.UNDONE).may_be_undone(NOW)
