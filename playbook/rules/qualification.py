"""Qualification: thresholds in order, every answer has its points, every rule can come true."""

from playbook.draft import Draft
from playbook.shapes import QualificationFile, RuleShape
from playbook.source import Where
from sales.playbook import Part, Signal

FILE = "qualification.yaml"
ASKED = frozenset({Signal.GOAL, Signal.START, Signal.DECIDES, Signal.HOURS})


def check_qualification(draft: Draft) -> None:
    shape = draft.get(QualificationFile)
    if shape is None:
        return
    _thresholds(draft, shape)
    _questions(draft, shape)
    _rules(draft, shape)


def _thresholds(draft: Draft, shape: QualificationFile) -> None:
    if shape.warm_at >= shape.hot_at:
        message = f"warm_at {shape.warm_at} is not under hot_at {shape.hot_at}"
        draft.report(FILE, ("warm_at",), message, "hot must begin above warm")
    best = shape.fit_max + shape.engagement_max
    if best > 100:
        message = f"fit_max and engagement_max make {best} together"
        draft.report(FILE, ("fit_max",), message, "a score has at most 100")
    if shape.hot_at > best:
        message = f"no lead can reach hot_at {shape.hot_at}: the best score is {best}"
        draft.report(FILE, ("hot_at",), message, "lower it")


def _questions(draft: Draft, shape: QualificationFile) -> None:
    signals = [(("questions", i, "signal"), q.signal.value) for i, q in enumerate(shape.questions)]
    draft.refuse_twins(FILE, "question for", signals)
    scored = {(rule.signal, rule.value) for rule in shape.rules}
    for i, question in enumerate(shape.questions):
        place: Where = ("questions", i)
        if question.signal not in ASKED:
            message = f'"{question.signal.value}" is seen by the program, it cannot be asked'
            names = ", ".join(sorted(signal.value for signal in ASKED))
            draft.report(FILE, (*place, "signal"), message, f"ask about one of {names}")
            continue
        values = [((*place, "options", k, "value"), option.value) for k, option in enumerate(question.options)]
        draft.refuse_twins(FILE, "value", values)
        for path, value in values:
            if (question.signal, value) not in scored:
                message = f'the answer "{value}" of "{question.signal.value}" has no rule'
                draft.report(FILE, path, message, "add a rule for it, with 0 points if it does not matter")


def _rules(draft: Draft, shape: QualificationFile) -> None:
    answers = {(q.signal, option.value) for q in shape.questions for option in q.options}
    pairs = [(("rules", i, "signal"), _name(rule)) for i, rule in enumerate(shape.rules)]
    draft.refuse_twins(FILE, "rule for", pairs)
    draft.refuse_twins(FILE, "reason", [(("rules", i, "reason"), r.reason) for i, r in enumerate(shape.rules)])
    for i, rule in enumerate(shape.rules):
        place: Where = ("rules", i)
        if rule.signal in ASKED and (rule.signal, rule.value) not in answers:
            message = f'no question has the answer "{_name(rule)}"'
            draft.report(FILE, place, message, "add the answer to questions or remove the rule")
        if rule.signal not in ASKED and rule.value is not None:
            message = f'"{rule.signal.value}" happens or not, it has no values'
            draft.report(FILE, (*place, "value"), message, "remove the value")
        if rule.part is Part.PENALTY and rule.points >= 0:
            message = f"a penalty of {rule.points} takes nothing"
            draft.report(FILE, (*place, "points"), message, "write it with a minus")
        if rule.part is not Part.PENALTY and rule.points < 0:
            message = f"{rule.points} points cannot be a part of {rule.part.value}"
            draft.report(FILE, (*place, "points"), message, "make the part penalty")


def _name(rule: RuleShape) -> str:
    return rule.signal.value if rule.value is None else f"{rule.signal.value}: {rule.value}"
