"""A customer's one-tap answer after the sale."""

from aiogram import Router
from aiogram.types import CallbackQuery

from handlers.callbacks.contact import AnswerCheckIn
from handlers.filters import pressed_in_private
from handlers.permissions import EVERYONE, may
from handlers.reply import Reply, notice, screen
from handlers.step import Step, View
from sales.usecases import answer_check_in
from sales.usecases.answer_check_in import Answered


def setup() -> Router:
    router = Router(name="customer.check_in")
    router.callback_query.filter(pressed_in_private)

    @router.callback_query(AnswerCheckIn.filter())
    @may(EVERYONE)
    async def answer(query: CallbackQuery, callback_data: AnswerCheckIn, step: Step) -> None:
        await step(answer_check_in.AnswerCheckIn, callback_data.check_in, callback_data.value, show=thanks)

    return router


def thanks(answered: Answered, view: View) -> Reply:
    if not answered.is_first:
        return notice("checkin/first_stands", alert=True, answer=answered.answer)
    return screen(
        "checkin/thanks",
        question=answered.question,
        answer=answered.answer,
        is_bad=answered.is_bad,
        by=answered.by,
    )
