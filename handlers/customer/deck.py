"""Watching a presentation."""

from aiogram import Router
from aiogram.types import CallbackQuery

from handlers.callbacks.decks import OpenDeck, ShowSlide, ShowSlides
from handlers.customer.deck_screens import contents_screen, slide_screen
from handlers.filters import pressed_in_private
from handlers.permissions import EVERYONE, may
from handlers.step import Step
from sales.usecases import open_deck
from sales.usecases.turn_slide import ListSlides, TurnSlide


def setup() -> Router:
    router = Router(name="customer.deck")
    router.callback_query.filter(pressed_in_private)

    @router.callback_query(OpenDeck.filter())
    @may(EVERYONE)
    async def begin(query: CallbackQuery, callback_data: OpenDeck, step: Step) -> None:
        await step(open_deck.OpenDeck, callback_data.product, callback_data.anew, show=slide_screen)

    @router.callback_query(ShowSlide.filter())
    @may(EVERYONE)
    async def turn(query: CallbackQuery, callback_data: ShowSlide, step: Step) -> None:
        await step(TurnSlide, callback_data.product, callback_data.slide, show=slide_screen)

    @router.callback_query(ShowSlides.filter())
    @may(EVERYONE)
    async def contents(query: CallbackQuery, callback_data: ShowSlides, step: Step) -> None:
        await step(ListSlides, callback_data.product, show=contents_screen)

    return router
