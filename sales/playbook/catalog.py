"""What is sold and to whom it suits."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import timedelta

from sales.money import Money
from sales.playbook.texts import Text


@dataclass(frozen=True, slots=True)
class Facet:
    """`did` finishes the sentence "you chose ..." in the reasons of a result."""

    code: str
    name: Text
    did: Text


@dataclass(frozen=True, slots=True)
class Profession:
    """`weights`: facet code -> 0 to 4. `what`: one line; `day`: what the work is really like.

    `week`: how to try it for free, a step for each of seven days.
    """

    code: str
    name: Text
    what: Text
    day: Text
    plus: Text
    minus: Text
    week: tuple[Text, ...]
    weights: Mapping[str, int] = field(hash=False)


@dataclass(frozen=True, slots=True)
class Plan:
    """Paying by instalments: `months` payments of `monthly`."""

    code: str
    name: Text
    months: int
    monthly: Money

    @property
    def total(self) -> Money:
        return self.monthly * self.months


@dataclass(frozen=True, slots=True)
class Product:
    """`cost`: what serving one customer costs us, never shown to them. `check_ins` None: the usual ones.

    `hours`: from, to, a week. `suits`: for whom it is, in one line.
    """

    code: str
    professions: tuple[str, ...]
    name: Text
    tagline: Text
    price: Money
    cost: Money
    duration: Text
    includes: tuple[Text, ...]
    details: Text
    plans: tuple[Plan, ...] = ()
    url: str | None = None
    check_ins: tuple[str, ...] | None = None
    hours: tuple[int, int] | None = None
    suits: Text | None = None

    @property
    def easiest(self) -> Plan | None:
        """The plan with the smallest payment; None without plans."""
        return min(self.plans, key=lambda plan: (plan.monthly.amount, plan.months), default=None)

    def plan(self, code: str) -> Plan | None:
        return next((plan for plan in self.plans if plan.code == code), None)

    @property
    def margin(self) -> Money:
        return self.price - self.cost


@dataclass(frozen=True, slots=True)
class ScaleOption:
    value: int
    text: Text


@dataclass(frozen=True, slots=True)
class CheckIn:
    """A one-tap question after the sale. An answer of `bad_at_most` or less becomes an urgent task."""

    code: str
    kind: str
    """ces, csat or nps"""
    after: timedelta
    question: Text
    options: tuple[ScaleOption, ...]
    bad_at_most: int

    def option(self, value: int) -> ScaleOption | None:
        return next((option for option in self.options if option.value == value), None)

    def is_bad(self, value: int) -> bool:
        return value <= self.bad_at_most
