"""The best next thing to do about a lead. Pure."""

from dataclasses import dataclass
from enum import StrEnum

from sales.leads import Lead, Wish
from sales.people import Person
from sales.playbook import Temperature


class NextAction(StrEnum):
    CALL_NOW = "call_now"
    CALL_LATER = "call_later"
    CALL_INSTEAD = "call_instead"
    ANSWER = "answer"
    WRITE_NOW = "write_now"
    WRITE = "write"
    ASK_PARENTS = "ask_parents"
    LEAVE_ALONE = "leave_alone"
    GONE = "gone"


@dataclass(frozen=True, slots=True, kw_only=True)
class Situation:
    """`is_asking`: a question of theirs is not answered yet. `is_open_now`: people may be called at this hour."""

    is_minor: bool
    is_asking: bool
    is_open_now: bool


def next_action(lead: Lead, customer: Person | None, situation: Situation) -> NextAction | None:
    """None for a closed lead. What they asked for goes before what we would like."""
    if not lead.is_open:
        return None
    if customer is None or customer.unreachable_at is not None:
        return NextAction.CALL_INSTEAD if customer is not None and customer.phone else NextAction.GONE
    wants_call = lead.wish is Wish.CALL and bool(customer.phone)
    if customer.stopped_at is not None and not wants_call and not situation.is_asking:
        return NextAction.LEAVE_ALONE
    if situation.is_minor:
        return NextAction.ASK_PARENTS
    return _call(situation) if wants_call else _write(lead, situation)


def _call(situation: Situation) -> NextAction:
    return NextAction.CALL_NOW if situation.is_open_now else NextAction.CALL_LATER


def _write(lead: Lead, situation: Situation) -> NextAction:
    if situation.is_asking:
        return NextAction.ANSWER
    return NextAction.WRITE if lead.temperature is Temperature.COLD else NextAction.WRITE_NOW
