// The top bar: product, bot, the sandbox clock and its three jumps, additions, the log, the page's language.

import { h, setText } from "/page/js/dom.js";
import { icon, logo } from "/page/js/icons.js";
import { chooseLanguage, language, t } from "/page/js/i18n.js";
import { forwardClock } from "/page/js/api.js";
import { clockDate, clockTime, shift } from "/page/js/format.js";
import { openMenu } from "/page/js/menu.js";

const JUMPS = [["hour", "1h", 3600], ["day", "1d", 86400], ["week", "7d", 7 * 86400]];
const NOTABLE_SHIFT_S = 30;

export function brand() {
  return h("div", { class: "brand" }, h("span", { class: "brand-mark" }, logo()), h("span", { class: "brand-lines" }, h("b", {}, "Fitlead"), h("small", {}, t("sandbox"))));
}

export function languageSwitch(onLanguage) {
  const option = (code) => h("button", { type: "button", "aria-pressed": String(language() === code), lang: code, onclick: () => choose(code) }, code.toUpperCase());
  const choose = (code) => {
    if (code === language()) return;
    chooseLanguage(code);
    onLanguage();
  };
  return h("div", { class: "switch", role: "group", "aria-label": t("language"), "data-testid": "language" }, option("ru"), option("en"));
}

export class TopBar {
  constructor(app, onLanguage) {
    this.app = app;
    this.botName = h("b", {});
    this.botUsername = h("small", {});
    this.time = h("span", { class: "clock-time" });
    this.date = h("span", { class: "clock-date" });
    this.shift = h("span", { class: "clock-shift" });
    const clock = h("div", { class: "clock", "data-testid": "clock", role: "timer", "aria-live": "off", "aria-label": t("clock.label") }, this.time, h("span", { class: "clock-lines" }, this.date, this.shift));
    const jumps = JUMPS.map(([name, id, seconds]) => h("button", { class: "jump", type: "button", "data-testid": `forward-${id}`, "aria-label": t(`clock.${name}.label`), onclick: () => this.jump(seconds, t(`span.${name}`)) }, t(`clock.${name}`)));
    this.addButton = h("button", { class: "bar-button", type: "button", "data-testid": "add", "aria-haspopup": "menu", "aria-label": t("add"), onclick: () => this.openAdd() }, icon("plus"), h("span", {}, t("add")));
    this.logButton = h("button", { class: "bar-button", type: "button", "data-testid": "log-toggle", "aria-expanded": "false", "aria-label": t("log.open"), onclick: () => app.log.toggle() }, icon("eye"), h("span", {}, t("log.open")));
    this.node = h("header", { class: "top-bar" }, brand(), h("div", { class: "bot-name" }, this.botName, this.botUsername),
      h("div", { class: "clock-group" }, clock, h("div", { class: "jumps" }, jumps)), h("div", { class: "bar-end" }, this.addButton, this.logButton, languageSwitch(onLanguage)));
    this.ticker = setInterval(() => this.tick(), 1000);
    app.world.addEventListener("clock", () => this.tick(), { signal: app.listeners.signal });
    this.update();
    this.tick();
  }

  update() {
    const { bot } = this.app.world;
    setText(this.botName, bot.name || bot.username);
    setText(this.botUsername, `@${bot.username}`);
  }

  tick() {
    const { world } = this.app;
    const now = world.now();
    const { offset } = world.clock;
    setText(this.time, clockTime(now, true));
    setText(this.date, clockDate(now));
    const moved = Math.abs(offset) > NOTABLE_SHIFT_S;
    setText(this.shift, moved ? t("clock.shifted", { shift: shift(offset) }) : t("clock.real"));
    this.shift.classList.toggle("moved", moved);
  }

  async jump(seconds, span) {
    try {
      this.app.world.setClock(await forwardClock(seconds));
      this.app.notify(t("clock.moved", { span }));
    } catch (error) {
      this.app.notify(error.message);
    }
  }

  openAdd() {
    openMenu(this.addButton, [
      { id: "add-person", label: t("add.person"), icon: "user", action: () => this.app.addPerson() },
      { id: "add-group", label: t("add.group"), icon: "users", action: () => this.app.addGroup() },
    ]);
  }

  setLogOpen(open) {
    this.logButton.setAttribute("aria-expanded", String(open));
    this.logButton.classList.toggle("on", open);
  }

  close() {
    clearInterval(this.ticker);
  }
}
