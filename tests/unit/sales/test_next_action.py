"""What a salesperson is told to do next."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from sales.leads import Lead, LeadId, LeadStage, Wish
from sales.next_action import NextAction, Situation, next_action
from sales.people import Person, PersonId
from sales.playbook import Temperature

NOW = datetime(2026, 11, 23, 12, tzinfo=UTC)
ANNA = Person(id=PersonId(1), telegram_id=7, first_name="Anna", created_at=NOW, seen_at=NOW)
CALLABLE = replace(ANNA, phone="+79161234567")
QUIET = Situation(is_minor=False, is_asking=False, is_open_now=True)
LEAD = Lead(
    id=LeadId(1),
    token="t",
    person_id=ANNA.id,
    stage=LeadStage.CLAIMED,
    temperature=Temperature.HOT,
    score=80,
    reasons=(),
    wish=Wish.CHAT,
    product=None,
    result=None,
    source="",
    owner_id=PersonId(2),
    claimed_at=NOW,
    lost_reason=None,
    created_at=NOW,
    closed_at=None,
)
CALL = replace(LEAD, wish=Wish.CALL)


@pytest.mark.parametrize(
    ("lead", "customer", "situation", "action"),
    [
        (CALL, CALLABLE, QUIET, NextAction.CALL_NOW),
        (CALL, CALLABLE, replace(QUIET, is_open_now=False), NextAction.CALL_LATER),
        (CALL, replace(CALLABLE, stopped_at=NOW), QUIET, NextAction.CALL_NOW),
        (CALL, replace(CALLABLE, unreachable_at=NOW), QUIET, NextAction.CALL_INSTEAD),
        (CALL, CALLABLE, replace(QUIET, is_minor=True), NextAction.ASK_PARENTS),
        (LEAD, ANNA, replace(QUIET, is_asking=True), NextAction.ANSWER),
        (LEAD, replace(ANNA, stopped_at=NOW), replace(QUIET, is_asking=True), NextAction.ANSWER),
        (LEAD, replace(ANNA, stopped_at=NOW), QUIET, NextAction.LEAVE_ALONE),
        (LEAD, ANNA, QUIET, NextAction.WRITE_NOW),
        (replace(LEAD, temperature=Temperature.COLD), ANNA, QUIET, NextAction.WRITE),
        (LEAD, replace(ANNA, unreachable_at=NOW), QUIET, NextAction.GONE),
        (LEAD, None, QUIET, NextAction.GONE),
        (replace(LEAD, closed_at=NOW), ANNA, QUIET, None),
    ],
)
def test_the_next_thing_to_do_follows_from_what_was_asked_and_what_is_possible(
    lead: Lead, customer: Person | None, situation: Situation, action: NextAction | None
) -> None:
    assert next_action(lead, customer, situation) is action
