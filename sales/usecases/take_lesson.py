"""A free lesson, screen by screen, with a small task at the end."""

from dataclasses import dataclass
from datetime import datetime

from sales.activity import Verb
from sales.errors import Outdated
from sales.people import Person
from sales.playbook import Lesson, Playbook, PracticeOption, Product, Signal, UnknownCode
from sales.ports import ActivityLog, SignalBook


@dataclass(frozen=True, slots=True, kw_only=True)
class LessonPage:
    """`step` 0 is the opening, then one for each step of the lesson, then the practice if there is one."""

    product: Product
    lesson: Lesson
    step: int

    @property
    def is_practice(self) -> bool:
        return self.step > len(self.lesson.steps)

    @property
    def is_last(self) -> bool:
        return self.step == self.last

    @property
    def last(self) -> int:
        return len(self.lesson.steps) + (self.lesson.practice is not None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Practised:
    product: Product
    lesson: Lesson
    option: PracticeOption


@dataclass(frozen=True, slots=True)
class TakeLesson:
    """A step beyond the end (the lesson has become shorter) shows the end. Raises Outdated when there is no lesson."""

    signals: SignalBook
    log: ActivityLog
    playbook: Playbook
    now: datetime

    def __call__(self, person: Person, code: str, step: int) -> LessonPage:
        product, lesson = self.open(code)
        asked = LessonPage(product=product, lesson=lesson, step=step)
        page = LessonPage(product=product, lesson=lesson, step=min(step, asked.last))
        if page.is_last:
            self.taken(person, product, lesson)
        return page

    def open(self, code: str) -> tuple[Product, Lesson]:
        try:
            product = self.playbook.product(code)
        except UnknownCode:
            raise Outdated from None
        lesson = self.playbook.lesson_of(product)
        if lesson is None:
            raise Outdated
        return product, lesson

    def taken(self, person: Person, product: Product, lesson: Lesson) -> None:
        """Who reached the end has taken it."""
        self.signals.add(person.id, Signal.TOOK_LESSON, self.now, lesson.profession)
        self.log.add(Verb.TOOK_LESSON, person_id=person.id, product=product.code)


@dataclass(frozen=True, slots=True)
class PractiseLesson:
    """Raises Outdated when the option is gone."""

    lessons: TakeLesson

    def __call__(self, person: Person, code: str, option: str) -> Practised:
        product, lesson = self.lessons.open(code)
        chosen = None if lesson.practice is None else lesson.practice.option(option)
        if chosen is None:
            raise Outdated
        self.lessons.log.add(Verb.TOOK_LESSON, person_id=person.id, product=product.code, option=option)
        return Practised(product=product, lesson=lesson, option=chosen)
