"""The yardstick: a bare aiogram 3 bot that remembers nothing. Ports and API come as arguments."""

import asyncio
import gc
import sys

import uvloop
from aiogram import Bot, Dispatcher, F
from aiogram.client.session.aiohttp import AiohttpSession
from aiogram.client.telegram import TelegramAPIServer
from aiogram.types import CallbackQuery, InlineKeyboardButton, InlineKeyboardMarkup, Message
from aiogram.webhook.aiohttp_server import SimpleRequestHandler
from aiohttp import web

from bench.screen import BUTTONS, TEXT, WELCOME


def _keyboard() -> InlineKeyboardMarkup:
    rows = [[InlineKeyboardButton(text=text, callback_data=data) for text, data in row] for row in BUTTONS]
    return InlineKeyboardMarkup(inline_keyboard=rows)


async def _start(message: Message) -> None:
    await message.answer(WELCOME, reply_markup=_keyboard(), parse_mode="HTML")


async def _step(query: CallbackQuery) -> None:
    await query.answer()
    await query.message.edit_text(TEXT, reply_markup=_keyboard(), parse_mode="HTML")  # type: ignore[union-attr]


async def main(api: str, token: str, port: int, path: str, secret: str) -> None:
    bot = Bot(token, session=AiohttpSession(api=TelegramAPIServer.from_base(api)))
    dispatcher = Dispatcher()
    dispatcher.message.register(_start, F.text == "/start")
    dispatcher.callback_query.register(_step, F.data.startswith("qa1:"))
    application = web.Application()
    SimpleRequestHandler(dispatcher, bot, secret_token=secret).register(application, path=path)
    runner = web.AppRunner(application, access_log=None)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", port).start()
    gc.collect()
    gc.freeze()
    await bot.set_webhook("http://127.0.0.1/", secret_token=secret)
    await asyncio.Event().wait()


if __name__ == "__main__":
    loop, api, token, port, path, secret = sys.argv[1:]
    run = uvloop.run if loop == "uvloop" else asyncio.run
    run(main(api, token, int(port), path, secret))
