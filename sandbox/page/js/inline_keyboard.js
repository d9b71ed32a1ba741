// Buttons under a bubble, in full-width rows.

import { h } from "/page/js/dom.js";
import { icon } from "/page/js/icons.js";
import { t } from "/page/js/i18n.js";
import { money } from "/page/js/format.js";

const CORNER = [["url", "open"], ["pay", "card"], ["copy_text", "copy"], ["web_app", "open"], ["login_url", "open"], ["switch_inline_query", "reply"], ["switch_inline_query_current_chat", "reply"]];

export function inlineKeyboard(message, view) {
  const rows = message.reply_markup?.inline_keyboard;
  if (!rows?.length) return null;
  return h("div", { class: "inline-keyboard", role: "group" }, rows.map((row) => h("div", { class: "inline-row" }, row.map((button) => inlineButton(button, message, view)))));
}

function inlineButton(button, message, view) {
  const corner = CORNER.find(([field]) => button[field] !== undefined);
  const attributes = {
    class: `inline-button${button.style ? ` style-${button.style}` : ""}`,
    type: "button",
    "data-callback": button.callback_data,
    "data-url": button.url ?? button.login_url?.url,
    "data-pay": button.pay ? true : null,
    onclick: (event) => view.act.press(message, button, event.currentTarget),
  };
  return h("button", attributes, h("span", { class: "inline-text" }, caption(button, message)), corner ? icon(corner[1], "icon inline-corner") : null, h("span", { class: "spinner", "aria-hidden": "true" }));
}

function caption(button, message) {
  if (!button.pay || !message.invoice) return button.text;
  // The caption Telegram itself puts is in the language of the person's application.
  return /^Pay \S/.test(button.text) ? t("pay", { amount: money(message.invoice.total_amount, message.invoice.currency) }) : button.text;
}
