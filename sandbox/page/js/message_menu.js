// What one can do with a message: react, answer, edit, copy, look at its JSON, forge a press.

import { h } from "/page/js/dom.js";
import { t } from "/page/js/i18n.js";
import { askForm, showNode } from "/page/js/dialogs.js";
import { openMenu } from "/page/js/menu.js";

const EMOJI = ["👍", "❤️", "🔥", "😁", "🤔", "👎"];

export function openMessageMenu(panel, message, anchor) {
  const mine = !message.from_bot && message.from?.id === panel.config.personId;
  const text = message.text ?? message.caption;
  const reactions = h("div", { class: "menu-emoji" }, EMOJI.map((emoji) =>
    h("button", { type: "button", role: "menuitem", "aria-label": t("message.reaction", { emoji }), onclick: () => panel.act.react(message, emoji.replace("\uFE0F", "")) }, emoji)));
  openMenu(anchor, [
    { node: reactions },
    { id: "reply", label: t("message.reply"), icon: "reply", action: () => panel.composer.setReply(message) },
    mine && message.text ? { id: "edit", label: t("message.edit"), icon: "edit", action: () => panel.composer.setEditing(message) } : null,
    text ? { id: "copy", label: t("message.copy"), icon: "copy", action: () => panel.act.copy(text) } : null,
    message.from_bot ? { id: "forge", label: t("message.forge"), icon: "swap", action: () => forge(panel, message) } : null,
    { id: "json", label: t("message.json"), icon: "code", action: () => showNode(`#${message.message_id}`, h("pre", { class: "json" }, JSON.stringify(message, null, 2))) },
  ]);
}

async function forge(panel, message) {
  const first = (message.reply_markup?.inline_keyboard ?? []).flat().find((button) => button.callback_data);
  const values = await askForm(t("message.forge"), [{ name: "data", label: t("message.forge.label"), value: first?.callback_data ?? "", required: true }], { submit: t("send") });
  if (values) panel.act.tap(message, values.data, null);
}
