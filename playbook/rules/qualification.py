"""Qualification: thresholds that somebody can reach, every answer with its points, every rule able to come true."""

from collections.abc import Iterable
from datetime import timedelta

from playbook.draft import Draft
from playbook.shapes_qualification import QualificationFile, RuleShape
from playbook.source import Where
from sales.playbook import Part, Signal

FILE = "qualification.yaml"
ASKED = frozenset({Signal.GOAL, Signal.START, Signal.DECIDES, Signal.HOURS, Signal.INSTALMENTS})


def check_qualification(draft: Draft) -> None:
    shape = draft.get(QualificationFile)
    if shape is None:
        return
    _thresholds(draft, shape)
    _questions(draft, shape)
    _implied(draft, shape)
    _rules(draft, shape)
    _silence(draft, shape)
    if shape.half_life <= timedelta(0):
        draft.report(FILE, ("half_life",), "points with a half-life of zero fade at once", "write it like 7d")


def _thresholds(draft: Draft, shape: QualificationFile) -> None:
    if shape.warm_at >= shape.hot_at:
        message = f"warm_at {shape.warm_at} is not under hot_at {shape.hot_at}"
        draft.report(FILE, ("warm_at",), message, "hot must begin above warm")
    if shape.fit_max + shape.engagement_max > 100:
        message = f"fit_max and engagement_max make {shape.fit_max + shape.engagement_max} together"
        draft.report(FILE, ("fit_max",), message, "a score has at most 100")
    fit = min(shape.fit_max, _best(shape.rules, Part.FIT))
    engagement = min(shape.engagement_max, _best(shape.rules, Part.ENGAGEMENT))
    if shape.hot_at > fit + engagement:
        message = f"no lead can reach hot_at {shape.hot_at}: the best score is {fit + engagement}"
        draft.report(FILE, ("hot_at",), message, "lower it, or give the rules more points")
    for i, urgent in enumerate(shape.hot_when):
        for k, signal in enumerate(urgent.signals):
            if signal in ASKED:
                message = f'"{signal.value}" is an answer, not a deed'
                draft.report(FILE, ("hot_when", i, "signals", k), message, "name what people do, like left_phone")


def _best(rules: Iterable[RuleShape], part: Part) -> int:
    """An answer excludes the others of its question; deeds add up."""
    best: dict[Signal, int] = {}
    for rule in rules:
        if rule.part is part:
            worth = rule.points * (1 if rule.value is not None else rule.max_times)
            best[rule.signal] = max(best.get(rule.signal, 0), worth)
    return sum(best.values())


def _questions(draft: Draft, shape: QualificationFile) -> None:
    signals = [(("questions", i, "signal"), q.signal.value) for i, q in enumerate(shape.questions)]
    draft.refuse_twins(FILE, "question for", signals)
    scored = {(rule.signal, rule.value) for rule in shape.rules}
    answers: set[tuple[Signal, str]] = set()
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
        unless = question.unless
        if unless is not None and (unless.signal, unless.value) not in answers:
            message = f'no question before this one has the answer "{unless.signal.value}: {unless.value}"'
            draft.report(FILE, (*place, "unless"), message, "name an answer of an earlier question")
        answers |= {(question.signal, option.value) for option in question.options}


def _implied(draft: Draft, shape: QualificationFile) -> None:
    answers = _answers(shape)
    for i, guess in enumerate(shape.implied):
        place: Where = ("implied", i)
        if (guess.signal, guess.value) not in answers:
            message = f'no question has the answer "{guess.signal.value}: {guess.value}"'
            draft.report(FILE, (*place, "value"), message, "imply an answer of one of the questions")
        for k, signal in enumerate(guess.when):
            if signal in ASKED:
                message = f'"{signal.value}" is an answer, not a deed'
                draft.report(FILE, (*place, "when", k), message, "name what people do, like saw_price")


def _rules(draft: Draft, shape: QualificationFile) -> None:
    answers = _answers(shape)
    pairs = [(("rules", i, "signal"), _name(rule)) for i, rule in enumerate(shape.rules)]
    draft.refuse_twins(FILE, "rule for", pairs)
    reasons = [(("rules", i, "reason"), rule.reason) for i, rule in enumerate(shape.rules)]
    silences = [(("silence", i, "reason"), rule.reason) for i, rule in enumerate(shape.silence)]
    draft.refuse_twins(FILE, "reason", [*reasons, *silences, (("stopped", "reason"), shape.stopped.reason)])
    for i, rule in enumerate(shape.rules):
        place: Where = ("rules", i)
        if rule.signal in ASKED and (rule.signal, rule.value) not in answers:
            message = f'no question has the answer "{_name(rule)}"'
            draft.report(FILE, place, message, "add the answer to questions or remove the rule")
        if rule.signal not in ASKED and rule.value is not None:
            message = f'"{rule.signal.value}" happens or not, it has no values'
            draft.report(FILE, (*place, "value"), message, "remove the value")
        _signs(draft, rule, place)


def _signs(draft: Draft, rule: RuleShape, place: Where) -> None:
    if rule.part is Part.PENALTY:
        if rule.points >= 0:
            message = f"a penalty of {rule.points} takes nothing"
            draft.report(FILE, (*place, "points"), message, "write it with a minus")
        if rule.decays:
            message = "a penalty that fades would make a lead hotter by itself"
            draft.report(FILE, (*place, "decays"), message, "remove it, or say what lifts the penalty with lifted_by")
    elif rule.points < 0:
        message = f"{rule.points} points cannot be a part of {rule.part.value}"
        draft.report(FILE, (*place, "points"), message, "make the part penalty")


def _silence(draft: Draft, shape: QualificationFile) -> None:
    for i, rule in enumerate(shape.silence):
        if rule.points >= 0:
            message = f"a silence of {rule.points} takes nothing"
            draft.report(FILE, ("silence", i, "points"), message, "write it with a minus")


def _answers(shape: QualificationFile) -> set[tuple[Signal, str | None]]:
    return {(q.signal, option.value) for q in shape.questions for option in q.options}


def _name(rule: RuleShape) -> str:
    return rule.signal.value if rule.value is None else f"{rule.signal.value}: {rule.value}"
