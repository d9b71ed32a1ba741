"""The presentation of a product, slide by slide."""

from aiogram.filters.callback_data import CallbackData

from handlers.callbacks.values import Code


class OpenDeck(CallbackData, prefix="dk1"):
    """Where one stopped, or from the beginning with `anew`."""

    product: Code
    anew: bool = False


class ShowSlide(CallbackData, prefix="ds1"):
    product: Code
    slide: Code


class ShowSlides(CallbackData, prefix="dl1"):
    """The table of contents."""

    product: Code


ACTIONS: dict[str, type[CallbackData]] = {
    "deck": OpenDeck,
    "slide": ShowSlide,
    "slides": ShowSlides,
}
