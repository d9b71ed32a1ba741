"""Looking at what is sold."""

from aiogram import Router
from aiogram.filters import Command
from aiogram.types import CallbackQuery, Message

from handlers.callbacks.products import ShowDetails, ShowProduct, ShowProducts
from handlers.customer.product_screens import card_screen, details_screen, list_screen
from handlers.filters import in_private, pressed_in_private
from handlers.permissions import EVERYONE, may
from handlers.step import Step
from sales.usecases.open_product import ListProducts, OpenProduct


def setup() -> Router:
    router = Router(name="customer.products")
    router.message.filter(in_private)
    router.callback_query.filter(pressed_in_private)

    @router.message(Command("products"))
    @may(EVERYONE)
    async def open_list(message: Message, step: Step) -> None:
        await step(ListProducts, True, show=list_screen)

    @router.callback_query(ShowProducts.filter())
    @may(EVERYONE)
    async def show_list(query: CallbackQuery, callback_data: ShowProducts, step: Step) -> None:
        await step(ListProducts, callback_data.which == "mine", show=list_screen)

    @router.callback_query(ShowProduct.filter())
    @may(EVERYONE)
    async def show_card(query: CallbackQuery, callback_data: ShowProduct, step: Step) -> None:
        await step(OpenProduct, callback_data.product, show=card_screen)

    @router.callback_query(ShowDetails.filter())
    @may(EVERYONE)
    async def show_details(query: CallbackQuery, callback_data: ShowDetails, step: Step) -> None:
        await step(OpenProduct, callback_data.product, True, show=details_screen)

    return router
