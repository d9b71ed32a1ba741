"""A person paying an invoice: the bot is asked first, and has ten seconds to agree."""

import asyncio
import secrets
from typing import Any

from sandbox.control.talking import Done, Wanted, chat_of, done
from sandbox.errors import ControlError
from sandbox.payments import ANSWER_WITHIN, Charge, Invoice
from sandbox.people import Person
from sandbox.world import World


async def pay(world: World, person: Person, wanted: Wanted) -> Done:
    """Pays by `message_id` or by `link`; {"ok", "error"?, "charge_id"?}. The same invoice may be paid again."""
    chat = chat_of(world, person, wanted)
    key = str(wanted["link"]).rpartition("$")[2] if wanted.get("link") else f"{chat.id}/{wanted.get('message_id')}"
    invoice = world.payments.invoices.get(key)
    if invoice is None:
        raise ControlError("no such invoice", 404)
    query_id = str(world.dice.randrange(10**17, 10**18))
    answer: asyncio.Future[tuple[bool, str]] = asyncio.get_running_loop().create_future()
    world.payments.questions[query_id] = answer
    terms = {"currency": invoice.currency, "total_amount": invoice.total_amount, "invoice_payload": invoice.payload}
    asked = world.updates.add("pre_checkout_query", {"id": query_id, "from": person.user(), **terms}, person.id)
    try:
        accepted, error = await asyncio.wait_for(answer, ANSWER_WITHIN)
    except TimeoutError:
        accepted, error = False, "the bot did not answer in 10 seconds"
    finally:
        world.payments.questions.pop(query_id, None)
    if not accepted:
        return {"ok": False, "error": error, **done(world, None, asked)}
    charge = _charge(world, person, invoice)
    paid: dict[str, Any] = {**terms, "telegram_payment_charge_id": charge.id, "provider_payment_charge_id": ""}
    message = world.post(chat, person, {"successful_payment": paid})
    return {"ok": True, "charge_id": charge.id, **done(world, message, asked, world.announce(message))}


def _charge(world: World, person: Person, invoice: Invoice) -> Charge:
    charge = Charge(f"stx{secrets.token_urlsafe(24)}", person.id, person.user(), invoice, int(world.clock.now()))
    world.payments.charges[charge.id] = charge
    return charge
