"""Looking at what is sold: a card, its details, the list."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from sales.activity import Verb
from sales.errors import Outdated
from sales.people import Person
from sales.playbook import Playbook, Product, Signal, UnknownCode
from sales.ports import ActivityLog, AttemptBook, SignalBook


@dataclass(frozen=True, slots=True, kw_only=True)
class ProductCard:
    """`fits`: the percent of the profession it leads to, where the person's result names one."""

    product: Product
    fits: int | None
    has_result: bool


@dataclass(frozen=True, slots=True)
class OpenProduct:
    """Raises Outdated when it is not sold any more."""

    attempts: AttemptBook
    signals: SignalBook
    log: ActivityLog
    playbook: Playbook
    now: datetime

    def __call__(self, person: Person, code: str, details: bool = False) -> ProductCard:
        try:
            product = self.playbook.product(code)
        except UnknownCode:
            raise Outdated from None
        self.signals.add(person.id, Signal.OPENED_PRODUCT, self.now, product.code)
        self.log.add(Verb.OPENED_DETAILS if details else Verb.OPENED_PRODUCT, person_id=person.id, product=product.code)
        stored = self.attempts.latest_finished(person.id)
        ranking = () if stored is None or stored.result is None else stored.result.ranking
        percents = (match.percent for match in ranking if match.profession in product.professions)
        return ProductCard(product=product, fits=next(percents, None), has_result=bool(ranking))


@dataclass(frozen=True, slots=True, kw_only=True)
class ProductList:
    """`more`: there are others that are not in this list."""

    products: tuple[Product, ...]
    is_mine: bool
    more: bool
    has_result: bool


@dataclass(frozen=True, slots=True)
class ListProducts:
    """Those for the professions of the result, or everything: also when there is no result yet."""

    attempts: AttemptBook
    playbook: Playbook

    def __call__(self, person: Person, mine: bool) -> ProductList:
        stored = self.attempts.latest_finished(person.id)
        ranking = () if stored is None or stored.result is None else stored.result.ranking
        fitting = self._for(match.profession for match in ranking)
        chosen = fitting if mine and fitting else self.playbook.products
        return ProductList(
            products=chosen,
            is_mine=chosen is fitting,
            more=len(chosen) < len(self.playbook.products),
            has_result=bool(ranking),
        )

    def _for(self, professions: Iterable[str]) -> tuple[Product, ...]:
        found = (self.playbook.product_for(profession) for profession in professions)
        return tuple({product.code: product for product in found if product is not None}.values())
