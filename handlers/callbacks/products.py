"""What is sold."""

from typing import Annotated

from aiogram.filters.callback_data import CallbackData
from pydantic import Field

from handlers.callbacks.values import Code, OptionalCode


class ShowProduct(CallbackData, prefix="pc1"):
    product: Code


class ShowDetails(CallbackData, prefix="pd1"):
    product: Code


class ShowProducts(CallbackData, prefix="pl1"):
    """`which`: "mine" for those that fit the result, "all" for the whole list."""

    which: Code


class Calculate(CallbackData, prefix="pi1"):
    """What it costs and when. `plan`: a plan's code, empty for all side by side; `ahead`: months until the start."""

    product: Code
    plan: OptionalCode = ""
    ahead: Annotated[int, Field(ge=0, le=6)] = 0


class FitBudget(CallbackData, prefix="pb1"):
    """A comfortable monthly payment, in whole units of the currency; 0 asks which."""

    product: Code
    monthly: Annotated[int, Field(ge=0, le=10**9)] = 0


class Compare(CallbackData, prefix="px1"):
    """Two products side by side; without `other` it is chosen first."""

    product: Code
    other: OptionalCode = ""


class TakeLesson(CallbackData, prefix="le1"):
    """The free lesson of the profession that `product` leads to, at `step` (0: the first screen)."""

    product: Code
    step: Annotated[int, Field(ge=0, le=20)] = 0


class PractiseLesson(CallbackData, prefix="lo1"):
    """An answer to the lesson's practice question."""

    product: Code
    option: Code


ACTIONS: dict[str, type[CallbackData]] = {
    "product": ShowProduct,
    "details": ShowDetails,
    "products": ShowProducts,
    "calc": Calculate,
    "budget": FitBudget,
    "compare": Compare,
    "lesson": TakeLesson,
    "practise": PractiseLesson,
}
