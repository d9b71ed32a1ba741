"""The playbook as a whole: everything about what is sold and when."""

import hashlib
from dataclasses import dataclass, field, fields

from sales.playbook.answers import Answer
from sales.playbook.business import Business, Consent, ConsentKind, LinkSeed, LostReason, Stage
from sales.playbook.cadence import Cadences
from sales.playbook.catalog import CheckIn, Facet, Product, Profession
from sales.playbook.deck import Deck, Review
from sales.playbook.lessons import Lesson
from sales.playbook.qualification import Qualification
from sales.playbook.quiz_words import QuizPlaybook, QuizQuestion
from sales.playbook.tryouts import ProfessionGroup, Tryout
from sales.quiz.design import Option, ProfessionWeights, Question, Quiz, SeedQuestion


class UnknownCode(LookupError):
    """The playbook has nothing under this code (it may have been there in an earlier version)."""


@dataclass(frozen=True, slots=True)
class Playbook:
    """Immutable. `version`: hash of the contents; `design`: the quiz in the form its rules compute with."""

    business: Business
    facets: tuple[Facet, ...]
    professions: tuple[Profession, ...]
    quiz: QuizPlaybook
    products: tuple[Product, ...]
    qualification: Qualification
    cadences: Cadences
    check_ins: tuple[CheckIn, ...]
    stages: tuple[Stage, ...]
    lost_reasons: tuple[LostReason, ...]
    consents: tuple[Consent, ...]
    links: tuple[LinkSeed, ...] = ()
    lessons: tuple[Lesson, ...] = ()
    answers: tuple[Answer, ...] = ()
    fillers: tuple[str, ...] = ()
    tryouts: tuple[Tryout, ...] = ()
    groups: tuple[ProfessionGroup, ...] = ()
    decks: tuple[Deck, ...] = ()
    reviews: tuple[Review, ...] = ()
    version: str = field(init=False, compare=False)
    design: Quiz = field(init=False, compare=False, repr=False)

    def __post_init__(self) -> None:
        contents = "\n".join(repr(getattr(self, f.name)) for f in fields(self) if f.init)
        version = hashlib.sha256(contents.encode()).hexdigest()[:16]
        object.__setattr__(self, "version", version)
        object.__setattr__(self, "design", _design(self, version))

    def facet(self, code: str) -> Facet:
        """Raises UnknownCode."""
        for facet in self.facets:
            if facet.code == code:
                return facet
        raise UnknownCode(f"no facet {code!r} in the playbook")

    def profession(self, code: str) -> Profession:
        """Raises UnknownCode."""
        for profession in self.professions:
            if profession.code == code:
                return profession
        raise UnknownCode(f"no profession {code!r} in the playbook")

    def product(self, code: str) -> Product:
        """Raises UnknownCode."""
        for product in self.products:
            if product.code == code:
                return product
        raise UnknownCode(f"no product {code!r} in the playbook")

    def product_for(self, profession: str) -> Product | None:
        """The first product that serves the profession; None if the business sells none."""
        return next((product for product in self.products if profession in product.professions), None)

    def deck_for(self, product: str) -> Deck | None:
        """The presentation of the product; None if it has none."""
        return next((deck for deck in self.decks if deck.product == product), None)

    def tryout_for(self, profession: str) -> Tryout | None:
        """A small task of the profession; None if there is none."""
        return next((tryout for tryout in self.tryouts if tryout.profession == profession), None)

    def lesson_for(self, profession: str) -> Lesson | None:
        """The free lesson of the profession; None if there is none."""
        return next((lesson for lesson in self.lessons if lesson.profession == profession), None)

    def lesson_of(self, product: Product) -> Lesson | None:
        """The lesson of the first of its professions that has one."""
        lessons = (self.lesson_for(profession) for profession in product.professions)
        return next((lesson for lesson in lessons if lesson is not None), None)

    def answer(self, code: str) -> Answer:
        """Raises UnknownCode."""
        for answer in self.answers:
            if answer.code == code:
                return answer
        raise UnknownCode(f"no answer {code!r} in the playbook")

    def check_in(self, code: str) -> CheckIn:
        """Raises UnknownCode."""
        for check_in in self.check_ins:
            if check_in.code == code:
                return check_in
        raise UnknownCode(f"no check-in {code!r} in the playbook")

    def check_ins_for(self, product: str) -> tuple[CheckIn, ...]:
        """The product's own list, or all of them. Raises UnknownCode."""
        chosen = self.product(product).check_ins
        return self.check_ins if chosen is None else tuple(self.check_in(code) for code in chosen)

    def stage(self, code: str) -> Stage:
        """Raises UnknownCode."""
        for stage in self.stages:
            if stage.code == code:
                return stage
        raise UnknownCode(f"no stage {code!r} in the playbook")

    def lost_reason(self, code: str) -> LostReason:
        """Raises UnknownCode."""
        for reason in self.lost_reasons:
            if reason.code == code:
                return reason
        raise UnknownCode(f"no lost reason {code!r} in the playbook")

    def consent(self, kind: ConsentKind) -> Consent:
        """The text in force. Raises UnknownCode."""
        for consent in self.consents:
            if consent.kind is kind:
                return consent
        raise UnknownCode(f"no consent {kind.value!r} in the playbook")


def _design(book: Playbook, version: str) -> Quiz:
    codes = tuple(facet.code for facet in book.facets)
    return Quiz(
        version=version,
        facets=codes,
        professions=tuple(
            ProfessionWeights(p.code, tuple(p.weights[code] for code in codes)) for p in book.professions
        ),
        seed=SeedQuestion(book.quiz.seed.id, tuple(option.id for option in book.quiz.seed.options)),
        core=tuple(_scored(question) for question in book.quiz.core),
        tie_breaks=tuple(_scored(question) for question in book.quiz.tie_breaks),
        stop_at=book.quiz.stop_at,
        max_extra=book.quiz.max_extra,
        temperature=book.quiz.temperature,
    )


def _scored(question: QuizQuestion) -> Question:
    options = (Option(option.id, option.facet) for option in question.options if option.facet is not None)
    return Question(question.id, tuple(options))
