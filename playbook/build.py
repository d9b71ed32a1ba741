"""From checked shapes to the values that the rest of the program works with."""

from collections.abc import Sequence
from dataclasses import dataclass

from playbook import shapes
from playbook.build_answers import build_answers, build_fillers
from playbook.build_decks import build_decks, build_reviews
from playbook.build_lessons import build_lessons
from playbook.build_qualification import build_qualification
from playbook.build_tryouts import build_groups, build_tryouts
from playbook.draft import Draft, ShapeT
from playbook.shapes import Words
from playbook.shapes_answers import AnswersFile
from playbook.shapes_decks import DecksFile
from playbook.shapes_lessons import LessonsFile
from playbook.shapes_qualification import QualificationFile
from playbook.shapes_tryouts import TryoutsFile
from sales import playbook as sold
from sales.playbook import Text
from sales.quiz import Option, ProfessionWeights, Question, Quiz, SeedQuestion


def build(draft: Draft) -> sold.Playbook:
    """Every file must have its shape (LookupError otherwise); the rules must have passed."""
    return _Builder(draft, _need(draft, shapes.BusinessFile).default_language).book()


def build_design(table: shapes.ProfessionsFile, quiz: shapes.QuizFile) -> Quiz:
    """The instrument alone, to try it before the rest of the book is known to be right."""
    facets = tuple(facet.code for facet in table.facets)
    return Quiz(
        version="draft",
        facets=facets,
        professions=tuple(
            ProfessionWeights(p.code, tuple(p.weights[code] for code in facets)) for p in table.professions
        ),
        seed=SeedQuestion(quiz.seed.id, tuple(option.id for option in quiz.seed.options)),
        core=_instrument(quiz.core),
        tie_breaks=_instrument(quiz.tie_breaks),
        stop_at=quiz.settings.stop_at,
        max_extra=quiz.settings.max_extra,
        temperature=quiz.settings.temperature,
    )


def _instrument(questions: Sequence[shapes.QuestionShape]) -> tuple[Question, ...]:
    return tuple(Question(q.id, tuple(Option(o.id, o.facet) for o in q.options)) for q in questions)


def _need(draft: Draft, kind: type[ShapeT]) -> ShapeT:
    shape = draft.get(kind)
    if shape is None:
        raise LookupError(f"{kind.__name__} has no shape yet")
    return shape


