"""A bare python-telegram-bot that remembers nothing, behind the same aiohttp server as the others."""

import asyncio
import gc
import sys

import uvloop
from aiohttp import web
from telegram import InlineKeyboardButton, InlineKeyboardMarkup, Update
from telegram.ext import Application, CallbackQueryHandler, CommandHandler, ContextTypes

from bench.screen import BUTTONS, TEXT, WELCOME


def _keyboard() -> InlineKeyboardMarkup:
    return InlineKeyboardMarkup(
        [[InlineKeyboardButton(text, callback_data=data) for text, data in row] for row in BUTTONS]
    )


async def _start(update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
    await update.message.reply_text(WELCOME, reply_markup=_keyboard(), parse_mode="HTML")  # type: ignore[union-attr]


async def _step(update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
    query = update.callback_query
    await query.answer()  # type: ignore[union-attr]
    await query.edit_message_text(TEXT, reply_markup=_keyboard(), parse_mode="HTML")  # type: ignore[union-attr]


async def main(api: str, token: str, port: int, path: str, secret: str) -> None:
    builder = Application.builder().token(token).base_url(f"{api}/bot").updater(None)
    bot = builder.concurrent_updates(64).connection_pool_size(128).pool_timeout(30).build()
    bot.add_handler(CommandHandler("start", _start))
    bot.add_handler(CallbackQueryHandler(_step, pattern=r"^qa1:"))

    async def receive(request: web.Request) -> web.Response:
        if request.headers.get("X-Telegram-Bot-Api-Secret-Token") != secret:
            return web.Response(status=401)
        await bot.update_queue.put(Update.de_json(await request.json(), bot.bot))
        return web.Response()

    application = web.Application()
    application.router.add_post(path, receive)
    await bot.initialize()
    await bot.start()
    runner = web.AppRunner(application, access_log=None)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", port).start()
    gc.collect()
    gc.freeze()
    await bot.bot.set_webhook("http://127.0.0.1/", secret_token=secret)
    await asyncio.Event().wait()


if __name__ == "__main__":
    loop, api, token, port, path, secret = sys.argv[1:]
    run = uvloop.run if loop == "uvloop" else asyncio.run
    run(main(api, token, int(port), path, secret))
