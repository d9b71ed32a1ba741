"""The sandbox's page in headless Chromium: one conversation."""

from typing import Any

import pytest
from playwright.async_api import Browser, expect

from tests.support.page import RawBot, Screen, opened

pytestmark = [
    pytest.mark.asyncio(loop_scope="module"),
    pytest.mark.browser,
]


async def test_page_waits_for_the_bot_and_then_shows_the_three_people(browser: Browser, sandbox: RawBot) -> None:
    screen = await opened(browser, sandbox.page)
    await expect(screen.page.get_by_test_id("waiting")).to_be_visible()
    await sandbox.bot("getMe")
    for role, person_id in {"customer": 1000001, "salesperson": 1000002, "admin": 1000003}.items():
        await expect(screen.column(role)).to_have_attribute("data-person", str(person_id))
    assert screen.complaints == []


async def test_start_button_and_link_code_reach_the_bot(screen: Screen, sandbox: RawBot) -> None:
    await screen.column("customer").get_by_test_id("start").click()
    assert [update["message"]["text"] for update in await sandbox.updates()] == ["/start"]
    sales = screen.column("salesperson")
    await sales.get_by_test_id("start-with-code").click()
    await sales.get_by_test_id("start-code").fill("ads_may")
    await sales.get_by_test_id("start").click()
    assert [update["message"]["text"] for update in await sandbox.updates()] == ["/start ads_may"]
    await expect(sales.get_by_test_id("start")).to_be_hidden()


async def test_pressed_button_shows_the_answer_and_the_edit(screen: Screen, sandbox: RawBot) -> None:
    await screen.column("customer").get_by_test_id("start").click()
    await sandbox.updates()
    keyboard = {"inline_keyboard": [[{"text": "Да", "callback_data": "q:yes"}]]}
    sent = await sandbox.bot("sendMessage", chat_id=1000001, text="Вопрос 1", reply_markup=keyboard)
    bubble = screen.column("customer").locator(f'[data-message-id="{sent["message_id"]}"]')
    await bubble.locator('[data-callback="q:yes"]').click()
    query = (await sandbox.updates())[0]["callback_query"]
    assert query["data"] == "q:yes"
    await sandbox.bot("answerCallbackQuery", callback_query_id=query["id"], text="Записал")
    await sandbox.bot("editMessageText", chat_id=1000001, message_id=sent["message_id"], text="Вопрос 2")
    await expect(screen.column("customer").get_by_test_id("toast")).to_have_text("Записал")
    await expect(bubble).to_contain_text("Вопрос 2")
    await expect(screen.bubbles("customer")).to_have_count(2)


async def test_alert_covers_only_the_column_that_pressed(screen: Screen, sandbox: RawBot) -> None:
    await screen.column("salesperson").get_by_test_id("start").click()
    await sandbox.updates()
    keyboard = {"inline_keyboard": [[{"text": "Взять", "callback_data": "claim"}]]}
    await sandbox.bot("sendMessage", chat_id=1000002, text="Лид", reply_markup=keyboard)
    await screen.column("salesperson").locator('[data-callback="claim"]').click()
    query = (await sandbox.updates())[0]["callback_query"]
    await sandbox.bot("answerCallbackQuery", callback_query_id=query["id"], text="Уже взят", show_alert=True)
    await expect(screen.column("salesperson").get_by_test_id("alert")).to_contain_text("Уже взят")
    await expect(screen.column("customer").get_by_test_id("alert")).to_have_count(0)
    await screen.page.keyboard.press("Escape")
    await expect(screen.page.get_by_test_id("alert")).to_have_count(0)


async def test_contact_button_shares_the_persons_own_number(screen: Screen, sandbox: RawBot) -> None:
    await screen.column("customer").get_by_test_id("start").click()
    await sandbox.updates()
    keyboard = {"keyboard": [[{"text": "Мой телефон", "request_contact": True}]], "one_time_keyboard": True}
    await sandbox.bot("sendMessage", chat_id=1000001, text="Телефон?", reply_markup=keyboard)
    await screen.column("customer").get_by_test_id("contact-button").click()
    contact = (await sandbox.updates())[0]["message"]["contact"]
    assert contact["user_id"] == 1000001
    await expect(screen.bubbles("customer").last).to_contain_text("+79000000001")


