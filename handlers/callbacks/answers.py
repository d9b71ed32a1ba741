"""Answers that the house gives by itself."""

from typing import Annotated

from aiogram.filters.callback_data import CallbackData
from pydantic import Field

from handlers.callbacks.values import Code, OptionalCode, Token


class ShowQuestions(CallbackData, prefix="aq1"):
    """What people ask often, page by page from 0."""

    product: OptionalCode = ""
    page: Annotated[int, Field(ge=0, le=99)] = 0


class ReadAnswer(CallbackData, prefix="ar1"):
    """Chosen from that list."""

    answer: Code
    product: OptionalCode = ""


class ReadOther(CallbackData, prefix="ao1"):
    """Another answer to the question that goes by the token `asked`."""

    answer: Code
    asked: Token


class JudgeAnswer(CallbackData, prefix="aj1"):
    """Did it help?"""

    asked: Token
    helped: bool


class HandQuestion(CallbackData, prefix="ah1"):
    """Let a person read the question."""

    asked: Token


class ShowAnswers(CallbackData, prefix="al1"):
    """How the answers do, for admins."""


ACTIONS: dict[str, type[CallbackData]] = {
    "questions": ShowQuestions,
    "read": ReadAnswer,
    "read_other": ReadOther,
    "helped": JudgeAnswer,
    "hand_question": HandQuestion,
    "answers": ShowAnswers,
}
