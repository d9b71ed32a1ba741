"""Cadences: each step later than the one before, hours that make sense, a limit for every kind of timer."""

from collections.abc import Sequence
from datetime import timedelta

from playbook.draft import Draft
from playbook.shapes import CadencesFile, HoursShape, NudgeShape, TaskShape
from playbook.source import Where
from sales.playbook import Hours, Temperature, TimerKind

FILE = "cadences.yaml"


def check_timing(draft: Draft) -> None:
    shape = draft.get(CadencesFile)
    if shape is None:
        return
    _ascending(draft, ("quiz_nudge",), shape.quiz_nudge)
    for temperature in Temperature:
        if temperature not in shape.follow_up:
            message = f'follow_up says nothing about "{temperature.value}" leads'
            draft.report(FILE, ("follow_up",), message, "add their steps, or an empty list []")
        else:
            _ascending(draft, ("follow_up", temperature.value), shape.follow_up[temperature])
    _hours(draft, shape)
    if shape.contact_budget.per_day > shape.contact_budget.per_week:
        message = f"{shape.contact_budget.per_day} a day is more than {shape.contact_budget.per_week} a week"
        draft.report(FILE, ("contact_budget", "per_day"), message, "lower the day or raise the week")
    if shape.lead_sla.remind_after >= shape.lead_sla.escalate_after:
        message = "the admins would be called before the salespeople are reminded"
        draft.report(FILE, ("lead_sla", "escalate_after"), message, "make it later than remind_after")
    if shape.lead_sla.notice_every <= timedelta(0):
        message = "every word of a waiting customer would ring for everybody"
        draft.report(FILE, ("lead_sla", "notice_every"), message, "write a longer time, like 3m")
    for kind in TimerKind:
        if kind not in shape.late_limits:
            message = f'there is no late limit for "{kind.value}"'
            draft.report(FILE, ("late_limits",), message, "say how late is still useful, like 6h")
        elif shape.late_limits[kind] <= timedelta(0):
            message = f'a late limit of zero would skip every "{kind.value}"'
            draft.report(FILE, ("late_limits", kind.value), message, "write a longer time")


def _ascending(draft: Draft, place: Where, steps: Sequence[NudgeShape | TaskShape]) -> None:
    draft.refuse_twins(FILE, "step", [((*place, i, "key"), step.key) for i, step in enumerate(steps)])
    for i, step in enumerate(steps):
        if i and step.after <= steps[i - 1].after:
            message = f'step "{step.key}" is not later than "{steps[i - 1].key}" before it'
            draft.report(FILE, (*place, i, "after"), message, "put the steps in order of time")


def _hours(draft: Draft, shape: CadencesFile) -> None:
    for name, hours in (("quiet_hours", shape.quiet_hours), ("contact_window", shape.contact_window)):
        if hours.start == hours.end:
            message = f"{name} starts and ends at the same time"
            draft.report(FILE, (name, "end"), message, "write two different times")
            return
    if _overlap(shape.quiet_hours, shape.contact_window):
        message = "contact_window reaches into quiet_hours"
        draft.report(FILE, ("contact_window",), message, "plan contacts outside the quiet hours")


def _overlap(one: HoursShape, other: HoursShape) -> bool:
    first, second = Hours(one.start, one.end), Hours(other.start, other.end)
    return first.contains(second.start) or second.contains(first.start)
