"""From the checked shape of qualification.yaml to the rules that leads are judged by."""

from collections.abc import Callable

from playbook import shapes_qualification as shapes
from playbook.shapes import Words
from sales import playbook as sold
from sales.playbook import Part, Text

Say = Callable[[Words], Text]


def build_qualification(file: shapes.QualificationFile, text: Say) -> sold.Qualification:
    return sold.Qualification(
        questions=tuple(_question(question, text) for question in file.questions),
        rules=tuple(_rule(rule, text) for rule in file.rules),
        implied=tuple(sold.Implied(i.signal, i.value, tuple(i.when), i.within) for i in file.implied),
        silence=tuple(sold.SilenceRule(s.touches, s.after, s.points, s.reason, text(s.label)) for s in file.silence),
        hot_when=tuple(sold.HotWhen(tuple(h.signals), h.within) for h in file.hot_when),
        stopped=sold.Stopped(file.stopped.reason, text(file.stopped.label)),
        half_life=file.half_life,
        nightly_at=file.nightly_at,
        fit_max=file.fit_max,
        engagement_max=file.engagement_max,
        hot_at=file.hot_at,
        warm_at=file.warm_at,
    )


def _question(shape: shapes.LeadQuestionShape, text: Say) -> sold.LeadQuestion:
    options = (sold.LeadOption(option.value, text(option.text)) for option in shape.options)
    unless = None if shape.unless is None else (shape.unless.signal, shape.unless.value)
    return sold.LeadQuestion(shape.signal, text(shape.text), tuple(options), unless)


def _rule(shape: shapes.RuleShape, text: Say) -> sold.Rule:
    """What people do fades unless the file says otherwise; what they are and want stays."""
    return sold.Rule(
        signal=shape.signal,
        points=shape.points,
        part=shape.part,
        reason=shape.reason,
        label=text(shape.label),
        value=shape.value,
        max_times=shape.max_times,
        decays=shape.part is Part.ENGAGEMENT if shape.decays is None else shape.decays,
        lifted_by=shape.lifted_by,
    )
