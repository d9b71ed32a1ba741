"""Two leads of one person: parting them again, and deciding whose they are."""

from typing import Any

from aiogram import Router
from aiogram.types import CallbackQuery

from handlers.callbacks.merging import DecideMerge, UndoMerge
from handlers.filters import pressed_in_private
from handlers.permissions import STAFF, may
from handlers.reply import Reply, screen
from handlers.step import Step, View
from sales.usecases import decide_merge, undo_merge


def setup() -> Router:
    router = Router(name="staff.merging")
    router.callback_query.filter(pressed_in_private)

    @router.callback_query(UndoMerge.filter())
    @may(STAFF)
    async def undo(query: CallbackQuery, callback_data: UndoMerge, step: Step) -> None:
        await step(undo_merge.UndoMerge, callback_data.merge, show=undone_screen)

    @router.callback_query(DecideMerge.filter())
    @may(STAFF)
    async def decide(query: CallbackQuery, callback_data: DecideMerge, step: Step) -> None:
        await step(decide_merge.DecideMerge, callback_data.merge, callback_data.to, show=decided_screen)

    return router


def undone_screen(parted: dict[str, Any], view: View) -> Reply:
    return screen("merge/undone", **parted)


def decided_screen(decided: dict[str, Any], view: View) -> Reply:
    return screen("merge/decided", **decided)
