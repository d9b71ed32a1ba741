"""What is sold."""

from aiogram.filters.callback_data import CallbackData

from handlers.callbacks.values import Code


class ShowProduct(CallbackData, prefix="pc1"):
    product: Code


class ShowDetails(CallbackData, prefix="pd1"):
    product: Code


class ShowProducts(CallbackData, prefix="pl1"):
    """`which`: "mine" for those that fit the result, "all" for the whole list."""

    which: Code


ACTIONS: dict[str, type[CallbackData]] = {
    "product": ShowProduct,
    "details": ShowDetails,
    "products": ShowProducts,
}
