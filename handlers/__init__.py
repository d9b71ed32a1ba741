"""What people can do in Telegram. One ordered list; the fallback comes last."""

from aiogram import Router

from handlers import fallback
from handlers.customer import quiz, start


def setup() -> Router:
    """A fresh tree: routers cannot be attached twice."""
    root = Router(name="root")
    root.include_routers(
        start.setup(),
        quiz.setup(),
        fallback.setup(),
    )
    return root
