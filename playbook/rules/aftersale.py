"""Check-ins: in order of time, scales that can be answered well and badly."""

from playbook.draft import Draft
from playbook.shapes import CheckInsFile, CheckInShape
from playbook.source import Where

FILE = "checkins.yaml"


def check_aftersale(draft: Draft) -> None:
    shape = draft.get(CheckInsFile)
    if shape is None:
        return
    codes = [(("check_ins", i, "code"), check_in.code) for i, check_in in enumerate(shape.check_ins)]
    draft.refuse_twins(FILE, "check-in", codes)
    for i, check_in in enumerate(shape.check_ins):
        place: Where = ("check_ins", i)
        if i and check_in.after <= shape.check_ins[i - 1].after:
            message = f'check-in "{check_in.code}" is not later than "{shape.check_ins[i - 1].code}" before it'
            draft.report(FILE, (*place, "after"), message, "put the check-ins in order of time")
        _scale(draft, place, check_in)


def _scale(draft: Draft, place: Where, check_in: CheckInShape) -> None:
    values = [option.value for option in check_in.options]
    places = [((*place, "options", k, "value"), value) for k, value in enumerate(values)]
    draft.refuse_twins(FILE, "value", places)
    if not min(values) <= check_in.bad_at_most < max(values):
        message = f"bad_at_most {check_in.bad_at_most} leaves the scale {min(values)} to {max(values)} one-sided"
        draft.report(FILE, (*place, "bad_at_most"), message, "choose a value inside the scale, under its top")
    if check_in.kind == "nps" and sorted(values) != list(range(11)):
        message = "a recommendation score (nps) has the values 0 to 10"
        draft.report(FILE, (*place, "options"), message, "list all eleven")