@dataclass(frozen=True, slots=True)
class _Builder:
    draft: Draft
    language: str

    def text(self, words: Words) -> Text:
        return Text(dict(words.root), self.language)

    def book(self) -> sold.Playbook:
        business = _need(self.draft, shapes.BusinessFile)
        table = _need(self.draft, shapes.ProfessionsFile)
        return sold.Playbook(
            business=self.business(business),
            facets=tuple(sold.Facet(f.code, self.text(f.name), self.text(f.did)) for f in table.facets),
            professions=tuple(self.profession(p) for p in table.professions),
            quiz=self.quiz(_need(self.draft, shapes.QuizFile)),
            products=tuple(self.product(p) for p in _need(self.draft, shapes.ProductsFile).products),
            qualification=build_qualification(_need(self.draft, QualificationFile), self.text),
            cadences=self.cadences(_need(self.draft, shapes.CadencesFile)),
            check_ins=tuple(self.check_in(c) for c in _need(self.draft, shapes.CheckInsFile).check_ins),
            stages=tuple(sold.Stage(s.code, self.text(s.name), s.outcome) for s in business.stages),
            lost_reasons=tuple(sold.LostReason(r.code, self.text(r.name)) for r in business.lost_reasons),
            consents=tuple(sold.Consent(c.kind, c.version, self.text(c.text)) for c in business.consents),
            links=tuple(
                sold.LinkSeed(k.code, k.source, k.medium, k.campaign, k.content)
                for k in _need(self.draft, shapes.LinksFile).links
            ),
            lessons=build_lessons(_need(self.draft, LessonsFile), self.text),
            tryouts=build_tryouts(_need(self.draft, TryoutsFile), self.text),
            groups=build_groups(_need(self.draft, TryoutsFile), self.text),
            decks=build_decks(_need(self.draft, DecksFile), self.text),
            reviews=build_reviews(_need(self.draft, DecksFile), self.text),
            answers=build_answers(_need(self.draft, AnswersFile), self.text),
            fillers=build_fillers(_need(self.draft, AnswersFile)),
        )

    def business(self, shape: shapes.BusinessFile) -> sold.Business:
        return sold.Business(
            name=self.text(shape.name),
            about=self.text(shape.about),
            timezone=shape.timezone,
            currency=shape.currency,
            default_language=shape.default_language,
            languages=tuple(shape.languages),
            phone=shape.contacts.phone,
            email=shape.contacts.email,
            site=shape.contacts.site,
            privacy_url=shape.contacts.privacy_url,
        )

    def profession(self, shape: shapes.ProfessionShape) -> sold.Profession:
        return sold.Profession(
            code=shape.code,
            name=self.text(shape.name),
            what=self.text(shape.what),
            day=self.text(shape.day),
            plus=self.text(shape.plus),
            minus=self.text(shape.minus),
            week=tuple(self.text(step) for step in shape.week),
            weights=dict(shape.weights),
        )

    def quiz(self, shape: shapes.QuizFile) -> sold.QuizPlaybook:
        seed = sold.QuizQuestion(
            shape.seed.id,
            self.text(shape.seed.text),
            tuple(sold.QuizOption(option.id, self.text(option.text)) for option in shape.seed.options),
        )
        return sold.QuizPlaybook(
            seed=seed,
            core=tuple(self.question(question) for question in shape.core),
            tie_breaks=tuple(self.question(question) for question in shape.tie_breaks),
            stop_at=shape.settings.stop_at,
            max_extra=shape.settings.max_extra,
            temperature=shape.settings.temperature,
        )

    def question(self, shape: shapes.QuestionShape) -> sold.QuizQuestion:
        options = (sold.QuizOption(o.id, self.text(o.text), o.facet) for o in shape.options)
        return sold.QuizQuestion(shape.id, self.text(shape.text), tuple(options))

    def product(self, shape: shapes.ProductShape) -> sold.Product:
        return sold.Product(
            code=shape.code,
            professions=tuple(shape.professions),
            name=self.text(shape.name),
            tagline=self.text(shape.tagline),
            price=shape.price,
            cost=shape.cost,
            duration=self.text(shape.duration),
            hours=shape.hours,
            suits=None if shape.suits is None else self.text(shape.suits),
            includes=tuple(self.text(item) for item in shape.includes),
            details=self.text(shape.details),
            plans=tuple(sold.Plan(p.code, self.text(p.name), p.months, p.monthly) for p in shape.plans),
            url=shape.url,
            check_ins=None if shape.check_ins is None else tuple(shape.check_ins),
        )

    def cadences(self, shape: shapes.CadencesFile) -> sold.Cadences:
        return sold.Cadences(
            quiz_nudge=tuple(sold.Step(step.key, step.after) for step in shape.quiz_nudge),
            follow_up={
                temperature: tuple(sold.Step(s.key, s.after, self.text(s.title)) for s in steps)
                for temperature, steps in shape.follow_up.items()
            },
            quiet=sold.Hours(shape.quiet_hours.start, shape.quiet_hours.end),
            window=sold.Hours(shape.contact_window.start, shape.contact_window.end),
            budget=sold.ContactBudget(shape.contact_budget.per_day, shape.contact_budget.per_week),
            sla=sold.LeadSla(**dict(shape.lead_sla)),
            late_limits=dict(shape.late_limits),
        )

    def check_in(self, shape: shapes.CheckInShape) -> sold.CheckIn:
        return sold.CheckIn(
            code=shape.code,
            kind=shape.kind,
            after=shape.after,
            question=self.text(shape.question),
            options=tuple(sold.ScaleOption(option.value, self.text(option.text)) for option in shape.options),
            bad_at_most=shape.bad_at_most,
        )
