"""The shape of qualification.yaml."""

from datetime import timedelta
from typing import Annotated

from pydantic import Field

from playbook.shapes import Shape, Words
from playbook.values import Clock, Code, Count, Duration, Points
from sales.journeys import MOMENTS
from sales.playbook import Part, Signal

SignalName = Annotated[Signal, Field(strict=False)]


class LeadOptionShape(Shape):
    value: Code
    text: Words


class AnswerShape(Shape):
    signal: SignalName
    value: Code


class LeadQuestionShape(Shape):
    signal: SignalName
    text: Words
    options: Annotated[list[LeadOptionShape], Field(min_length=2)]
    unless: AnswerShape | None = None


class ImpliedShape(Shape):
    signal: SignalName
    value: Code
    when: Annotated[list[SignalName], Field(min_length=1)]
    within: Duration | None = None


class RuleShape(Shape):
    signal: SignalName
    value: Code | None = None
    points: Points
    max_times: Annotated[int, Field(ge=1, le=MOMENTS)] = 1
    part: Annotated[Part, Field(strict=False)]
    decays: bool | None = None
    lifted_by: SignalName | None = None
    reason: Code
    label: Words


class SilenceShape(Shape):
    touches: Count
    after: Duration = timedelta()
    points: Points
    reason: Code
    label: Words


class HotWhenShape(Shape):
    signals: Annotated[list[SignalName], Field(min_length=1)]
    within: Duration


class StoppedShape(Shape):
    reason: Code
    label: Words


class QualificationFile(Shape):
    fit_max: Annotated[int, Field(ge=0, le=100)]
    engagement_max: Annotated[int, Field(ge=0, le=100)]
    half_life: Duration
    hot_at: Annotated[int, Field(ge=1, le=100)]
    warm_at: Annotated[int, Field(ge=1, le=100)]
    hot_when: list[HotWhenShape]
    nightly_at: Clock
    questions: list[LeadQuestionShape]
    implied: list[ImpliedShape]
    rules: Annotated[list[RuleShape], Field(min_length=1)]
    silence: list[SilenceShape]
    stopped: StoppedShape
