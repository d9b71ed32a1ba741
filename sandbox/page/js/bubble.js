// One message as a row: avatar, bubble with tail, inline keyboard.

import { h } from "/page/js/dom.js";
import { icon } from "/page/js/icons.js";
import { t } from "/page/js/i18n.js";
import { botAvatar, hueOf, personAvatar } from "/page/js/avatar.js";
import { clockTime, cut, fullName } from "/page/js/format.js";
import { inlineKeyboard } from "/page/js/inline_keyboard.js";
import { renderMedia } from "/page/js/media.js";
import { renderHtml } from "/page/js/safe_html.js";
import { serviceText, summary } from "/page/js/service.js";

const BARE = ["sticker", "video_note", "dice"];

export function senderId(message) {
  return message.from_bot ? "bot" : (message.from?.id ?? message.sender_chat?.id ?? 0);
}

/** A row for `message`. `view` = {world, personId, isGroup, act, votes, reactions}. */
export function renderRow(message, view) {
  const service = serviceText(message);
  if (service) return serviceRow(message, service);
  const mine = !message.from_bot && senderId(message) === view.personId;
  const bare = BARE.some((kind) => message[kind]) || isJumbo(message);
  const media = renderMedia(message, view);
  const body = h("div", { class: bubbleClass(message, media, bare) }, heading(message, view, mine), media, textBlock(message, view, media),
    reactions(message, view), meta(message, mine));
  const actions = h("button", { class: "row-actions", type: "button", tabindex: "-1", "aria-label": t("message.actions"), "aria-haspopup": "menu",
    onclick: (event) => view.act.menu(message, event.currentTarget) }, icon("more"));
  const row = h("div", { class: `row ${mine ? "out" : "in"}`, role: "listitem", tabindex: "-1", "data-message-id": message.message_id, "data-from": mine ? "me" : message.from_bot ? "bot" : "other" },
    view.isGroup && !mine ? rowAvatar(message) : null,
    h("div", { class: `row-stack${message.reply_markup?.inline_keyboard?.length ? " with-keyboard" : ""}` }, h("div", { class: "row-line" }, body, actions), inlineKeyboard(message, view)));
  body.addEventListener("contextmenu", (event) => {
    event.preventDefault();
    view.act.menu(message, actions);
  });
  return row;
}

function bubbleClass(message, media, bare) {
  const onlyMedia = media && !message.html && !message.text && !message.caption;
  const visual = message.photo || message.video || message.animation;
  return ["bubble", bare && "bare", visual && "visual", visual && onlyMedia && "only-visual"].filter(Boolean).join(" ");
}

function serviceRow(message, text) {
  return h("div", { class: "row service", role: "listitem", tabindex: "-1", "data-message-id": message.message_id }, h("span", { class: "pill" }, text));
}

function rowAvatar(message) {
  return h("span", { class: "row-avatar" }, message.from_bot ? botAvatar("s") : personAvatar(message.from ?? { id: 0 }, "s"));
}

function heading(message, view, mine) {
  const parts = [];
  if (view.isGroup && !mine) {
    parts.push(h("div", { class: "bubble-name", css: { "--hue": String(hueOf(message.from?.id ?? 0)) } }, fullName(message.from ?? message.sender_chat)));
  }
  const origin = message.forward_origin;
  if (origin) parts.push(h("div", { class: "bubble-forward" }, t("message.forwarded", { name: origin.sender_user_name ?? fullName(origin.sender_user ?? origin.chat ?? origin.sender_chat) })));
  const quoted = message.reply_to_message;
  if (quoted && !quoted.forum_topic_created) {
    parts.push(h("button", { class: "bubble-quote", type: "button", onclick: () => view.act.jump(quoted.message_id) },
      h("b", {}, fullName(quoted.from)), h("span", {}, summary(quoted, 60))));
  }
  return parts;
}

function textBlock(message, view, media) {
  const plain = message.text ?? message.caption;
  if (!message.html && !plain) return media ? null : h("div", { class: "bubble-text muted" }, t("media.unknown"));
  return h("div", { class: `bubble-text${isJumbo(message) ? " jumbo" : ""}`, dir: "auto" }, message.html ? renderHtml(message.html, view.act) : plain);
}

function isJumbo(message) {
  return !message.entities?.length && /^(\p{Extended_Pictographic}\uFE0F?){1,3}$/u.test(message.text ?? "");
}

function reactions(message, view) {
  const counts = new Map();
  for (const { emoji, by } of message.reactions ?? []) {
    const known = counts.get(emoji) ?? { n: 0, own: false };
    counts.set(emoji, { n: known.n + 1, own: known.own || by === view.personId });
  }
  if (!counts.size) return null;
  return h("div", { class: "reactions" }, [...counts].map(([emoji, { n, own }]) =>
    h("button", { class: `reaction${own ? " own" : ""}`, type: "button", "aria-pressed": String(own), "aria-label": t("message.reaction", { emoji }), onclick: () => view.act.react(message, emoji) }, n > 1 ? `${emoji} ${n}` : emoji)));
}

function meta(message, mine) {
  const at = message.at ?? message.date;
  return h("span", { class: "bubble-meta" },
    // Telegram hides the mark under a keyboard: a quiz edited in place is not "edited" to the person.
    message.edited && !message.reply_markup?.inline_keyboard ? h("span", { class: "bubble-edited" }, t("message.edited")) : null,
    h("time", { datetime: new Date(at * 1000).toISOString() }, clockTime(at)),
    mine ? icon("check", "icon bubble-check") : null);
}

/** What a screen reader hears when the message arrives. */
export function spoken(message) {
  const buttons = (message.reply_markup?.inline_keyboard ?? []).flat().map((button) => button.text);
  return cut([message.text ?? message.caption ?? summary(message), ...buttons].join(". "), 400);
}
