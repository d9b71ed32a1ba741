"""One's own data: a copy of everything, and its end."""

import json
from dataclasses import replace
from typing import Any

from aiogram import Router
from aiogram.filters import Command
from aiogram.types import CallbackQuery, Message

from handlers.callbacks.contact import Forget
from handlers.filters import in_private, pressed_in_private
from handlers.permissions import EVERYONE, may
from handlers.reply import KEEP, Reply, screen
from handlers.step import Step, View
from sales.attachments import TextFile
from sales.usecases import forget
from sales.usecases.my_data import ExportData


def setup() -> Router:
    router = Router(name="customer.own_data")
    router.message.filter(in_private)
    router.callback_query.filter(pressed_in_private)

    @router.message(Command("mydata"))
    @may(EVERYONE)
    async def my_data(message: Message, step: Step) -> None:
        await step(ExportData, show=export)

    @router.message(Command("forget"))
    @may(EVERYONE)
    async def ask(message: Message, step: Step) -> None:
        await step(forget.ConsiderForgetting, show=sure_screen)

    @router.callback_query(Forget.filter())
    @may(EVERYONE)
    async def erase(query: CallbackQuery, callback_data: Forget, step: Step) -> None:
        if callback_data.sure:
            await step(forget.Forget, show=forgotten)
        else:
            await step(forget.ConsiderForgetting, show=sure_screen)

    return router


def export(data: dict[str, Any], view: View) -> Reply:
    content = json.dumps(data, ensure_ascii=False, indent=2)
    return Reply(template="privacy/my_data", attachment=TextFile(name="my-data.json", text=content), expect=KEEP)


def sure_screen(keeps_orders: bool, view: View) -> Reply:
    return screen("privacy/forget", keeps_orders=keeps_orders, expect=KEEP)


def forgotten(keeps_orders: bool, view: View) -> Reply:
    """`reread`: there is nobody left whose state could be saved."""
    return replace(screen("privacy/forgotten", keeps_orders=keeps_orders), reread=True)
