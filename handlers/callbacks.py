"""Callback data: typed, versioned by prefix, bound to one purpose. Buttons live forever in a chat, so a press
proves nothing: rights and state are checked again, and a changed meaning gets a new prefix.

Names in ACTIONS are what templates write: {{ button("…", "claim", lead=lead.token) }}.
"""

from typing import Annotated

from aiogram.filters.callback_data import CallbackData
from pydantic import Field

Token = Annotated[str, Field(pattern=r"^[A-Za-z0-9_-]{16,32}$")]
Code = Annotated[str, Field(pattern=r"^[A-Za-z0-9_-]{1,24}$")]


class StartQuiz(CallbackData, prefix="qs1"):
    """Begin, or go on where one stopped."""


class RestartQuiz(CallbackData, prefix="qr1"):
    """Throw the answers away and begin anew; `sure` after being asked."""

    sure: bool = False


class AnswerQuiz(CallbackData, prefix="qa1"):
    attempt: Token
    question: Code
    option: Code


class SkipQuestion(CallbackData, prefix="qk1"):
    attempt: Token
    question: Code


class StepBack(CallbackData, prefix="qb1"):
    attempt: Token
    question: Code


class ShowResult(CallbackData, prefix="qv1"):
    """The latest result again."""


class ShowProduct(CallbackData, prefix="pc1"):
    product: Code


class ShowDetails(CallbackData, prefix="pd1"):
    product: Code


class ShowProducts(CallbackData, prefix="pl1"):
    """`which`: "mine" for those that fit the result, "all" for the whole list."""

    which: Code


class AskQuestion(CallbackData, prefix="pq1"):
    product: Code


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


class FinishLeadQuestions(CallbackData, prefix="qf1"):
    """Enough of them."""


class ClaimLead(CallbackData, prefix="lc1"):
    lead: Token


class ShowLead(CallbackData, prefix="lv1"):
    lead: Token


class PassLead(CallbackData, prefix="lp1"):
    lead: Token


class ReplyToLead(CallbackData, prefix="lr1"):
    lead: Token


class ReleaseLead(CallbackData, prefix="lx1"):
    lead: Token


class HandLead(CallbackData, prefix="lh1"):
    """Give the lead to a colleague: ask whom."""

    lead: Token


class HandLeadTo(CallbackData, prefix="lht1"):
    """`person` is the internal number of a colleague."""

    lead: Token
    person: Annotated[int, Field(ge=1, le=2**53)]


class WinLead(CallbackData, prefix="lw1"):
    lead: Token


class BackToLead(CallbackData, prefix="lk1"):
    """The lead card in place of the screen that was opened from it."""

    lead: Token


class CancelReply(CallbackData, prefix="lrc1"):
    """Write nothing after all."""


class ChooseSold(CallbackData, prefix="lwo1"):
    """Another product than the lead's was sold."""

    lead: Token


class ProposeSold(CallbackData, prefix="lwp1"):
    """This product was sold: ask for confirmation with its price."""

    lead: Token
    product: Code


class ConfirmWin(CallbackData, prefix="lwc1"):
    lead: Token
    product: Code


class LoseLead(CallbackData, prefix="ll1"):
    lead: Token


class ConfirmLoss(CallbackData, prefix="llc1"):
    lead: Token
    reason: Code


class ShowLeads(CallbackData, prefix="lm1"):
    """My open leads, or the pool."""

    which: Code


class ShowTasks(CallbackData, prefix="tm1"):
    """My open tasks."""


class ShowTask(CallbackData, prefix="tv1"):
    task: Token


class TaskDone(CallbackData, prefix="td1"):
    task: Token


class TaskPostpone(CallbackData, prefix="tp1"):
    """Hours from now; 24 means tomorrow at the opening of the contact window."""

    task: Token
    hours: Annotated[int, Field(ge=1, le=24 * 14)]


class AnswerCheckIn(CallbackData, prefix="ck1"):
    check_in: Token
    value: Annotated[int, Field(ge=0, le=100)]


class ShowLanguages(CallbackData, prefix="lg1"):
    """Which languages there are."""


class ChooseLanguage(CallbackData, prefix="la1"):
    language: Code


class ToggleDuty(CallbackData, prefix="du1"):
    on: bool


class InviteStaff(CallbackData, prefix="si1"):
    role: Code


class ShowTeam(CallbackData, prefix="st1"):
    """The team, for admins."""


class RemoveStaff(CallbackData, prefix="sr1"):
    """`person` is the internal number; `sure` after being asked."""

    person: Annotated[int, Field(ge=1, le=2**53)]
    sure: bool = False


class Forget(CallbackData, prefix="fg1"):
    sure: bool


class Resume(CallbackData, prefix="rs1"):
    """Write to me again, after /stop."""


class Home(CallbackData, prefix="hm1"):
    """Back to the first screen."""


ACTIONS: dict[str, type[CallbackData]] = {
    "start_quiz": StartQuiz,
    "restart_quiz": RestartQuiz,
    "answer": AnswerQuiz,
    "skip": SkipQuestion,
    "back": StepBack,
    "result": ShowResult,
    "product": ShowProduct,
    "details": ShowDetails,
    "products": ShowProducts,
    "ask": AskQuestion,
    "talk": TalkToPerson,
    "consent": GiveConsent,
    "refuse_consent": RefuseConsent,
    "wish": ChooseWish,
    "lead_answer": AnswerLeadQuestion,
    "lead_finish": FinishLeadQuestions,
    "claim": ClaimLead,
    "lead": ShowLead,
    "pass": PassLead,
    "reply": ReplyToLead,
    "release": ReleaseLead,
    "card": BackToLead,
    "cancel_reply": CancelReply,
    "hand": HandLead,
    "hand_to": HandLeadTo,
    "win": WinLead,
    "win_other": ChooseSold,
    "win_product": ProposeSold,
    "confirm_win": ConfirmWin,
    "lose": LoseLead,
    "confirm_loss": ConfirmLoss,
    "leads": ShowLeads,
    "tasks": ShowTasks,
    "task": ShowTask,
    "task_done": TaskDone,
    "task_postpone": TaskPostpone,
    "check_in": AnswerCheckIn,
    "languages": ShowLanguages,
    "language": ChooseLanguage,
    "duty": ToggleDuty,
    "invite": InviteStaff,
    "team": ShowTeam,
    "remove_staff": RemoveStaff,
    "forget": Forget,
    "resume": Resume,
    "home": Home,
}
