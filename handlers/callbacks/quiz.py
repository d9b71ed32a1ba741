"""The quiz and its result."""

from aiogram.filters.callback_data import CallbackData

from handlers.callbacks.values import Code, Token


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


class ShowAsIs(CallbackData, prefix="qw1"):
    """The result of hasty answers, with all that follows a result."""

    attempt: Token


class ShowSide(CallbackData, prefix="qd1"):
    """Another side of the latest result: "why", "day" or "how" (how the quiz works)."""

    side: Code


class ShowHistory(CallbackData, prefix="qh1"):
    """Earlier results."""


class ShareResult(CallbackData, prefix="qc1"):
    """The picture of the result once more."""


class TakeGuide(CallbackData, prefix="qg1"):
    """The personal guide as a document."""


ACTIONS: dict[str, type[CallbackData]] = {
    "start_quiz": StartQuiz,
    "restart_quiz": RestartQuiz,
    "answer": AnswerQuiz,
    "skip": SkipQuestion,
    "back": StepBack,
    "result": ShowResult,
    "as_is": ShowAsIs,
    "side": ShowSide,
    "history": ShowHistory,
    "share": ShareResult,
    "guide": TakeGuide,
}
