"""How good the quiz is."""

from typing import Annotated

from aiogram.filters.callback_data import CallbackData
from pydantic import Field

from handlers.callbacks.values import Code


class ShowQuality(CallbackData, prefix="qq1"):
    """`days` back from now; 0: since the beginning. `page`: summary, questions, options, ratings or file."""

    days: Annotated[int, Field(ge=0, le=3_650)] = 30
    page: Code = "summary"


ACTIONS: dict[str, type[CallbackData]] = {"quality": ShowQuality}
