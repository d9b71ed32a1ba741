"""How good the quiz is."""

from typing import Annotated, Literal

from aiogram.filters.callback_data import CallbackData
from pydantic import Field

QualityPage = Literal["summary", "questions", "options", "ratings", "file"]


class ShowQuality(CallbackData, prefix="qq1"):
    """`days` back from now; 0: since the beginning."""

    days: Annotated[int, Field(ge=0, le=3_650)] = 30
    page: QualityPage = "summary"


ACTIONS: dict[str, type[CallbackData]] = {"quality": ShowQuality}
