"""A salesperson's follow-up tasks: when each is due, and which of them an answer makes pointless. Pure."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from sales.leads import Task
from sales.playbook import Hours, Playbook, Step
from sales.timing import next_within

SOON = timedelta(hours=24)


def plan_steps(steps: Iterable[Step], start: datetime, window: Hours, zone: str) -> list[tuple[Step, datetime]]:
    """Each step with its due moment inside the contact window.

    What a night held back does not pile up in the morning: the pauses between steps stay at least as long as planned.
    """
    planned: list[tuple[Step, datetime]] = []
    for step in steps:
        due = start + step.after
        if planned:
            before, due_before = planned[-1]
            due = max(due, due_before + (step.after - before.after))
        planned.append((step, next_within(window, due, zone)))
    return planned


def pointless_after_reply(tasks: Iterable[Task], now: datetime) -> list[Task]:
    """The customer wrote: attempts to get through within the next day are pointless.

    Later steps stay, so that a lead is never left without a next one; what is due already stays to be answered for.
    """
    return [task for task in tasks if not task.urgent and now < task.due_at <= now + SOON]


def title_of(playbook: Playbook, key: str, language: str) -> str:
    """The task in the playbook's words; empty when its cause is no step of a cadence (any more)."""
    for steps in playbook.cadences.follow_up.values():
        for step in steps:
            if step.key == key and step.title is not None:
                return step.title.in_(language)
    return ""
