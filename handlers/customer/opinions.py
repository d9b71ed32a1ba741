"""Saying what one thinks: thumbs for the result, small tasks, striking out."""

from aiogram import Router
from aiogram.types import CallbackQuery

from handlers.callbacks.opinions import (
    AnswerTryout,
    LeaveRating,
    NextTryout,
    RateMatch,
    RateTryout,
    ShowRating,
    ShowStrikes,
    StrikeOut,
)
from handlers.customer.opinion_screens import after_rating_screen, rating_screen, strikes_screen, tryout_screen
from handlers.filters import pressed_in_private
from handlers.permissions import EVERYONE, may
from handlers.step import Step
from sales.usecases import rate_result, strike_out, try_tasks


def setup() -> Router:
    router = Router(name="customer.opinions")
    router.callback_query.filter(pressed_in_private)
    _add_rating(router)
    _add_tryouts(router)
    _add_strikes(router)
    return router


def _add_rating(router: Router) -> None:
    @router.callback_query(ShowRating.filter())
    @may(EVERYONE)
    async def show_rating(query: CallbackQuery, step: Step) -> None:
        await step(rate_result.ShowRating, show=rating_screen)

    @router.callback_query(RateMatch.filter())
    @may(EVERYONE)
    async def rate(query: CallbackQuery, callback_data: RateMatch, step: Step) -> None:
        data = callback_data
        await step(rate_result.RateMatch, data.attempt, data.profession, data.liked, show=rating_screen)

    @router.callback_query(LeaveRating.filter())
    @may(EVERYONE)
    async def leave_rating(query: CallbackQuery, callback_data: LeaveRating, step: Step) -> None:
        await step(rate_result.ShowRating, callback_data.attempt, show=after_rating_screen)


def _add_tryouts(router: Router) -> None:
    @router.callback_query(NextTryout.filter())
    @may(EVERYONE)
    async def next_tryout(query: CallbackQuery, step: Step) -> None:
        await step(try_tasks.NextTryout, show=tryout_screen)

    @router.callback_query(AnswerTryout.filter())
    @may(EVERYONE)
    async def answer_tryout(query: CallbackQuery, callback_data: AnswerTryout, step: Step) -> None:
        await step(try_tasks.AnswerTryout, callback_data.profession, callback_data.option, show=tryout_screen)

    @router.callback_query(RateTryout.filter())
    @may(EVERYONE)
    async def rate_tryout(query: CallbackQuery, callback_data: RateTryout, step: Step) -> None:
        await step(try_tasks.RateTryout, callback_data.profession, callback_data.liked, show=tryout_screen)


def _add_strikes(router: Router) -> None:
    @router.callback_query(ShowStrikes.filter())
    @may(EVERYONE)
    async def show_strikes(query: CallbackQuery, callback_data: ShowStrikes, step: Step) -> None:
        await step(strike_out.ShowStrikes, show=strikes_screen(callback_data.which))

    @router.callback_query(StrikeOut.filter())
    @may(EVERYONE)
    async def strike(query: CallbackQuery, callback_data: StrikeOut, step: Step) -> None:
        data = callback_data
        await step(strike_out.StrikeOut, data.code, data.away, show=strikes_screen(data.which))
