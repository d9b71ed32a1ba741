"""The whole sale clicked through on the sandbox's page, with the real bot behind it."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.async_api import Locator, expect

from bot.furnish import seat_salesperson
from storage.transaction import Tx
from tests.support.house import Running, move_to
from tests.support.page import Screen, chromium, opened
from tests.support.sandbox_process import running_sandbox
from tests.support.steps import inclined_answer
from tests.support.telegram import Sandbox

pytestmark = pytest.mark.browser

SALESPERSON, ADMIN = 1000002, 1000003  # whom the page brings to a fresh world, beside the customer


@pytest.fixture
def clock_file(tmp_path: Path) -> Path:
    return tmp_path / "clock"


@pytest.fixture
def sandbox_url(clock_file: Path) -> Iterator[str]:
    with running_sandbox(clock_file=clock_file) as url:
        yield url


async def start(screen: Screen, role: str) -> None:
    await screen.column(role).get_by_test_id("start").click()


async def take_the_quiz(screen: Screen) -> None:
    """As fast as a machine: the page offers another try first."""
    await screen.press("customer", "Начать тест")
    await screen.sees("customer", "Я предпочитаю")
    hasty = screen.bubbles("customer").filter(has_text="вы торопились")
    while await hasty.count() == 0:
        message = screen.bubbles("customer").last
        before = await message.inner_text()
        buttons = message.locator("[data-callback]")
        data = [await button.get_attribute("data-callback") or "" for button in await buttons.all()]
        best = inclined_answer({"reply_markup": {"inline_keyboard": [[{"callback_data": one} for one in data]]}})
        await buttons.nth(data.index(best or data[0])).click()
        await screen.page.wait_for_timeout(20)
        for _ in range(200):
            if await screen.bubbles("customer").last.inner_text() != before:
                break
            await screen.page.wait_for_timeout(25)
    await screen.press("customer", "Показать как есть")
    await screen.sees("customer", "Вы выбрали")
    await screen.sees("customer", "Отзывается?")


async def look_around(screen: Screen) -> None:
    """The presentation with its pictures, the calculator, a question the bot answers by itself."""
    await screen.press("customer", "Презентация")
    slide = screen.bubbles("customer").filter(has_text="1 из ")
    await expect(slide.locator("img")).to_be_visible()
    place, first = await slide.get_attribute("data-message-id"), await shown_picture(slide)
    await screen.press("customer", "Дальше")
    slide = screen.bubbles("customer").filter(has_text="2 из ")
    await expect(slide).to_have_attribute("data-message-id", place or "")
    await expect(slide.locator("img")).to_be_visible()
    assert await shown_picture(slide) != first, "the next slide has a picture of its own"
    await screen.keep("3-presentation")
    await screen.press("customer", "Цена")
    await screen.press("customer", "К курсу")
    await screen.press("customer", "Рассчитать платёж")
    await screen.press("customer", "12 мес.")
    await screen.sees("customer", "Последний платёж")
    await screen.keep("4-calculator")
    await screen.press("customer", "← К курсу")
    await screen.press("customer", "Задать вопрос")
    await screen.sees("customer", "Спрашивайте о курсе")
    await screen.say("customer", "А можно в рассрочку?")
    await screen.press("customer", "Помогло")
    await screen.sees("customer", "Хорошо, что помогло")
    await screen.keep("5-answer")


async def shown_picture(bubble: Locator) -> str:
    """A small copy of it: an address of a blob would say nothing."""
    return await bubble.locator("img").evaluate(
        """async image => {
            await image.decode();
            const canvas = Object.assign(document.createElement("canvas"), {width: 32, height: 32});
            canvas.getContext("2d").drawImage(image, 0, 0, 32, 32);
            return canvas.toDataURL();
        }"""
    )


async def test_from_start_to_check_in(sandbox_url: str, clock_file: Path, tmp_path: Path) -> None:
    async with await Sandbox.connect(sandbox_url) as sandbox, chromium() as browser:
        bot = Running(sandbox, tmp_path, clock_file=clock_file, admin_ids=(ADMIN,))
        await move_to(bot.world, 12)
        async with bot:
            await bot.database.write(lambda tx: _seat(tx, bot))
            screen = await opened(browser, f"{sandbox_url}/?world={bot.world.bot_id}")
            for role in ("salesperson", "admin"):
                await start(screen, role)
                await screen.sees(role, "рабочий стол")
            await start(screen, "customer")
            await screen.keep("1-welcome")
            await take_the_quiz(screen)
            card = screen.bubbles("customer").filter(has_text="Перешлите карточку").locator("img")
            await expect(card).to_be_visible()
            assert await card.evaluate("image => image.decode().then(() => image.naturalWidth)") == 1080
            await screen.keep("2-result")
            await screen.press("customer", "Что мне подойдёт")
            await screen.sees("customer", "Кому подойдёт")
            await look_around(screen)
            await screen.press("customer", "Поговорить с человеком")
            await screen.press("customer", "Позвоните мне")
            await screen.press("customer", "Да, ")
            await screen.column("customer").get_by_test_id("contact-button").click()
            await screen.sees("customer", "Позвоним по номеру")
            await screen.sees("salesperson", "Новая заявка")
            await screen.keep("6-lead")
            await screen.press("salesperson", "Беру")
            await screen.sees("admin", "уже в работе")
            await screen.sees("salesperson", "Презентация «")
            await screen.sees("salesperson", "«А можно в рассрочку?»")
            await screen.keep("7-card")
            await screen.press("salesperson", "Продано")
            await screen.press("salesperson", "Да, продано")
            await screen.sees("salesperson", "Поздравляю с продажей")
            await screen.keep("8-sold")
            await screen.page.get_by_test_id("forward-1d").click()
            await screen.page.get_by_test_id("forward-1h").click()
            await screen.sees("customer", "один короткий вопрос")
            await screen.press("customer", "Очень легко")
            await screen.sees("salesperson", "Очень легко")
            await screen.keep("9-check-in")
            assert screen.complaints == []


def _seat(tx: Tx, bot: Running) -> None:
    seat_salesperson(tx, SALESPERSON, "ru", bot.app.house.clock.now())
