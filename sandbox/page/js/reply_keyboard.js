// The keyboard a bot puts under the field: plain buttons say their text, others share a contact or a place.

import { fill, h } from "/page/js/dom.js";
import { icon } from "/page/js/icons.js";
import { t } from "/page/js/i18n.js";

export class ReplyKeyboard {
  constructor(act, afterPress) {
    this.act = act;
    this.afterPress = afterPress;
    this.version = "";
    this.node = h("div", { class: "reply-keyboard", role: "group", "aria-label": t("composer.keyboard"), hidden: true });
    this.toggle = h("button", { class: "icon-button", type: "button", "aria-label": t("composer.keyboard"), "aria-pressed": "false", hidden: true, onclick: () => this.show(this.node.hidden) }, icon("keyboard"));
  }

  update(markup) {
    const rows = markup?.keyboard ?? [];
    const version = JSON.stringify(markup ?? null);
    if (version === this.version) return;
    this.version = version;
    this.markup = markup;
    fill(this.node, rows.map((row) => h("div", { class: "reply-row" }, row.map((button) => this.button(typeof button === "string" ? { text: button } : button)))));
    this.toggle.hidden = rows.length === 0;
    this.node.classList.toggle("tall", !markup?.resize_keyboard && rows.length > 0 && rows.length < 3);
    this.show(rows.length > 0);
  }

  show(visible) {
    this.node.hidden = !visible;
    this.toggle.setAttribute("aria-pressed", String(visible));
  }

  button(button) {
    const special = button.request_contact ? "phone" : button.request_location ? "location" : button.request_poll ? "poll" : null;
    const props = { class: "reply-button", type: "button", "data-testid": button.request_contact ? "contact-button" : null, "data-reply-text": button.text, onclick: () => this.press(button) };
    return h("button", props, special ? icon(special) : null, h("span", {}, button.text));
  }

  press(button) {
    if (button.request_contact) this.act.contact();
    else if (button.request_location) this.act.send("location");
    else if (button.request_poll) this.act.send("poll");
    else this.act.say(button.text);
    if (this.markup?.one_time_keyboard) this.show(false);
    this.afterPress();
  }
}
