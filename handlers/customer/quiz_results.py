"""The result and what can be done with it: read why, keep it, pass it on, look back."""

from aiogram import Router
from aiogram.types import CallbackQuery

from handlers.callbacks.quiz import ShareResult, ShowAsIs, ShowHistory, ShowResult, ShowSide, TakeGuide
from handlers.customer.quiz_result_screens import (
    card_message,
    guide_message,
    history_screen,
    how_screen,
    result_screen,
    side_screen,
    whole_result,
)
from handlers.filters import pressed_in_private
from handlers.permissions import EVERYONE, may
from handlers.step import Step
from sales.usecases import quiz_results


def setup() -> Router:
    router = Router(name="customer.quiz_results")
    router.callback_query.filter(pressed_in_private)

    @router.callback_query(ShowResult.filter())
    @may(EVERYONE)
    async def show_result(query: CallbackQuery, step: Step) -> None:
        await step(quiz_results.ShowResult, show=result_screen)

    @router.callback_query(ShowAsIs.filter())
    @may(EVERYONE)
    async def show_as_is(query: CallbackQuery, callback_data: ShowAsIs, step: Step) -> None:
        await step(quiz_results.ShowResult, callback_data.attempt, True, show=whole_result)

    @router.callback_query(ShowSide.filter())
    @may(EVERYONE)
    async def show_side(query: CallbackQuery, callback_data: ShowSide, step: Step) -> None:
        if callback_data.side == "how":
            await step(show=how_screen)
            return
        await step(quiz_results.ShowResult, show=side_screen(callback_data.side))

    @router.callback_query(ShowHistory.filter())
    @may(EVERYONE)
    async def show_history(query: CallbackQuery, step: Step) -> None:
        await step(quiz_results.ShowHistory, show=history_screen)

    @router.callback_query(ShareResult.filter())
    @may(EVERYONE)
    async def share(query: CallbackQuery, step: Step) -> None:
        await step(quiz_results.ShareResult, show=card_message)

    @router.callback_query(TakeGuide.filter())
    @may(EVERYONE)
    async def take_guide(query: CallbackQuery, step: Step) -> None:
        await step(quiz_results.TakeGuide, show=guide_message)

    return router
