"""How leads are judged: learning from closed ones, and switching between that and the rules."""

from typing import Any

from aiogram import Router
from aiogram.filters import Command
from aiogram.types import CallbackQuery, Message

from handlers.callbacks.score import ShowScore, ShowTraining, TrainScore, UseRules, UseScore
from handlers.filters import in_private, pressed_in_private
from handlers.permissions import ADMINS, may
from handlers.reply import Reply, screen
from handlers.step import Step, View
from sales.usecases import switch_score, train_score


def setup() -> Router:
    router = Router(name="admin.score")
    router.message.filter(in_private)
    router.callback_query.filter(pressed_in_private)

    @router.message(Command("score"))
    @may(ADMINS)
    async def asked(message: Message, step: Step) -> None:
        await step(train_score.ShowScore, show=score_screen)

    @router.callback_query(ShowScore.filter())
    @may(ADMINS)
    async def again(query: CallbackQuery, step: Step) -> None:
        await step(train_score.ShowScore, show=score_screen)

    @router.callback_query(TrainScore.filter())
    @may(ADMINS)
    async def train(query: CallbackQuery, step: Step) -> None:
        await step(train_score.AskTraining, show=score_screen)

    @router.callback_query(ShowTraining.filter())
    @may(ADMINS)
    async def report(query: CallbackQuery, callback_data: ShowTraining, step: Step) -> None:
        await step(train_score.ShowTraining, callback_data.model, show=report_screen)

    @router.callback_query(UseScore.filter())
    @may(ADMINS)
    async def use(query: CallbackQuery, callback_data: UseScore, step: Step) -> None:
        await step(switch_score.UseScore, callback_data.model, show=score_screen)

    @router.callback_query(UseRules.filter())
    @may(ADMINS)
    async def use_rules(query: CallbackQuery, step: Step) -> None:
        await step(switch_score.UseRules, show=score_screen)

    return router


def score_screen(score: dict[str, Any], view: View) -> Reply:
    return screen("score/screen", zone=view.zone, **score)


def report_screen(report: dict[str, Any], view: View) -> Reply:
    return screen("score/report", zone=view.zone, **report)
