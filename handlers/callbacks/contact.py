"""Asking, being contacted, being left alone."""

from typing import Annotated

from aiogram.filters.callback_data import CallbackData
from pydantic import Field

from handlers.callbacks.values import Code, OptionalCode, Token


class AskQuestion(CallbackData, prefix="pq2"):
    """`slide`: the one in the product's presentation that raised the question, if one did."""

    product: Code
    slide: OptionalCode = ""


class TalkToPerson(CallbackData, prefix="pt1"):
    product: Code


class GiveConsent(CallbackData, prefix="cg1"):
    """`wish`: what the consent was asked for (call or chat)."""

    wish: Code
    product: Code
    version: Code


class RefuseConsent(CallbackData, prefix="cr1"):
    product: Code


class ChooseWish(CallbackData, prefix="cw1"):
    """How to be contacted: call or chat."""

    wish: Code
    product: Code


class AnswerLeadQuestion(CallbackData, prefix="ql1"):
    """One answer of the short dialog after the wish."""

    signal: Code
    value: Code


class SkipLeadQuestion(CallbackData, prefix="qn1"):
    """Not this one."""

    signal: Code


class StartPlan(CallbackData, prefix="pn1"):
    """The same questions without a wish: at the end stands a plan."""


class FinishLeadQuestions(CallbackData, prefix="qf1"):
    """Enough of them."""


class AnswerCheckIn(CallbackData, prefix="ck1"):
    check_in: Token
    value: Annotated[int, Field(ge=0, le=100)]


class ShowLanguages(CallbackData, prefix="lg1"):
    """Which languages there are."""


class ChooseLanguage(CallbackData, prefix="la1"):
    language: Code


class Forget(CallbackData, prefix="fg1"):
    sure: bool


class Resume(CallbackData, prefix="rs1"):
    """Write to me again, after /stop."""


class Home(CallbackData, prefix="hm1"):
    """Back to the first screen."""


ACTIONS: dict[str, type[CallbackData]] = {
    "ask": AskQuestion,
    "talk": TalkToPerson,
    "consent": GiveConsent,
    "refuse_consent": RefuseConsent,
    "wish": ChooseWish,
    "lead_answer": AnswerLeadQuestion,
    "lead_skip": SkipLeadQuestion,
    "lead_finish": FinishLeadQuestions,
    "plan": StartPlan,
    "check_in": AnswerCheckIn,
    "languages": ShowLanguages,
    "language": ChooseLanguage,
    "forget": Forget,
    "resume": Resume,
    "home": Home,
}
