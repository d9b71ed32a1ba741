"""Taking the quiz: one message, edited in place."""

from aiogram import Router
from aiogram.filters import Command
from aiogram.types import CallbackQuery, Message

from handlers.callbacks.quiz import AnswerQuiz, RestartQuiz, SkipQuestion, StartQuiz, StepBack
from handlers.customer.quiz_screens import question_or_result
from handlers.filters import in_private, pressed_in_private
from handlers.permissions import EVERYONE, may
from handlers.reply import screen
from handlers.step import Step
from sales.usecases import take_quiz
from sales.usecases.take_quiz import TakeQuizStep


def setup() -> Router:
    router = Router(name="customer.quiz")
    router.message.filter(in_private)
    router.callback_query.filter(pressed_in_private)
    _add_beginnings(router)
    _add_moves(router)
    return router


def _add_beginnings(router: Router) -> None:
    @router.message(Command("quiz"))
    @may(EVERYONE)
    async def open_quiz(message: Message, step: Step) -> None:
        await step(take_quiz.StartQuiz, show=question_or_result)

    @router.callback_query(StartQuiz.filter())
    @may(EVERYONE)
    async def begin(query: CallbackQuery, step: Step) -> None:
        await step(take_quiz.StartQuiz, show=question_or_result)

    @router.callback_query(RestartQuiz.filter())
    @may(EVERYONE)
    async def begin_anew(query: CallbackQuery, callback_data: RestartQuiz, step: Step) -> None:
        if not callback_data.sure:
            await step(show=screen("quiz/restart"))
            return
        await step(take_quiz.StartQuiz, True, show=question_or_result)


def _add_moves(router: Router) -> None:
    @router.callback_query(AnswerQuiz.filter())
    @may(EVERYONE)
    async def answer(query: CallbackQuery, callback_data: AnswerQuiz, step: Step) -> None:
        data = callback_data
        await step(TakeQuizStep, data.attempt, "answer", data.question, data.option, show=question_or_result)

    @router.callback_query(SkipQuestion.filter())
    @may(EVERYONE)
    async def skip(query: CallbackQuery, callback_data: SkipQuestion, step: Step) -> None:
        await step(TakeQuizStep, callback_data.attempt, "skip", callback_data.question, show=question_or_result)

    @router.callback_query(StepBack.filter())
    @may(EVERYONE)
    async def back(query: CallbackQuery, callback_data: StepBack, step: Step) -> None:
        await step(TakeQuizStep, callback_data.attempt, "back", callback_data.question, show=question_or_result)
