// The head of a column: whose eyes we look through, and what can be changed about them.

import { fill, h, setText } from "/page/js/dom.js";
import { icon } from "/page/js/icons.js";
import { t } from "/page/js/i18n.js";
import { personAvatar } from "/page/js/avatar.js";
import { askForm } from "/page/js/dialogs.js";
import { fullName } from "/page/js/format.js";
import { openMenu } from "/page/js/menu.js";

const LANGUAGES = [["ru", "Русский (ru)"], ["en", "English (en)"], ["de", "Deutsch (de)"], ["uk", "Українська (uk)"], ["kk", "Қазақша (kk)"]];

export class PersonHeader {
  constructor(panel) {
    this.panel = panel;
    this.avatar = h("span", { class: "slot" });
    this.name = h("span", { class: "person-name" });
    this.role = h("span", { class: "person-role" });
    this.language = h("span", { class: "person-language" });
    this.menuButton = h("button", { class: "icon-button", type: "button", "data-testid": "person-menu", "aria-haspopup": "menu", onclick: () => this.openMenu() }, icon("more"));
    this.node = h("header", { class: "person-header" }, this.avatar, h("div", { class: "person-lines" }, this.role, this.name), this.language, this.menuButton);
  }

  update() {
    const { person, config } = this.panel;
    if (!person) return;
    const version = JSON.stringify([person, config.role]);
    if (version === this.version) return;
    this.version = version;
    fill(this.avatar, personAvatar(person, "m"));
    setText(this.name, fullName(person));
    setText(this.role, t(`role.${config.role}`));
    setText(this.language, person.language_code ?? "");
    this.menuButton.setAttribute("aria-label", t("menu.person", { name: fullName(person) }));
    if (this.panel.tab) setText(this.panel.tab.name, fullName(person));
  }

  openMenu() {
    const { panel } = this;
    const { app, person } = panel;
    const people = [...app.world.people.values()].map((other) => ({
      id: `person-${other.id}`, label: fullName(other), avatar: personAvatar(other, "s"), checked: other.id === person.id, action: () => panel.retarget({ personId: other.id }),
    }));
    openMenu(this.menuButton, [
      { id: "profile", label: t("profile"), icon: "user", action: () => this.editProfile() },
      { id: "link", label: t("menu.link"), icon: "link", action: () => this.openLink() },
      person.blocked ? { id: "unblock", label: t("menu.unblock"), icon: "block", action: () => panel.act.unblock() }
        : { id: "block", label: t("menu.block"), icon: "block", danger: true, action: () => panel.act.block() },
      { id: "new-customer", label: t("menu.new"), icon: "plus", action: () => app.replaceWithNew(panel) },
      panel.config.extra ? { id: "close", label: t("menu.close"), icon: "close", action: () => app.closePanel(panel) } : null,
      { heading: t("menu.switch") },
      ...people,
    ]);
  }

  async editProfile() {
    const { panel } = this;
    const { person, world } = panel;
    const known = LANGUAGES.some(([code]) => code === person.language_code);
    const languages = known || !person.language_code ? LANGUAGES : [[person.language_code, person.language_code], ...LANGUAGES];
    const values = await askForm(t("profile.title"), [
      { name: "first_name", label: t("person.name"), value: person.first_name, required: true },
      { name: "last_name", label: t("person.surname"), value: person.last_name ?? "" },
      { name: "username", label: t("person.username"), value: person.username ?? "" },
      { name: "language_code", label: t("person.language"), value: person.language_code ?? "ru", type: "select", options: languages },
      { name: "phone", label: t("person.phone"), value: person.phone ?? "" },
    ]);
    if (!values) return;
    const changed = Object.entries(values).filter(([key, value]) => value !== (person[key] ?? ""));
    if (!changed.length) return;
    await world.changePerson(person.id, Object.fromEntries(changed)).catch((error) => panel.say(error.message, "error"));
  }

  async openLink() {
    const values = await askForm(t("menu.link"), [{ name: "code", label: t("link.code"), placeholder: t("start.placeholder") }], { submit: t("open") });
    if (!values) return;
    if (this.panel.isGroup) this.panel.retarget({ chatId: null, threadId: null });
    // A whole link may be pasted instead of the code.
    this.panel.act.start(/[?&]start=([^&\s]+)/.exec(values.code)?.[1] ?? (values.code || undefined));
  }
}
