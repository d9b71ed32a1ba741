// "What Telegram sees": the bot's calls as they arrive, with a filter and a way to break the link.

import { fill, h, setText } from "/page/js/dom.js";
import { icon } from "/page/js/icons.js";
import { t } from "/page/js/i18n.js";
import { showNode } from "/page/js/dialogs.js";
import { FaultBar } from "/page/js/faults.js";
import { clockTime, cut, fullName } from "/page/js/format.js";

const POLL_MS = 1000;
const MAX_ROWS = 400;
const ANSWER_WINDOW_S = 30;
const POLLS = new Set(["getUpdates"]);

export class LogPanel {
  constructor(world, onToggle) {
    this.world = world;
    this.onToggle = onToggle;
    this.last = 0;
    this.seen = new Map();
    this.rows = h("div", { class: "log-rows", tabindex: "0", role: "log", "aria-live": "off", "aria-label": t("log.open") });
    this.empty = h("p", { class: "log-empty" }, t("log.empty"));
    this.filter = h("input", { class: "log-filter", type: "search", placeholder: t("log.filter"), "aria-label": t("log.filter"), oninput: () => this.applyFilter() });
    this.polls = h("input", { type: "checkbox", onchange: () => this.applyFilter() });
    this.violations = h("span", { class: "log-violations", hidden: true });
    const close = h("button", { class: "icon-button", type: "button", "aria-label": t("log.close"), onclick: () => this.toggle() }, icon("close"));
    const head = h("div", { class: "log-head" }, h("b", {}, t("log.open")), this.filter, h("label", { class: "field-check" }, this.polls, h("span", {}, t("log.polls"))), this.violations, new FaultBar(world).node, close);
    const titles = h("div", { class: "log-row log-titles", "aria-hidden": "true" }, ["time", "method", "chat", "result", "latency"].map((name) => h("span", {}, t(`log.${name}`))));
    this.node = h("section", { class: "log", hidden: true, "data-testid": "log", "aria-label": t("log.open"), onkeydown: (event) => event.key === "Escape" && this.toggle() }, head, titles, this.empty, this.rows);
  }

  toggle() {
    this.node.hidden = !this.node.hidden;
    this.onToggle(!this.node.hidden);
    clearTimeout(this.timer);
    if (!this.node.hidden) this.poll();
  }

  async poll() {
    try {
      const [{ entries }, limits] = await Promise.all([this.world.api.get("log", { since: this.last }), this.world.api.get("limits")]);
      this.add(entries);
      this.violations.hidden = !limits.violations;
      setText(this.violations, t("log.violations", { n: limits.violations }));
    } catch {
      // the top of the page already says that the sandbox is away; the next round tries again
    }
    if (!this.node.hidden) this.timer = setTimeout(() => this.poll(), POLL_MS);
  }

  add(entries) {
    const atEnd = this.rows.scrollHeight - this.rows.scrollTop - this.rows.clientHeight < 40;
    const fresh = entries.filter((entry) => entry.n > this.last);
    this.last = fresh.at(-1)?.n ?? this.last;
    for (const entry of fresh.slice(-MAX_ROWS)) {
      if (entry.kind === "update") this.seen.set(entry.chat_id, entry.t);
      this.rows.append(this.row(entry));
    }
    while (this.rows.children.length > MAX_ROWS) this.rows.firstChild.remove();
    this.empty.hidden = this.rows.children.length > 0;
    this.applyFilter();
    if (atEnd && fresh.length) this.rows.scrollTop = this.rows.scrollHeight;
  }

  row(entry) {
    const method = entry.kind === "update" ? `← ${t("log.update")} ${entry.update_type ?? ""}` : entry.method;
    const chat = this.chatName(entry.chat_id);
    const [result, tone] = resultOf(entry);
    const show = () => showNode(method, h("pre", { class: "json" }, JSON.stringify(entry, null, 2)));
    const node = h("button", { class: `log-row ${entry.kind} ${tone}`, type: "button", "data-poll": POLLS.has(entry.method) ? true : null, title: t("log.body"), onclick: show },
      h("span", {}, clockTime(entry.clock ?? entry.wall, true)), h("span", { class: "log-method" }, method, hintOf(entry)), h("span", {}, chat), h("span", { class: "log-result" }, result), h("span", {}, this.latency(entry)));
    node.dataset.search = `${method} ${chat} ${entry.chat_id ?? ""} ${result}`.toLocaleLowerCase();
    return node;
  }

  // How long after the event in the same chat the bot made this call.
  latency(entry) {
    const from = this.seen.get(entry.chat_id);
    if (entry.kind !== "call" || entry.chat_id === null || entry.chat_id === undefined || from === undefined) return "";
    const seconds = entry.t - from;
    if (seconds < 0 || seconds > ANSWER_WINDOW_S) return "";
    return seconds < 1 ? t("log.ms", { n: Math.round(seconds * 1000) }) : t("log.s", { n: seconds.toFixed(1) });
  }

  chatName(id) {
    if (id === null || id === undefined) return "";
    const known = this.world.people.get(id) ?? this.world.chats.get(id);
    return known ? fullName(known) : String(id);
  }

  applyFilter() {
    const words = this.filter.value.trim().toLocaleLowerCase();
    for (const row of this.rows.children) {
      row.hidden = (row.hasAttribute("data-poll") && !this.polls.checked) || (words !== "" && !row.dataset.search.includes(words));
    }
  }

  close() {
    clearTimeout(this.timer);
    fill(this.rows);
  }
}

function hintOf(entry) {
  const body = entry.body ?? {};
  const text = body.text ?? body.caption ?? body.question;
  return typeof text === "string" && text ? h("small", {}, cut(text, 48)) : null;
}

function resultOf(entry) {
  if (entry.kind === "update") return [entry.delivery > 1 ? `×${entry.delivery}` : "", "quiet"];
  const said = entry.error_code ? `${entry.error_code} ${entry.description ?? ""}`.trim() : entry.status === null ? t("log.lost") : entry.status >= 400 ? String(entry.status) : t("log.ok");
  const good = entry.status === 200 && !entry.error_code && !entry.fault;
  const words = entry.fault && entry.accepted ? t("log.accepted", { result: said === t("log.ok") ? entry.fault : said }) : said;
  return [words, good ? "good" : entry.error_code === 429 ? "slow" : "bad"];
}
