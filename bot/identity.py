"""Asking Telegram who we are: the first thing at every start, before anything heavy is loaded."""

from bot.refusal import Refusal
from bot.sending.api import TelegramApi, TelegramRefused, TelegramUnreachable
from bot.settings import Settings

PATIENCE = 2.5  # seconds: a wrong address must be known before the operator gets bored


def token_of(settings: Settings) -> str:
    if settings.bot_token is None:
        raise Refusal("BOT_TOKEN: no token; put the one from @BotFather into .env, or try: python -m bot demo")
    return settings.bot_token.get_secret_value()


async def who_am_i(api: TelegramApi) -> dict[str, str]:
    """Telegram's getMe. Raises Refusal: token not accepted, or nobody there."""
    try:
        me: dict[str, str] = await api.ask("getMe", timeout=PATIENCE)
    except TelegramRefused as error:
        if error.code in (401, 404):
            raise Refusal("BOT_TOKEN: Telegram does not accept this token; copy it again from @BotFather") from None
        raise Refusal(f"Telegram refused to start the bot: {error}") from None
    except TelegramUnreachable as error:
        raise Refusal(
            f"TELEGRAM_API_URL: cannot reach the Bot API ({error}); check the address and the network"
        ) from None
    return me


async def make_sure_of_telegram(settings: Settings) -> None:
    """Refuses a wrong token or address within seconds."""
    api = TelegramApi(settings.telegram_api_url, token_of(settings))
    try:
        await who_am_i(api)
    finally:
        await api.close()
