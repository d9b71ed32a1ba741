"""The sandbox's page in headless Chromium: language, phone width, log, groups, media, payments."""

import re

import pytest
from playwright.async_api import Browser, expect

from tests.support.page import RawBot, Screen, opened

pytestmark = [
    pytest.mark.asyncio(loop_scope="module"),
    pytest.mark.browser,
]


async def test_language_switch_is_kept(screen: Screen) -> None:
    await screen.page.get_by_test_id("language").get_by_text("EN").click()
    await expect(screen.column("customer")).to_contain_text("Customer")
    await screen.page.reload()
    await expect(screen.column("salesperson")).to_contain_text("Salesperson")


async def test_phone_shows_one_person_and_counts_what_the_others_got(
    browser: Browser, screen: Screen, sandbox: RawBot
) -> None:
    await screen.column("salesperson").get_by_test_id("start").click()
    await sandbox.updates()
    phone = await opened(browser, sandbox.page, 390, 844)
    await expect(phone.column("customer")).to_be_visible()
    await expect(phone.column("salesperson")).to_be_hidden()
    await expect(phone.bubbles("salesperson")).to_have_count(1)
    await sandbox.bot("sendMessage", chat_id=1000002, text="лид")
    tab = phone.page.locator('[data-tab="salesperson"]')
    await expect(tab.get_by_test_id("unread")).to_have_text("1")
    await tab.click()
    await expect(phone.bubbles("salesperson").last).to_be_in_viewport()
    await expect(tab.get_by_test_id("unread")).to_be_hidden()
    assert await phone.page.evaluate("document.documentElement.scrollWidth") <= 390
    assert phone.complaints == []


async def test_a_link_to_the_bot_opens_inside_as_the_chosen_person(screen: Screen, sandbox: RawBot) -> None:
    await screen.column("admin").get_by_test_id("start").click()
    await sandbox.updates()
    await sandbox.bot("sendMessage", chat_id=1000003, text=f"https://t.me/fitlead_{sandbox.bot_id}_bot?start=inv_1")
    await screen.bubbles("admin").last.locator("a").click()
    await screen.page.locator('[data-item="open-as-1000002"]').click()
    message = (await sandbox.updates())[0]["message"]
    assert (message["from"]["id"], message["text"]) == (1000002, "/start inv_1")


async def test_the_log_shows_what_the_bot_called(screen: Screen, sandbox: RawBot) -> None:
    await screen.column("customer").get_by_test_id("start").click()
    await sandbox.bot("sendMessage", chat_id=1000001, text="привет")
    await screen.page.get_by_test_id("log-toggle").click()
    call = screen.page.get_by_test_id("log").locator(".log-row.call", has_text="sendMessage")
    await expect(call).to_contain_text("Анна")
    await expect(call).to_contain_text("ok")


async def test_blocking_and_unblocking_the_bot_reach_it(screen: Screen, sandbox: RawBot) -> None:
    customer = screen.column("customer")
    await customer.get_by_test_id("start").click()
    await sandbox.updates()
    for item, status in (("block", "kicked"), ("unblock", "member")):
        await customer.get_by_test_id("person-menu").click()
        await screen.page.locator(f'[data-item="{item}"]').click()
        membership = (await sandbox.updates())[0]["my_chat_member"]
        assert membership["new_chat_member"]["status"] == status
        await expect(customer.get_by_test_id("unblock")).to_be_visible(visible=status == "kicked")


async def test_sales_group_opens_as_a_fourth_column_and_hears_the_bot(screen: Screen, sandbox: RawBot) -> None:
    await screen.page.get_by_test_id("add").click()
    await screen.page.locator('[data-item="add-group"]').click()
    await screen.page.locator("dialog button[type=submit]").click()
    group = screen.column("group")
    await expect(group).to_contain_text("Продажи")
    chat_id = (await sandbox.updates())[0]["my_chat_member"]["chat"]["id"]
    await sandbox.bot("sendMessage", chat_id=chat_id, text="Новый лид")
    await expect(group.locator("[data-message-id]").last).to_contain_text("Новый лид")
    await screen.say("group", "Беру")
    assert [update["message"]["chat"]["id"] for update in await sandbox.updates()] == [chat_id]


async def test_escape_closes_a_menu_and_gives_the_focus_back(screen: Screen) -> None:
    opener = screen.column("admin").get_by_test_id("person-menu")
    await opener.focus()
    await screen.page.keyboard.press("Enter")
    await expect(screen.page.get_by_role("menu")).to_be_visible()
    await screen.page.keyboard.press("Escape")
    await expect(screen.page.get_by_role("menu")).to_have_count(0)
    await expect(opener).to_be_focused()


async def test_sent_photo_is_shown_with_its_caption(screen: Screen, sandbox: RawBot) -> None:
    customer = screen.column("customer")
    await customer.get_by_test_id("start").click()
    await sandbox.updates()
    await customer.get_by_test_id("composer").fill("вот")
    await customer.get_by_test_id("attach").click()
    await screen.page.locator('[data-item="photo"]').click()
    message = (await sandbox.updates())[0]["message"]
    assert message["photo"]
    assert message["caption"] == "вот"
    picture = screen.bubbles("customer").last.locator("img")
    await expect(picture).to_be_visible()
    await expect(picture).to_have_attribute("src", re.compile("^blob:"))
    await picture.evaluate("node => node.decode()")


async def test_invoice_is_paid_after_the_bot_agrees(screen: Screen, sandbox: RawBot) -> None:
    customer = screen.column("customer")
    await customer.get_by_test_id("start").click()
    await sandbox.updates()
    prices = [{"label": "Курс", "amount": 490}]
    bill = {"title": "Курс", "description": "Аналитик данных", "payload": "p", "currency": "XTR", "prices": prices}
    await sandbox.bot("sendInvoice", chat_id=1000001, **bill)
    await customer.locator("[data-pay]").click()
    await customer.get_by_test_id("alert-ok").click()
    query = (await sandbox.updates())[0]["pre_checkout_query"]
    await sandbox.bot("answerPreCheckoutQuery", pre_checkout_query_id=query["id"], ok=True)
    assert "successful_payment" in (await sandbox.updates())[0]["message"]
    await expect(screen.bubbles("customer").last).to_contain_text("490")
