"""Writing to a customer. Nothing reaches one unless Reply was pressed or the customer's own words are quoted."""

from aiogram import F, Router
from aiogram.filters import StateFilter
from aiogram.types import CallbackQuery, Message

from handlers.callbacks.leads import CancelReply, ReplyToLead
from handlers.filters import in_private, is_words, pressed_in_private
from handlers.permissions import STAFF, may
from handlers.reply import KEEP, Reply, screen
from handlers.reply import message as new_message
from handlers.step import Step, View
from sales.people import Person
from sales.usecases.desk_overview import StaffHome
from sales.usecases.reply_to_lead import Replied, ReplyByQuote, SendReply, StartReply

REPLY = "staff_reply"


def setup() -> Router:
    router = Router(name="staff.dialog")
    router.message.filter(in_private)
    router.callback_query.filter(pressed_in_private)

    @router.callback_query(ReplyToLead.filter())
    @may(STAFF)
    async def prompt(query: CallbackQuery, callback_data: ReplyToLead, step: Step) -> None:
        await step(StartReply, callback_data.lead, show=prompt_screen)

    @router.callback_query(CancelReply.filter())
    @may(STAFF)
    async def cancel(query: CallbackQuery, step: Step) -> None:
        await step(show=screen("lead/reply_cancelled"))

    @router.message(F.reply_to_message, is_words)
    @may(STAFF)
    async def quote(message: Message, actor: Person, step: Step) -> None:
        assert message.reply_to_message is not None
        quoted = message.reply_to_message.message_id
        await step(ReplyByQuote, quoted, message.text, _chosen(actor), show=sent_screen)

    @router.message(StateFilter(REPLY), is_words)
    @may(STAFF)
    async def send(message: Message, actor: Person, step: Step) -> None:
        await step(SendReply, _chosen(actor), message.text, show=sent_screen)

    @router.message(StateFilter(REPLY), ~F.text)
    @may(STAFF)
    async def not_words(message: Message, step: Step) -> None:
        await step(show=new_message("lead/reply_words_only", expect=KEEP))

    @router.message(StateFilter(None), is_words)
    @may(STAFF)
    async def typed(message: Message, step: Step) -> None:
        await step(StaffHome, show=lambda home, view: new_message("staff/typed", **home))

    return router


def _chosen(actor: Person) -> str:
    """The lead whose Reply button was pressed last; empty when none was."""
    return str(actor.state_data.get("lead", "")) if actor.state == REPLY else ""


def prompt_screen(to: Replied, view: View) -> Reply:
    return new_message("lead/reply_prompt", expect=REPLY, remember={"lead": to.lead}, name=to.name)


def sent_screen(sent: Replied | None, view: View) -> Reply:
    if sent is None:
        return new_message("lead/reply_gone")
    return new_message(
        "lead/reply_sent" if sent.has_arrived else "lead/reply_undelivered", name=sent.name, lead=sent.lead
    )
