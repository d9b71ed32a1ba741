"""The shape of every playbook file: which keys there are and what kind of value each takes."""

from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field, RootModel

from playbook.values import Amount, Clock, Code, Count, Duration, Line, LinkCode, Span, Url
from sales.playbook import ConsentKind, Outcome, Temperature, TimerKind


class Shape(BaseModel):
    model_config = ConfigDict(extra="forbid", strict=True, frozen=True)


class Words(RootModel[dict[str, str]]):
    """The same text by language code."""

    model_config = ConfigDict(strict=True, frozen=True)


class Contacts(Shape):
    phone: Line
    email: Line
    site: Url
    privacy_url: Url


class StageShape(Shape):
    code: Code
    outcome: Annotated[Outcome, Field(strict=False)]
    name: Words


class LostReasonShape(Shape):
    code: Code
    name: Words


class ConsentShape(Shape):
    kind: Annotated[ConsentKind, Field(strict=False)]
    version: Line
    text: Words


class BusinessFile(Shape):
    name: Words
    about: Words
    timezone: Line
    currency: Annotated[str, Field(pattern=r"^[A-Z]{3}$")]
    default_language: Line
    languages: Annotated[list[Line], Field(min_length=1)]
    contacts: Contacts
    stages: list[StageShape]
    lost_reasons: Annotated[list[LostReasonShape], Field(min_length=1)]
    consents: list[ConsentShape]


class FacetShape(Shape):
    code: Code
    name: Words
    did: Words


class ProfessionShape(Shape):
    code: Code
    name: Words
    what: Words
    day: Words
    plus: Words
    minus: Words
    week: Annotated[list[Words], Field(min_length=7, max_length=7)]
    weights: dict[str, Annotated[int, Field(ge=0, le=4)]]


class ProfessionsFile(Shape):
    facets: Annotated[list[FacetShape], Field(min_length=2)]
    professions: Annotated[list[ProfessionShape], Field(min_length=3)]


class SeedOptionShape(Shape):
    id: Code
    text: Words


class OptionShape(Shape):
    id: Code
    facet: Code
    text: Words


class SeedShape(Shape):
    id: Code
    text: Words
    options: Annotated[list[SeedOptionShape], Field(min_length=2, max_length=4)]


class QuestionShape(Shape):
    id: Code
    text: Words
    options: Annotated[list[OptionShape], Field(min_length=2, max_length=4)]


class QuizSettings(Shape):
    stop_at: Annotated[float, Field(gt=0.5, lt=1)]
    max_extra: Annotated[int, Field(ge=0, le=5)]
    temperature: Annotated[float, Field(ge=1, le=5)]


class QuizFile(Shape):
    settings: QuizSettings
    seed: SeedShape
    core: Annotated[list[QuestionShape], Field(min_length=1)]
    tie_breaks: list[QuestionShape]


class PlanShape(Shape):
    code: Code
    name: Words
    months: Count
    monthly: Amount


class ProductShape(Shape):
    code: Code
    professions: Annotated[list[Code], Field(min_length=1)]
    name: Words
    tagline: Words
    price: Amount
    cost: Amount
    duration: Words
    hours: Span | None = None
    suits: Words | None = None
    url: Url | None = None
    includes: Annotated[list[Words], Field(min_length=1)]
    details: Words
    plans: list[PlanShape] = []
    check_ins: list[Code] | None = None


class ProductsFile(Shape):
    products: Annotated[list[ProductShape], Field(min_length=1)]


class NudgeShape(Shape):
    key: Code
    after: Duration


class TaskShape(Shape):
    key: Code
    after: Duration
    title: Words


class HoursShape(Shape):
    start: Clock
    end: Clock


class BudgetShape(Shape):
    per_day: Count
    per_week: Count


class SlaShape(Shape):
    remind_after: Duration
    escalate_after: Duration
    notice_every: Duration


class CadencesFile(Shape):
    quiz_nudge: list[NudgeShape]
    follow_up: dict[Annotated[Temperature, Field(strict=False)], list[TaskShape]]
    quiet_hours: HoursShape
    contact_window: HoursShape
    contact_budget: BudgetShape
    lead_sla: SlaShape
    late_limits: dict[Annotated[TimerKind, Field(strict=False)], Duration]


class ScaleShape(Shape):
    value: int
    text: Words


class CheckInShape(Shape):
    code: Code
    kind: Annotated[str, Field(pattern=r"^(ces|csat|nps)$")]
    after: Duration
    bad_at_most: int
    question: Words
    options: Annotated[list[ScaleShape], Field(min_length=2, max_length=11)]


class CheckInsFile(Shape):
    check_ins: list[CheckInShape]


class LinkShape(Shape):
    code: LinkCode
    source: Line
    medium: Line
    campaign: Line
    content: Line


class LinksFile(Shape):
    links: list[LinkShape]
