"""Two courses side by side."""

from dataclasses import dataclass
from datetime import datetime

from sales.activity import Verb
from sales.errors import Outdated
from sales.people import Person
from sales.playbook import Playbook, Product, Profession, Signal, UnknownCode
from sales.ports import ActivityLog, AttemptBook, SignalBook
from sales.usecases.rescore import Rescore


@dataclass(frozen=True, slots=True, kw_only=True)
class Side:
    """`profession`: the one of the product's that fits this person best. `fits` in percent, None without a result."""

    product: Product
    profession: Profession
    fits: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """What it may be compared with: those of the person's result first."""

    product: Product
    others: tuple[Product, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    left: Side
    right: Side


@dataclass(frozen=True, slots=True)
class CompareProducts:
    """Without `other` it is chosen first. Raises Outdated when one of them is gone, or there is but one."""

    attempts: AttemptBook
    signals: SignalBook
    rescore: Rescore
    log: ActivityLog
    playbook: Playbook
    now: datetime

    def __call__(self, person: Person, code: str, other: str) -> Choice | Comparison:
        product = self._product(code)
        percents = self._percents(person)
        if not other or other == code:
            return self._choice(product, percents)
        second = self._product(other)
        self.signals.add(person.id, Signal.COMPARED, self.now, second.code)
        self.log.add(Verb.COMPARED, person_id=person.id, product=product.code, other=second.code)
        self.rescore(person)
        return Comparison(left=self._side(product, percents), right=self._side(second, percents))

    def _product(self, code: str) -> Product:
        try:
            return self.playbook.product(code)
        except UnknownCode:
            raise Outdated from None

    def _percents(self, person: Person) -> dict[str, int]:
        stored = self.attempts.latest_finished(person.id)
        ranking = () if stored is None or stored.result is None else stored.result.ranking
        return {match.profession: match.percent for match in ranking}

    def _choice(self, product: Product, percents: dict[str, int]) -> Choice:
        others = [other for other in self.playbook.products if other.code != product.code]
        if not others:
            raise Outdated
        others.sort(key=lambda other: -max((percents.get(code, -1) for code in other.professions), default=-1))
        return Choice(product=product, others=tuple(others))

    def _side(self, product: Product, percents: dict[str, int]) -> Side:
        best = max(product.professions, key=lambda code: percents.get(code, -1))
        return Side(product=product, profession=self.playbook.profession(best), fits=percents.get(best))
