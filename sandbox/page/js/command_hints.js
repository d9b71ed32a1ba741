// The list that opens above the field while a /command is being typed.

import { fill, h } from "/page/js/dom.js";

let serial = 0;

export class CommandHints {
  constructor(field, choose) {
    this.field = field;
    this.choose = choose;
    this.commands = [];
    this.shown = [];
    this.at = 0;
    serial += 1;
    this.id = `commands-${serial}`;
    this.node = h("div", { class: "command-hints", role: "listbox", id: this.id, hidden: true });
    field.setAttribute("aria-controls", this.id);
    field.setAttribute("aria-autocomplete", "list");
  }

  setCommands(commands) {
    this.commands = commands;
  }

  filter(text) {
    const typed = /^\/(\w*)$/.exec(text)?.[1]?.toLowerCase();
    this.shown = typed === undefined ? [] : this.commands.filter(({ command }) => command.startsWith(typed));
    this.at = 0;
    this.draw();
  }

  draw() {
    this.node.hidden = this.shown.length === 0;
    fill(this.node, this.shown.map(({ command, description }, index) =>
      h("div", { class: "command-hint", role: "option", id: `${this.id}-${index}`, "aria-selected": String(index === this.at), onclick: () => this.take(index) }, h("b", {}, `/${command}`), h("span", {}, description))));
    if (this.shown.length) this.field.setAttribute("aria-activedescendant", `${this.id}-${this.at}`);
    else this.field.removeAttribute("aria-activedescendant");
    this.node.children[this.at]?.scrollIntoView({ block: "nearest" });
  }

  take(index) {
    const { command } = this.shown[index];
    this.shown = [];
    this.draw();
    this.choose(command);
  }

  /** Handles a key of the field; true when the list took it. */
  key(event) {
    if (!this.shown.length) return false;
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step) this.at = (this.at + step + this.shown.length) % this.shown.length;
    else if (event.key === "Enter" && !event.shiftKey) {
      event.preventDefault();
      this.take(this.at);
      return true;
    } else if (event.key === "Tab" && !event.shiftKey) this.field.value = `/${this.shown[this.at].command} `;
    else if (event.key === "Escape") this.shown = [];
    else return false;
    if (event.key === "Tab") this.shown = [];
    event.preventDefault();
    event.stopPropagation();
    this.draw();
    return true;
  }
}
