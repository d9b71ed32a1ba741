// Above the messages: which chat this is, is the bot typing, forum topics, what is pinned.

import { fill, h, setText } from "/page/js/dom.js";
import { icon } from "/page/js/icons.js";
import { plural, t } from "/page/js/i18n.js";
import { botAvatar, personAvatar } from "/page/js/avatar.js";
import { askForm } from "/page/js/dialogs.js";
import { openMenu } from "/page/js/menu.js";
import { summary } from "/page/js/service.js";

const OUT = new Set(["left", "kicked"]);

export class ChatHeader {
  constructor(panel) {
    this.panel = panel;
    this.avatar = h("span", { class: "slot" });
    this.title = h("span", { class: "chat-title" });
    this.status = h("span", { class: "chat-status" });
    this.dot = h("span", { class: "dot", hidden: true });
    this.arrow = icon("down", "icon chat-arrow");
    this.button = h("button", { class: "chat-button", type: "button", "data-testid": "chat-switch", "aria-haspopup": "menu", onclick: () => this.choose() },
      this.avatar, h("span", { class: "chat-lines" }, this.title, this.status), this.dot, this.arrow);
    this.topics = h("div", { class: "topics", role: "group", "aria-label": t("topics"), hidden: true });
    this.pinText = h("span", { class: "pin-text" });
    this.pin = h("button", { class: "pin-bar", type: "button", "data-testid": "pinned", hidden: true, onclick: () => panel.list.jump(this.pinned) }, icon("pin"), h("span", { class: "pin-lines" }, h("b", {}, t("message.pinned")), this.pinText));
    this.node = h("div", { class: "chat-header" }, this.button, this.topics, this.pin);
  }

  update(answer) {
    const { chat, world, config } = this.panel;
    const key = chat ? `g${chat.id}` : "bot";
    if (key !== this.key) fill(this.avatar, chat ? personAvatar(chat, "s") : botAvatar("s"));
    this.key = key;
    setText(this.title, chat ? chat.title : world.bot.name || world.bot.username);
    this.showStatus(chat, answer);
    const groups = world.groupsOf(config.personId);
    this.arrow.toggleAttribute("hidden", groups.length === 0);
    this.button.disabled = groups.length === 0;
    this.dot.hidden = this.panel.waiting.size === 0;
    this.showTopics(chat);
    this.showPin(answer);
  }

  showStatus(chat, answer) {
    const typing = Boolean(answer?.typing);
    this.status.classList.toggle("typing", typing);
    if (typing) setText(this.status, t("typing"));
    else if (!chat) setText(this.status, t(this.panel.person?.blocked ? "bot.blocked" : "bot"));
    else if (OUT.has(chat.bot_status)) setText(this.status, t("bot.out"));
    else setText(this.status, `${plural("members", chat.members.length + 1)} · id ${chat.id}`);
  }

  showTopics(chat) {
    const topics = chat?.is_forum ? chat.topics : null;
    const version = JSON.stringify([topics, this.panel.config.threadId]);
    if (version === this.topicsVersion) return;
    this.topicsVersion = version;
    this.topics.hidden = !topics;
    if (!topics) return fill(this.topics);
    const current = this.panel.config.threadId ?? null;
    const tab = (id, name, color) => h("button", { class: "topic", type: "button", "aria-pressed": String(id === current), css: color === undefined ? {} : { "--topic": `#${Number(color).toString(16).padStart(6, "0")}` }, onclick: () => this.panel.retarget({ threadId: id }) }, color === undefined ? null : h("i", { class: "topic-dot" }), name);
    return fill(this.topics, tab(null, t("topic.all")), topics.map((topic) => tab(topic.id, topic.name, topic.icon_color ?? 0x6fb9f0)),
      h("button", { class: "topic topic-new", type: "button", "aria-label": t("topic.new"), onclick: () => this.addTopic(chat) }, icon("plus")));
  }

  async addTopic(chat) {
    const values = await askForm(t("topic.new"), [{ name: "name", label: t("topic.name"), required: true }], { submit: t("create") });
    if (!values) return;
    await this.panel.world.api.post(`chats/${chat.id}/topics`, values).catch((error) => this.panel.say(error.message, "error"));
    await this.panel.world.load();
  }

  showPin(answer) {
    const message = answer?.pinned ? answer.messages.find((one) => one.message_id === answer.pinned && !one.deleted) : null;
    this.pinned = message?.message_id;
    this.pin.hidden = !message;
    if (message) setText(this.pinText, summary(message, 90));
  }

  choose() {
    const { panel } = this;
    const item = (id, label, avatar) => ({ label, avatar, note: panel.waiting.has(id ?? panel.config.personId) ? "●" : null, checked: panel.config.chatId === id, action: () => panel.retarget({ chatId: id, threadId: null }) });
    const groups = panel.world.groupsOf(panel.config.personId);
    openMenu(this.button, [item(null, t("chat.private"), botAvatar("s")), ...groups.map((chat) => item(chat.id, chat.title, personAvatar(chat, "s")))], { label: t("chat.switch") });
  }
}
