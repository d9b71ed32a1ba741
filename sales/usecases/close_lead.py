"""The end of a lead: sold, or not this time."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sales.activity import Verb
from sales.errors import Outdated, SalesError
from sales.leads import Lead, LeadStage
from sales.money import Money
from sales.outgoing import Lane, WhenUnknown
from sales.people import Person
from sales.playbook import Playbook, Product, UnknownCode
from sales.ports import ActivityLog, LeadBook, Messenger, NewToken, OrderBook, PeopleBook, TimerBook
from sales.usecases.check_ins import PlanCheckIns
from sales.usecases.lead_access import LeadAccess
from sales.usecases.task_keeper import TaskKeeper


@dataclass(frozen=True, slots=True, kw_only=True)
class Sale:
    """What is about to be sold, or was; `product` None when the lead names none that is still sold."""

    lead: str
    name: str
    product: Product | None

    @property
    def price(self) -> dict[str, Any] | None:
        return None if self.product is None else money_json(self.product.price)


def money_json(money: Money) -> dict[str, Any]:
    return {"amount": money.amount, "currency": money.currency}


@dataclass(frozen=True, slots=True)
class ProposeSale:
    """Before the confirmation: the chosen product, or the lead's own. Raises NotYours, Outdated."""

    access: LeadAccess
    people: PeopleBook
    playbook: Playbook

    def __call__(self, person: Person, token: str, product: str | None = None) -> Sale:
        lead = self.access.worked(person, token)
        customer = self.people.by_id(lead.person_id)
        return Sale(
            lead=lead.token, name="" if customer is None else customer.name, product=self._sold(product or lead.product)
        )

    def _sold(self, code: str | None) -> Product | None:
        try:
            return None if code is None else self.playbook.product(code)
        except UnknownCode:
            return None


@dataclass(frozen=True, slots=True)
class EndLead:
    """What won and lost share: the lead is closed once, nothing rings for it any more."""

    leads: LeadBook
    timers: TimerBook
    keeper: TaskKeeper
    now: datetime

    def __call__(self, lead: Lead, stage: LeadStage, reason: str | None = None) -> None:
        """Raises Outdated when it was closed before."""
        if not self.leads.close(lead.id, stage, self.now, reason):
            raise Outdated
        self.timers.cancel(lead.about, reason=stage.value, now=self.now)
        self.keeper.cancel_all(lead, stage.value)


@dataclass(frozen=True, slots=True)
class WinLead:
    """An order, stored to last; the customer is thanked, and will be asked how it goes."""

    access: LeadAccess
    people: PeopleBook
    orders: OrderBook
    end: EndLead
    check_ins: PlanCheckIns
    messenger: Messenger
    log: ActivityLog
    playbook: Playbook
    new_token: NewToken
    now: datetime

    def __call__(self, person: Person, token: str, code: str) -> Sale:
        lead = self.access.worked(person, token)
        customer = self.people.by_id(lead.person_id)
        try:
            product = self.playbook.product(code)
        except UnknownCode:
            raise Outdated from None
        if customer is None:
            raise SalesError("customer_unreachable")
        order = self.orders.add(
            token=self.new_token(),
            lead=lead,
            product=product.code,
            price=product.price,
            sold_by=lead.owner_id or person.id,
            now=self.now,
        )
        if order is None:
            raise Outdated
        self.end(lead, LeadStage.WON)
        self.check_ins(order, customer)
        self.log.add(
            Verb.LEAD_WON,
            person_id=customer.id,
            lead_id=lead.id,
            product=product.code,
            amount=product.price.amount,
            currency=product.price.currency,
        )
        self._thank(customer, lead, product)
        return Sale(lead=lead.token, name=customer.name, product=product)

    def _thank(self, customer: Person, lead: Lead, product: Product) -> None:
        seller = None if lead.owner_id is None else self.people.by_id(lead.owner_id)
        self.messenger.tell(
            customer,
            "lead/welcome_aboard",
            lane=Lane.URGENT,
            when_unknown=WhenUnknown.RESEND,
            dedupe_key=f"won:{lead.id}",
            product=product.name.in_(customer.language),
            by="" if seller is None else seller.first_name,
        )


@dataclass(frozen=True, slots=True)
class LoseLead:
    """Closed with a reason of the playbook. The customer hears nothing: it is our own book-keeping."""

    access: LeadAccess
    people: PeopleBook
    end: EndLead
    log: ActivityLog
    playbook: Playbook

    def __call__(self, person: Person, token: str, reason: str) -> dict[str, str]:
        lead = self.access.worked(person, token)
        try:
            words = self.playbook.lost_reason(reason).name
        except UnknownCode:
            raise Outdated from None
        self.end(lead, LeadStage.LOST, reason)
        self.log.add(Verb.LEAD_LOST, person_id=lead.person_id, lead_id=lead.id, reason=reason)
        customer = self.people.by_id(lead.person_id)
        return {"name": "" if customer is None else customer.name, "reason": words.in_(person.language)}
