"""Invoices, pre-checkout answers, refunds and the Stars ledger."""

import secrets
from typing import Any

from sandbox.calls import Call
from sandbox.errors import bad
from sandbox.methods.sending import OPTIONS, deliver, writable_chat
from sandbox.payments import Invoice
from sandbox.registry import method

_INVOICE = (
    "title description payload provider_token currency prices max_tip_amount suggested_tip_amounts start_parameter "
    "provider_data photo_url photo_size photo_width photo_height need_name need_phone_number need_email "
    "need_shipping_address send_phone_number_to_provider send_email_to_provider is_flexible subscription_period "
)


def _total(call: Call, currency: str) -> int:
    """The sum of the prices in minor units. Raises 400 for what Telegram would not sell."""
    prices = call.json("prices", list, "prices")
    if not prices:
        raise bad("can't parse prices: expected a non-empty Array")
    total = 0
    for price in prices:
        amount = price.get("amount") if isinstance(price, dict) else None
        if not isinstance(amount, int) or isinstance(amount, bool) or not price.get("label"):
            raise bad("can't parse labeled price: label and integer amount are required")
        total += amount
    if currency == "XTR" and len(prices) != 1:
        raise bad("STARS_INVOICE_INVALID")
    if total <= 0:
        raise bad("INVOICE_PRICE_INVALID")
    return total


def _invoice(call: Call) -> Invoice:
    for name, longest in (("title", 32), ("description", 255)):
        if not 1 <= len(call.text(name)) <= longest:
            raise bad(f"{name.upper()}_INVALID" if call.text(name) else f"{name} is empty")
    if not 1 <= len(call.text("payload").encode()) <= 128:
        raise bad("INVOICE_PAYLOAD_INVALID")
    currency = call.text("currency")
    if len(currency) != 3 or not currency.isupper():
        raise bad("CURRENCY_INVALID")
    if (currency == "XTR") == bool(call.text("provider_token")):
        raise bad("PAYMENT_PROVIDER_INVALID")
    return Invoice(
        call.text("title"),
        call.text("description"),
        call.text("payload"),
        currency,
        _total(call, currency),
        call.text("photo_url") or None,
    )


@method("sendInvoice", OPTIONS + _INVOICE, counted="send")
def send_invoice(call: Call) -> dict[str, Any]:
    writable_chat(call)
    invoice = _invoice(call)
    if not call.has("reply_markup"):
        words = f"Pay {invoice.total_amount} {invoice.currency}"
        call.params["reply_markup"] = {"inline_keyboard": [[{"text": words, "pay": True}]]}
    message = deliver(call, {"invoice": invoice.view()}, invoice=True)
    call.world.payments.invoices[f"{message.data['chat']['id']}/{message.id}"] = invoice
    return message.data


@method("createInvoiceLink", "business_connection_id " + _INVOICE)
def create_invoice_link(call: Call) -> str:
    slug = secrets.token_urlsafe(12)
    call.world.payments.invoices[slug] = _invoice(call)
    return f"https://t.me/${slug}"


@method("answerPreCheckoutQuery", "pre_checkout_query_id ok error_message")
def answer_pre_checkout_query(call: Call) -> bool:
    accepted, error = call.flag("ok"), call.text("error_message")
    if not accepted and not error:
        raise bad("error message is empty")
    call.world.payments.answer(call.text("pre_checkout_query_id"), accepted, error)
    return True


@method("refundStarPayment", "user_id telegram_payment_charge_id")
def refund_star_payment(call: Call) -> bool:
    world = call.world
    person = world.people.find(call.identifier("user_id", "invalid user_id specified"))
    if person is None:
        raise bad("user not found")
    charge = world.payments.refund(person.id, call.text("telegram_payment_charge_id"), int(world.clock.now()))
    refunded = {
        "currency": "XTR",
        "total_amount": charge.invoice.total_amount,
        "invoice_payload": charge.invoice.payload,
        "telegram_payment_charge_id": charge.id,
    }
    world.announce(world.post(world.chats.private(person), person, {"refunded_payment": refunded}))
    return True


@method("getStarTransactions", "offset limit")
def get_star_transactions(call: Call) -> dict[str, Any]:
    offset, limit = max(call.integer("offset"), 0), min(max(call.integer("limit", 100), 1), 100)
    return {"transactions": call.world.payments.transactions()[offset : offset + limit]}


@method("getMyStarBalance")
def get_my_star_balance(call: Call) -> dict[str, int]:
    return {"amount": call.world.payments.balance()}
