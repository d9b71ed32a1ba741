"""Invoices, pre-checkout questions, charges and the Stars ledger."""

import asyncio
from dataclasses import dataclass, field
from typing import Any

from sandbox.errors import bad

ANSWER_WITHIN = 10.0  # seconds of real time, as Telegram gives


@dataclass(slots=True)
class Invoice:
    """Amounts in minor units of `currency`; XTR is Stars."""

    title: str
    description: str
    payload: str
    currency: str
    total_amount: int
    photo_url: str | None = None

    def view(self) -> dict[str, Any]:
        return {
            "title": self.title,
            "description": self.description,
            "start_parameter": "",
            "currency": self.currency,
            "total_amount": self.total_amount,
        }


@dataclass(slots=True)
class Charge:
    """One accepted payment; `at` is unix seconds on the sandbox clock."""

    id: str
    person_id: int
    user: dict[str, Any]
    invoice: Invoice
    at: int
    refunded_at: int | None = None


@dataclass(slots=True)
class Payments:
    invoices: dict[str, Invoice] = field(default_factory=dict)
    charges: dict[str, Charge] = field(default_factory=dict)
    questions: dict[str, asyncio.Future[tuple[bool, str]]] = field(default_factory=dict)

    def answer(self, query_id: str, accepted: bool, error: str) -> None:
        question = self.questions.pop(query_id, None)
        if question is None or question.done():
            raise bad("query is too old and response timeout expired or query ID is invalid")
        question.set_result((accepted, error))

    def refund(self, person_id: int, charge_id: str, at: int) -> Charge:
        charge = self.charges.get(charge_id)
        if charge is None or charge.person_id != person_id or charge.invoice.currency != "XTR":
            raise bad("CHARGE_NOT_FOUND")
        if charge.refunded_at is not None:
            raise bad("CHARGE_ALREADY_REFUNDED")
        charge.refunded_at = at
        return charge

    def balance(self) -> int:
        kept = (c for c in self.charges.values() if c.refunded_at is None and c.invoice.currency == "XTR")
        return sum(charge.invoice.total_amount for charge in kept)

    def transactions(self) -> list[dict[str, Any]]:
        """The Stars ledger, oldest first: one incoming line for a payment, one outgoing for its refund."""
        lines = []
        for charge in self.charges.values():
            if charge.invoice.currency != "XTR":
                continue
            partner = {"type": "user", "transaction_type": "invoice_payment", "user": charge.user}
            partner["invoice_payload"] = charge.invoice.payload
            line = {"id": charge.id, "amount": charge.invoice.total_amount}
            lines.append({**line, "date": charge.at, "source": partner})
            if charge.refunded_at is not None:
                lines.append({**line, "date": charge.refunded_at, "receiver": partner})
        return sorted(lines, key=lambda line: line["date"])
