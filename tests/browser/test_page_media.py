"""The sandbox's page in headless Chromium: files as the bot's own sender sends them."""

from typing import Any

import pytest
from playwright.async_api import expect

from bot.sending.api import TelegramApi
from sandbox.images import plain_png
from tests.support.page import RawBot, Screen

pytestmark = [
    pytest.mark.asyncio(loop_scope="module"),
    pytest.mark.browser,
]

CUSTOMER = 1000001
FILES = {
    "photo": ("Снимок.png", plain_png(400, 260, 40, 120, 200)),
    "video": ("tour.mp4", b"moving pictures"),
    "document": ("Программа курса.pdf", b"%PDF-1.7 plan"),
}


def content(kind: str) -> dict[str, Any]:
    return {"type": kind, "media": "attach://file", "caption": f"<b>Слайд</b>: {kind}", "parse_mode": "HTML"}


async def test_slides_of_every_kind_are_shown_with_their_words_and_buttons(screen: Screen, sandbox: RawBot) -> None:
    await screen.column("customer").get_by_test_id("start").click()
    await sandbox.updates()
    api = TelegramApi(sandbox.url, sandbox.token)
    try:
        bubbles = {}
        for kind, file in FILES.items():
            keyboard = {"inline_keyboard": [[{"text": "Дальше", "callback_data": f"next:{kind}"}]]}
            sent = await api.ask("sendMessage", {"chat_id": CUSTOMER, "text": "Слова", "reply_markup": keyboard})
            await api.ask(
                "editMessageMedia",
                {
                    "chat_id": CUSTOMER,
                    "message_id": sent["message_id"],
                    "media": content(kind),
                    "reply_markup": keyboard,
                },
                files={"file": file},
            )
            bubbles[kind] = screen.column("customer").locator(f'[data-message-id="{sent["message_id"]}"]')
    finally:
        await api.close()
    for kind, bubble in bubbles.items():
        await expect(bubble.locator("b").filter(has_text="Слайд")).to_be_visible()
        await expect(bubble).not_to_contain_text("Слова")
        await expect(bubble.locator(f'[data-callback="next:{kind}"]')).to_be_visible()
    picture = bubbles["photo"].locator("img")
    await expect(picture).to_be_visible()
    assert await picture.evaluate("image => image.decode().then(() => [image.naturalWidth, image.naturalHeight])") == [
        400,
        260,
    ]
    await expect(bubbles["video"].locator(".media-video")).to_be_visible()
    await expect(bubbles["document"]).to_contain_text("Программа курса.pdf")
    await screen.keep("media")
