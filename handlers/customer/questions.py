"""A question in one's own words, and the answers that are always there."""

from aiogram import Router
from aiogram.filters import StateFilter
from aiogram.types import CallbackQuery, Message

from handlers.callbacks.answers import HandQuestion, JudgeAnswer, ReadAnswer, ReadOther, ShowQuestions
from handlers.callbacks.contact import AskQuestion
from handlers.customer.answer_screens import (
    AWAITS_QUESTION,
    answer_screen,
    ask_screen,
    asked_screen,
    judged_screen,
    questions_screen,
)
from handlers.filters import in_private, is_words, pressed_in_private
from handlers.permissions import EVERYONE, may
from handlers.step import Step
from sales.people import Person
from sales.usecases import ask_question, respond


def setup() -> Router:
    router = Router(name="customer.questions")
    router.message.filter(in_private)
    router.callback_query.filter(pressed_in_private)
    _add_asking(router)
    _add_answers(router)
    return router


def _add_asking(router: Router) -> None:
    @router.callback_query(AskQuestion.filter())
    @may(EVERYONE)
    async def ask(query: CallbackQuery, callback_data: AskQuestion, step: Step) -> None:
        await step(show=lambda _, view: ask_screen(callback_data.product, view, callback_data.slide))

    @router.message(StateFilter(AWAITS_QUESTION), is_words)
    @may(EVERYONE)
    async def asked(message: Message, step: Step, actor: Person | None) -> None:
        about = {} if actor is None else actor.state_data
        product, slide = str(about.get("product", "")), str(about.get("slide", ""))
        await step(ask_question.AskQuestion, message.text, product, slide, show=asked_screen)

    @router.callback_query(JudgeAnswer.filter())
    @may(EVERYONE)
    async def judge(query: CallbackQuery, callback_data: JudgeAnswer, step: Step) -> None:
        await step(ask_question.JudgeAnswer, callback_data.asked, callback_data.helped, show=judged_screen)

    @router.callback_query(HandQuestion.filter())
    @may(EVERYONE)
    async def hand(query: CallbackQuery, callback_data: HandQuestion, step: Step) -> None:
        await step(ask_question.HandQuestion, callback_data.asked, show=judged_screen)


def _add_answers(router: Router) -> None:
    @router.callback_query(ShowQuestions.filter())
    @may(EVERYONE)
    async def questions(query: CallbackQuery, callback_data: ShowQuestions, step: Step) -> None:
        await step(show=lambda _, view: questions_screen(callback_data.product, callback_data.page, view))

    @router.callback_query(ReadAnswer.filter())
    @may(EVERYONE)
    async def read(query: CallbackQuery, callback_data: ReadAnswer, step: Step) -> None:
        await step(respond.ReadAnswer, callback_data.answer, callback_data.product, show=answer_screen)

    @router.callback_query(ReadOther.filter())
    @may(EVERYONE)
    async def other(query: CallbackQuery, callback_data: ReadOther, step: Step) -> None:
        await step(respond.ReadOther, callback_data.answer, callback_data.asked, show=answer_screen)
