"""The price to play with: plans side by side, one of them month by month, or a comfortable payment."""

from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from sales.activity import Verb
from sales.errors import Outdated
from sales.instalments import Schedule, fitting, fitting_products, schedule, suggestions
from sales.money import Money
from sales.people import Person
from sales.playbook import Playbook, Product, Signal, UnknownCode
from sales.ports import ActivityLog, Desk, SignalBook

_OTHERS = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Calculation:
    """`chosen` None: all plans side by side."""

    product: Product
    schedules: tuple[Schedule, ...]
    chosen: Schedule | None
    ahead: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Budget:
    """`comfortable` None: it is asked for, out of `suggested`. `others`: what else fits when this product does not."""

    product: Product
    suggested: tuple[Money, ...]
    comfortable: Money | None
    fit: Schedule | None
    easiest: Schedule | None
    others: tuple[Product, ...]


@dataclass(frozen=True, slots=True)
class Calculate:
    """Raises Outdated when the product or the plan is gone."""

    signals: SignalBook
    log: ActivityLog
    playbook: Playbook
    desk: Desk
    now: datetime

    def __call__(self, person: Person, code: str, plan: str, ahead: int) -> Calculation:
        product = self.product(code)
        chosen = product.plan(plan) if plan else None
        if plan and chosen is None:
            raise Outdated
        if not ahead:  # the same plan begun later shows nothing new of the person
            self._note(person, product, plan)
        return Calculation(
            product=product,
            schedules=tuple(self.schedule(product, each.code, ahead) for each in product.plans),
            chosen=None if chosen is None else self.schedule(product, chosen.code, ahead),
            ahead=ahead,
        )

    def product(self, code: str) -> Product:
        try:
            return self.playbook.product(code)
        except UnknownCode:
            raise Outdated from None

    def schedule(self, product: Product, plan: str, ahead: int = 0) -> Schedule:
        """A group begins with a month: the nearest start is the next one, `ahead` counts from it."""
        found = product.plan(plan)
        if found is None:
            raise Outdated
        return schedule(product, found, self.now.astimezone(ZoneInfo(self.desk.timezone)).date(), ahead + 1)

    def _note(self, person: Person, product: Product, plan: str) -> None:
        self.signals.add(person.id, Signal.SAW_PRICE, self.now, product.code)
        if plan:
            self.signals.add(person.id, Signal.SAW_INSTALMENTS, self.now, product.code)
        self.log.add(Verb.CALCULATED, person_id=person.id, product=product.code, plan=plan)


@dataclass(frozen=True, slots=True)
class FitBudget:
    """`monthly` in whole units of the currency; 0 asks. Raises Outdated when the product is gone."""

    calculate: Calculate
    signals: SignalBook
    log: ActivityLog
    playbook: Playbook
    now: datetime

    def __call__(self, person: Person, code: str, monthly: int) -> Budget:
        product = self.calculate.product(code)
        comfortable = Money(monthly * 100, product.price.currency) if monthly else None
        if comfortable is not None:
            self.signals.add(person.id, Signal.SAW_INSTALMENTS, self.now, product.code)
            self.log.add(Verb.CALCULATED, person_id=person.id, product=product.code, comfortable=monthly)
        plan = None if comfortable is None else fitting(product, comfortable)
        easiest = product.easiest
        return Budget(
            product=product,
            suggested=suggestions(self.playbook.products),
            comfortable=comfortable,
            fit=None if plan is None else self.calculate.schedule(product, plan.code),
            easiest=None if easiest is None else self.calculate.schedule(product, easiest.code),
            others=self._others(product, comfortable) if plan is None else (),
        )

    def _others(self, product: Product, comfortable: Money | None) -> tuple[Product, ...]:
        if comfortable is None:
            return ()
        found = fitting_products(self.playbook.products, comfortable)
        return tuple(other for other in found if other.code != product.code)[:_OTHERS]