async def test_formatted_text_is_shown_and_hostile_text_stays_text(screen: Screen, sandbox: RawBot) -> None:
    hostile = "<img src=x onerror=\"document.title='owned'\"> {{7*7}}"
    await screen.column("customer").get_by_test_id("start").click()
    await screen.say("customer", hostile)
    rich = '<b>жирный</b> <a href="https://example.com/">ссылка</a> <tg-spoiler>тайна</tg-spoiler> <code>x</code>'
    await sandbox.bot("sendMessage", chat_id=1000001, text=rich, parse_mode="HTML")
    last = screen.bubbles("customer").last
    await expect(last.locator("b")).to_have_text("жирный")
    await expect(last.locator("a")).to_have_attribute("href", "https://example.com/")
    await last.locator(".spoiler").click()
    await expect(screen.bubbles("customer").nth(1)).to_contain_text(hostile)
    assert await screen.column("customer").locator("[data-message-id] img").count() == 0
    assert await screen.page.title() != "owned"


async def test_deleted_message_vanishes(screen: Screen, sandbox: RawBot) -> None:
    await screen.column("admin").get_by_test_id("start").click()
    sent = await sandbox.bot("sendMessage", chat_id=1000003, text="ненадолго")
    await expect(screen.bubbles("admin")).to_have_count(2)
    await sandbox.bot("deleteMessage", chat_id=1000003, message_id=sent["message_id"])
    await expect(screen.bubbles("admin")).to_have_count(1)


async def test_clock_moves_forward_by_the_buttons(screen: Screen, sandbox: RawBot) -> None:
    await sandbox.http.post(f"{sandbox.url}/sandbox/clock", json={"set_offset": 0})
    for step in ("forward-1h", "forward-1d", "forward-7d"):
        await screen.page.get_by_test_id(step).click()
    await expect(screen.page.get_by_test_id("clock")).to_contain_text("+8 дн 1 ч")
    async with sandbox.http.get(f"{sandbox.url}/sandbox/clock") as response:
        assert (await response.json())["offset"] == pytest.approx(8 * 86400 + 3600, abs=1)


async def test_enter_sends_and_shift_enter_makes_a_line(screen: Screen, sandbox: RawBot) -> None:
    await screen.column("customer").get_by_test_id("start").click()
    await sandbox.updates()
    composer = screen.column("customer").get_by_test_id("composer")
    await expect(composer).to_be_visible()
    await composer.press_sequentially("раз")
    await composer.press("Shift+Enter")
    await composer.press_sequentially("два")
    await composer.press("Enter")
    assert (await sandbox.updates())[0]["message"]["text"] == "раз\nдва"
    await expect(composer).to_have_value("")
    await expect(composer).to_be_focused()


async def test_text_over_the_limit_is_sent_in_pieces(screen: Screen, sandbox: RawBot) -> None:
    await screen.column("customer").get_by_test_id("start").click()
    await sandbox.updates()
    await screen.say("customer", "я" * 4095 + "😀" + "ю" * 10)
    texts = [update["message"]["text"] for update in await sandbox.updates()]
    while sum(map(len, texts)) < 4106:
        texts += [update["message"]["text"] for update in await sandbox.updates()]
    assert texts == ["я" * 4095, "😀" + "ю" * 10]


async def test_focus_stays_on_the_keyboard_a_bot_edits(screen: Screen, sandbox: RawBot) -> None:
    def keyboard(name: str) -> dict[str, Any]:
        return {"inline_keyboard": [[{"text": f"{name} {n}", "callback_data": f"{name}:{n}"}] for n in range(3)]}

    await screen.column("customer").get_by_test_id("start").click()
    await sandbox.updates()
    sent = await sandbox.bot("sendMessage", chat_id=1000001, text="1", reply_markup=keyboard("a"))
    await screen.column("customer").locator('[data-callback="a:1"]').focus()
    await screen.page.keyboard.press("Enter")
    where = {"chat_id": 1000001, "message_id": sent["message_id"]}
    await sandbox.bot("editMessageText", **where, text="2", reply_markup=keyboard("b"))
    await expect(screen.column("customer").locator('[data-callback="b:1"]')).to_be_focused()


async def test_five_hundred_messages_stay_at_the_end_unless_scrolled_up(screen: Screen, sandbox: RawBot) -> None:
    await screen.column("customer").get_by_test_id("start").click()
    for n in range(500):
        await sandbox.bot("sendMessage", chat_id=1000001, text=f"сообщение {n}")
    await expect(screen.bubbles("customer")).to_have_count(501)
    await expect(screen.bubbles("customer").last).to_be_in_viewport()
    messages = screen.column("customer").get_by_test_id("message-list")
    await messages.evaluate("node => { node.scrollTop = 2000; }")
    first_row = await screen.bubbles("customer").first.element_handle()
    await sandbox.bot("sendMessage", chat_id=1000001, text="новое")
    await expect(screen.bubbles("customer")).to_have_count(502)
    assert await messages.evaluate("node => node.scrollTop") == pytest.approx(2000, abs=2)
    assert first_row is not None
    assert await first_row.evaluate("node => node.isConnected"), "an unchanged bubble was built again"
