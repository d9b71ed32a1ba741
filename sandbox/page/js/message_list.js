// The conversation: rows keyed by message id and rebuilt only when the message changed.

import { h, setText } from "/page/js/dom.js";
import { icon } from "/page/js/icons.js";
import { t } from "/page/js/i18n.js";
import { dayKey, dayName } from "/page/js/format.js";
import { renderRow, senderId, spoken } from "/page/js/bubble.js";
import { serviceText } from "/page/js/service.js";

const STICK_PX = 48;
const GROUP_S = 300;
const VANISH_MS = 180;

export class MessageList {
  /** `view` is handed to every row; `label` names the conversation for screen readers. */
  constructor(view, label) {
    this.view = view;
    this.rows = new Map();
    this.stuck = true;
    this.fresh = 0;
    this.filled = false;
    this.items = h("div", { class: "messages", role: "list" });
    this.scroller = h("div", { class: "scroller", "data-testid": "message-list", tabindex: "0", role: "region", "aria-label": label }, this.items);
    this.count = h("span", { class: "down-count", hidden: true });
    this.downButton = h("button", { class: "down", type: "button", hidden: true, "aria-label": t("message.down"), onclick: () => this.toEnd(true) }, icon("down"), this.count);
    this.live = h("div", { class: "sr-only", "aria-live": "polite" });
    this.node = h("div", { class: "list" }, this.scroller, this.downButton, this.live);
    this.scroller.addEventListener("scroll", () => this.onScroll(), { passive: true });
    this.scroller.addEventListener("keydown", (event) => this.onKey(event));
    this.resizes = new ResizeObserver(() => this.stuck && this.toEnd());
    this.resizes.observe(this.scroller);
    this.resizes.observe(this.items);
  }

  close() {
    this.resizes.disconnect();
  }

  onScroll() {
    const { scrollTop, scrollHeight, clientHeight } = this.scroller;
    const size = `${scrollHeight} ${clientHeight}`;
    const resized = size !== this.size;
    this.size = size;
    // A keyboard that opens or a new bubble moves the view too; only the person's own scrolling lets go of the end.
    if (resized && this.stuck) return;
    this.stuck = scrollHeight - scrollTop - clientHeight < STICK_PX;
    if (this.stuck) this.fresh = 0;
    this.showDown();
  }

  // Arrows walk from message to message, Enter opens the actions of one.
  onKey(event) {
    const rows = [...this.items.querySelectorAll("[data-message-id]")];
    const at = rows.indexOf(event.target);
    if (event.target !== this.scroller && at < 0) return;
    const step = { ArrowUp: -1, ArrowDown: 1 }[event.key];
    if (step) {
      event.preventDefault();
      rows[at < 0 ? rows.length - 1 : Math.min(Math.max(at + step, 0), rows.length - 1)]?.focus();
    } else if (event.key === "Enter" && at >= 0) rows[at].querySelector(".row-actions")?.click();
  }

  showDown() {
    this.downButton.hidden = this.stuck;
    this.count.hidden = this.fresh === 0;
    setText(this.count, String(this.fresh));
  }

  toEnd(smooth = false) {
    this.stuck = true;
    this.fresh = 0;
    this.scroller.scrollTo({ top: this.scroller.scrollHeight, behavior: smooth ? "smooth" : "instant" });
    this.showDown();
  }

  /** Shows exactly these messages (oldest first, deleted ones left out); answers the bot's messages that are new. */
  update(messages) {
    const arrived = [];
    const wanted = this.plan(messages, arrived);
    this.removeAllBut(new Set(wanted.map(([key]) => key)));
    let cursor = this.nextLive(this.items.firstChild);
    for (const [, row] of wanted) {
      if (row === cursor) cursor = this.nextLive(cursor.nextSibling);
      else this.items.insertBefore(row, cursor);
    }
    this.announce(arrived);
    if (this.stuck) this.toEnd();
    this.filled = true;
    return arrived;
  }

  nextLive(node) {
    let found = node;
    while (found?.classList.contains("vanish")) found = found.nextSibling;
    return found;
  }

  plan(messages, arrived) {
    const wanted = [];
    let previous = null;
    messages.forEach((message, index) => {
      const at = message.at ?? message.date;
      const day = `day:${dayKey(at)}`;
      if (!previous || dayKey(previous.at ?? previous.date) !== dayKey(at)) wanted.push([day, this.dayRow(day, at)]);
      const row = this.row(message, arrived);
      row.classList.toggle("first", !sameGroup(previous, message));
      row.classList.toggle("last", !sameGroup(message, messages[index + 1]));
      wanted.push([message.message_id, row]);
      previous = message;
    });
    return wanted;
  }

  dayRow(key, at) {
    const name = dayName(at, this.view.world.now());
    const known = this.rows.get(key);
    if (known) {
      setText(known.node.firstChild, name);
      return known.node;
    }
    const node = h("div", { class: "row day", role: "listitem" }, h("span", { class: "pill" }, name));
    this.rows.set(key, { node });
    return node;
  }

  row(message, arrived) {
    const version = JSON.stringify(message) + (this.view.votes.get(message.message_id) ?? "");
    const known = this.rows.get(message.message_id);
    if (known?.version === version) return known.node;
    const node = renderRow(message, this.view);
    if (known) this.swap(known.node, node);
    else if (this.filled) {
      node.classList.add("appear");
      arrived.push(message);
    }
    this.rows.set(message.message_id, { node, version });
    return node;
  }

  // A bot edits the message under the person's finger: the focus stays on the button in the same place.
  swap(old, fresh) {
    const buttons = [...old.querySelectorAll(".inline-button")];
    const focused = buttons.indexOf(document.activeElement);
    const inside = old.contains(document.activeElement);
    old.replaceWith(fresh);
    if (!inside) return;
    const now = [...fresh.querySelectorAll(".inline-button")];
    (now[Math.min(Math.max(focused, 0), now.length - 1)] ?? this.scroller).focus({ preventScroll: true });
  }

  removeAllBut(keys) {
    for (const [key, { node }] of this.rows) {
      if (keys.has(key)) continue;
      this.rows.delete(key);
      if (node.contains(document.activeElement)) this.scroller.focus({ preventScroll: true });
      node.classList.add("vanish");
      node.removeAttribute("data-message-id");
      setTimeout(() => node.remove(), VANISH_MS);
    }
  }

  announce(arrived) {
    const theirs = arrived.filter((message) => senderId(message) !== this.view.personId);
    if (!theirs.length) return;
    if (!this.stuck) this.fresh += theirs.length;
    this.showDown();
    setText(this.live, theirs.map((message) => t("message.new", { text: spoken(message) })).join(" "));
  }

  jump(messageId) {
    const row = this.rows.get(messageId)?.node;
    if (!row) return;
    this.stuck = false;
    row.scrollIntoView({ block: "center", behavior: "smooth" });
    row.classList.add("flash");
    setTimeout(() => row.classList.remove("flash"), 1200);
  }
}

function sameGroup(first, second) {
  if (!first || !second || serviceText(first) || serviceText(second)) return false;
  const [one, two] = [first.at ?? first.date, second.at ?? second.date];
  return senderId(first) === senderId(second) && two - one < GROUP_S && dayKey(one) === dayKey(two);
}
