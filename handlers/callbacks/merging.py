"""Two leads of one person."""

from aiogram.filters.callback_data import CallbackData

from handlers.callbacks.values import Code, Token


class UndoMerge(CallbackData, prefix="mu1"):
    merge: Token


class DecideMerge(CallbackData, prefix="md1"):
    """`to`: first, second or apart."""

    merge: Token
    to: Code


ACTIONS: dict[str, type[CallbackData]] = {"unmerge": UndoMerge, "decide_merge": DecideMerge}
