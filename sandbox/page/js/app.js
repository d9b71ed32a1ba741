// The page of one world: top bar, columns (tabs on a phone), the log of calls.

import { fill, h, setText } from "/page/js/dom.js";
import { t } from "/page/js/i18n.js";
import { keepPanels, openingPanels } from "/page/js/cast.js";
import { askForm, toast } from "/page/js/dialogs.js";
import { fullName } from "/page/js/format.js";
import { personAvatar } from "/page/js/avatar.js";
import { LogPanel } from "/page/js/log_panel.js";
import { Panel } from "/page/js/panel.js";
import { TopBar } from "/page/js/top_bar.js";

const PHONE = matchMedia("(max-width: 700px)");

export class App {
  constructor(root, world, onLanguage) {
    this.root = root;
    this.world = world;
    this.panels = [];
    this.listeners = new AbortController();
    this.topBar = new TopBar(this, onLanguage);
    this.tabs = h("div", { class: "tabs", role: "tablist", "aria-label": t("people.tabs") });
    this.columns = h("main", { class: "columns" });
    this.log = new LogPanel(world, (open) => this.topBar.setLogOpen(open));
    this.lost = h("div", { class: "lost", role: "status", hidden: true }, t("lost.text"));
    fill(root, this.topBar.node, this.lost, this.tabs, this.columns, this.log.node);
    for (const config of openingPanels(world)) this.addPanel(config, false);
    this.activate(this.panels[0]);
    this.listen();
  }

  listen() {
    const on = (name, handle) => this.world.addEventListener(name, (event) => handle(event.detail), { signal: this.listeners.signal });
    on("state", () => this.onState());
    on("chats", (ids) => this.panels.forEach((panel) => panel.onChats(ids)));
    on("callbacks", (answers) => answers.forEach((answer) => this.onCallback(answer)));
    on("connection", (connected) => { this.lost.hidden = connected; });
    const widthChanged = () => this.activate(this.active);
    PHONE.addEventListener("change", widthChanged, { signal: this.listeners.signal });
  }

  onState() {
    this.topBar.update();
    for (const panel of this.panels) panel.onState();
  }

  // Several columns may show one person: the one that pressed the button shows the answer.
  onCallback(answer) {
    const owner = this.panels.find((panel) => panel.presses.has(answer.id)) ?? this.panels.find((panel) => panel.config.personId === answer.person_id);
    owner?.onCallback(answer);
  }

  addPanel(config, remember = true) {
    const panel = new Panel(this, this.world, config);
    this.panels.push(panel);
    this.columns.append(panel.node);
    this.addTab(panel);
    if (remember) {
      this.remember();
      this.activate(panel);
      panel.node.scrollIntoView({ inline: "end", block: "nearest" });
    }
    return panel;
  }

  addTab(panel) {
    const name = h("span", { class: "tab-name" }, fullName(panel.person));
    const badge = h("span", { class: "badge", hidden: true, "data-testid": "unread" });
    const node = h("button", { class: "tab", type: "button", role: "tab", "data-tab": panel.config.role, onclick: () => this.activate(panel), onkeydown: (event) => this.onTabKey(event, panel) },
      personAvatar(panel.person, "s"), h("span", { class: "tab-lines" }, h("small", {}, t(`role.${panel.config.role}`)), name), badge);
    panel.tab = { node, name, badge };
    this.tabs.append(node);
  }

  onTabKey(event, panel) {
    const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    if (!step) return;
    const next = this.panels[(this.panels.indexOf(panel) + step + this.panels.length) % this.panels.length];
    this.activate(next);
    next.tab.node.focus();
  }

  /** On a phone only the active column is seen. */
  activate(panel) {
    this.active = panel;
    for (const one of this.panels) {
      const chosen = one === panel;
      one.node.classList.toggle("active", chosen);
      one.tab.node.setAttribute("aria-selected", String(chosen));
      one.tab.node.tabIndex = chosen ? 0 : -1;
    }
    if (panel && PHONE.matches) panel.setUnread(0);
  }

  noteArrival(panel, count) {
    if (PHONE.matches && panel !== this.active) panel.setUnread(panel.unread + count);
  }

  remember() {
    keepPanels(this.world.botId, this.panels.map((panel) => panel.config));
  }

  closePanel(panel) {
    panel.close();
    panel.tab.node.remove();
    this.panels = this.panels.filter((one) => one !== panel);
    this.remember();
    this.activate(this.panels[0]);
  }

  async newPerson() {
    const values = await askForm(t("add.person"), [{ name: "first_name", label: t("person.new"), required: true }], { submit: t("create") });
    return values ? this.world.addPerson({ ...values, language_code: "ru" }) : null;
  }

  async addPerson() {
    const person = await this.newPerson();
    if (person) this.addPanel({ role: "customer", personId: person.id, chatId: null, threadId: null, extra: true });
  }

  async replaceWithNew(panel) {
    const person = await this.newPerson();
    if (person) panel.retarget({ personId: person.id });
  }

  async addGroup() {
    const people = [...this.world.people.values()];
    const staff = new Set(this.panels.filter((panel) => panel.config.role !== "customer").map((panel) => panel.config.personId));
    const values = await askForm(t("add.group"), [
      { name: "title", label: t("group.title"), value: t("group.default"), required: true },
      { name: "is_forum", label: t("group.forum"), type: "checkbox", value: true },
      ...people.map((person) => ({ name: `member:${person.id}`, label: fullName(person), type: "checkbox", value: staff.has(person.id) })),
    ], { submit: t("create"), hint: t("group.hint") });
    if (!values) return;
    const members = people.map((person) => person.id).filter((id) => values[`member:${id}`]);
    const chat = await this.world.addGroup({ title: values.title, type: "supergroup", is_forum: values.is_forum, members });
    if (members.length) this.addPanel({ role: "group", personId: members[0], chatId: chat.id, threadId: null, extra: true });
  }

  /** Opens the bot by a link's code as this person, in their own column. */
  async startAs(personId, code) {
    let panel = this.panels.find((one) => one.config.personId === personId);
    if (!panel) panel = this.addPanel({ role: "customer", personId, chatId: null, threadId: null, extra: true });
    if (panel.isGroup) panel.retarget({ chatId: null, threadId: null });
    this.activate(panel);
    panel.node.scrollIntoView({ inline: "nearest", block: "nearest" });
    await panel.act.start(code || undefined);
  }

  async startAsNew(code) {
    const person = await this.newPerson();
    if (person) await this.startAs(person.id, code);
  }

  notify(text) {
    toast(this.columns, text);
  }

  close() {
    this.listeners.abort();
    this.log.close();
    this.topBar.close();
    for (const panel of this.panels) panel.close();
    setText(this.root, "");
  }
}
