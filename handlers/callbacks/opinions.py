"""What people say of their result and of professions."""

from aiogram.filters.callback_data import CallbackData

from handlers.callbacks.values import Code, Token


class ShowRating(CallbackData, prefix="ra1"):
    """The thumbs of the latest result."""


class RateMatch(CallbackData, prefix="rm1"):
    attempt: Token
    profession: Code
    liked: bool


class LeaveRating(CallbackData, prefix="rl1"):
    """Enough thumbs: what follows from them."""

    attempt: Token


class NextTryout(CallbackData, prefix="qt1"):
    """A small task not tried yet."""


class AnswerTryout(CallbackData, prefix="qo1"):
    profession: Code
    option: Code


class RateTryout(CallbackData, prefix="qy1"):
    """Was the task interesting?"""

    profession: Code
    liked: bool


class ShowStrikes(CallbackData, prefix="qm1"):
    """`which`: whole groups, each profession, or what is left ("groups", "each", "left")."""

    which: Code


class StrikeOut(CallbackData, prefix="qx1"):
    """`code` of a group or of a profession; `away` False takes it back."""

    code: Code
    which: Code
    away: bool


ACTIONS: dict[str, type[CallbackData]] = {
    "rating": ShowRating,
    "rate": RateMatch,
    "leave_rating": LeaveRating,
    "tryout": NextTryout,
    "try": AnswerTryout,
    "rate_tryout": RateTryout,
    "strikes": ShowStrikes,
    "strike": StrikeOut,
}
