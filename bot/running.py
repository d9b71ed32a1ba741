"""`run`: from settings to a working bot, and back to a clean stop."""

import asyncio
from pathlib import Path

from aiogram import Bot

from bot.app import App, House, desk_of, until_asked_to_stop
from bot.clock import ShiftedClock, SystemClock
from bot.renderer import Renderer
from bot.sending.api import TelegramApi, TelegramRefused, TelegramUnreachable
from bot.sending.ports import Checkpoint, no_checkpoint
from bot.settings import Settings
from playbook import load
from storage.database import open_database
from storage.errors import StorageError
from storage.migrations import migrate


class CannotStart(StorageError):
    """A sentence for the operator: what Telegram said and what to do."""


async def run(settings: Settings, *, clock_file: Path | None = None) -> None:
    app = await build_app(settings, clock_file=clock_file)
    try:
        await app.start()
        await until_asked_to_stop()
    finally:
        await app.stop()


async def build_app(
    settings: Settings, *, clock_file: Path | None = None, checkpoint: Checkpoint = no_checkpoint
) -> App:
    """Everything connected, nothing running yet. Raises sentences for the operator.

    `checkpoint` is called with a name at the points where fault tests kill the program.
    """
    assert settings.bot_token is not None
    token = settings.bot_token.get_secret_value()
    book = load(settings.playbook_dir)
    api = TelegramApi(settings.telegram_api_url, token)
    try:
        me = await _who_am_i(api)
        await asyncio.to_thread(migrate, settings.database_url)
        database = await open_database(settings.database_url)
    except BaseException:
        await api.close()
        raise
    house = House(
        database=database,
        renderer=Renderer(languages=book.business.languages),
        clock=SystemClock() if clock_file is None else ShiftedClock(clock_file),
        desk=desk_of(settings, me["username"]),
        playbook=book,
        default_language=settings.default_language,
    )
    return App(settings, house, api, Bot(token), checkpoint=checkpoint)


async def _who_am_i(api: TelegramApi) -> dict[str, str]:
    try:
        me: dict[str, str] = await api.ask("getMe", timeout=4)
    except TelegramRefused as error:
        if error.code in (401, 404):
            raise CannotStart("BOT_TOKEN: Telegram does not accept this token; copy it again from @BotFather") from None
        raise CannotStart(f"Telegram refused to start: {error}") from None
    except TelegramUnreachable as error:
        raise CannotStart(
            f"TELEGRAM_API_URL: cannot reach the Bot API ({error}); check the address and network"
        ) from None
    return me
