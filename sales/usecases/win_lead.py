"""A lead is won: which product, at what price, and then an order."""

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
from sales.ports import ActivityLog, Messenger, NewToken, OrderBook, PeopleBook
from sales.usecases.check_ins import PlanCheckIns
from sales.usecases.lead_access import LeadAccess
from sales.usecases.lose_lead import EndLead


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
