"""How the answers do: given, helpful, missing."""

from typing import Any

from aiogram import Router
from aiogram.filters import Command
from aiogram.types import CallbackQuery, Message

from handlers.callbacks.answers import ShowAnswers
from handlers.filters import in_private, pressed_in_private
from handlers.permissions import ADMINS, may
from handlers.reply import KEEP, Reply, screen
from handlers.step import Step, View
from sales.answers import AnswerTotals
from sales.playbook import UnknownCode
from sales.usecases.watch_answers import AnswersReport, WatchAnswers

_SHOWN = 12


def setup() -> Router:
    router = Router(name="admin.answers")
    router.message.filter(in_private)
    router.callback_query.filter(pressed_in_private)

    @router.message(Command("answers"))
    @may(ADMINS)
    async def typed(message: Message, step: Step) -> None:
        await step(WatchAnswers, show=answers_screen)

    @router.callback_query(ShowAnswers.filter())
    @may(ADMINS)
    async def pressed(query: CallbackQuery, step: Step) -> None:
        await step(WatchAnswers, show=answers_screen)

    return router


def answers_screen(report: AnswersReport, view: View) -> Reply:
    return screen(
        "admin/answers",
        totals=[_words(total, view) for total in report.totals[:_SHOWN]],
        unanswered=[{"at": asked.asked_at, "text": asked.text} for asked in report.unanswered],
        zone=view.zone,
        expect=KEEP,
    )


def _words(total: AnswerTotals, view: View) -> dict[str, Any]:
    """`share`: percent of those who said anything, None while nobody did. An answer that is gone shows its code."""
    judged = total.helped + total.not_helped
    try:
        title = view.say(view.playbook.answer(total.answer).title)
    except UnknownCode:
        title = total.answer
    share = round(100 * total.helped / judged) if judged else None
    return {"title": title, "given": total.given, "judged": judged, "share": share}
