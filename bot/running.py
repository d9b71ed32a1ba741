"""`run`: from settings to a working bot, and back to a clean stop."""

import asyncio
import signal
from pathlib import Path
from typing import Any

from aiogram import Bot
from aiogram.types import User

from bot.app import App, House
from bot.clock import ShiftedClock, SystemClock
from bot.furnish import furnish
from bot.identity import token_of, who_am_i
from bot.refusal import Refusal
from bot.renderer import Renderer
from bot.sending.api import TelegramApi
from bot.sending.ports import Checkpoint, no_checkpoint
from bot.settings import Settings
from playbook import load
from sales.ports import Chat, Desk
from storage.database import open_database
from storage.migrations import migrate


async def run(settings: Settings, *, clock_file: Path | None = None, checkpoint: Checkpoint = no_checkpoint) -> None:
    """Work until SIGTERM or SIGINT. Raises Refusal when the token dies meanwhile."""
    app = await build_app(settings, clock_file=clock_file, checkpoint=checkpoint)
    loop = asyncio.get_running_loop()
    for name in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(name, app.stop_asked.set)
    try:
        await app.start()
        await app.stop_asked.wait()
    finally:
        await app.stop()
    if app.exit_reason:
        raise Refusal(app.exit_reason)


async def build_app(
    settings: Settings, *, clock_file: Path | None = None, checkpoint: Checkpoint = no_checkpoint
) -> App:
    """Everything connected, nothing running yet. Raises sentences for the operator.

    `checkpoint` is called with a name at the points where fault tests kill the program.
    """
    token = token_of(settings)
    book = load(settings.playbook_dir)
    api = TelegramApi(settings.telegram_api_url, token)
    try:
        me = await who_am_i(api)
        await asyncio.to_thread(migrate, settings.database_url)
        database = await open_database(settings.database_url)
    except BaseException:
        await api.close()
        raise
    house = House(
        database=database,
        renderer=Renderer(languages=book.business.languages),
        clock=SystemClock() if clock_file is None else ShiftedClock(clock_file),
        desk=_desk(settings, me["username"]),
        playbook=book,
        default_language=settings.default_language,
        admin_ids=frozenset(settings.admin_ids),
    )
    await database.write(lambda tx: furnish(tx, book, house.admin_ids, house.clock.now()))
    return App(settings=settings, house=house, api=api, bot=_knowing_itself(token, me), checkpoint=checkpoint)


def _desk(settings: Settings, bot_username: str) -> Desk:
    chat_id = settings.staff_chat_id
    chat = None if chat_id is None else Chat(id=chat_id, language=settings.default_language)
    return Desk(staff_chat=chat, bot_username=bot_username, timezone=settings.timezone)


def _knowing_itself(token: str, me: dict[str, Any]) -> Bot:
    """aiogram asks who it is when a command names a bot, and would do so past our own door to Telegram."""
    bot = Bot(token)
    bot._me = User.model_validate(me)
    return bot
