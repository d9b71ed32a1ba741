// One column: a person, one of their chats, and everything they can do in it.

import { fill, h, setText } from "/page/js/dom.js";
import { t } from "/page/js/i18n.js";
import { makeActions } from "/page/js/actions.js";
import { ChatHeader } from "/page/js/chat_header.js";
import { Composer } from "/page/js/composer.js";
import { panelAlert, toast } from "/page/js/dialogs.js";
import { fullName } from "/page/js/format.js";
import { MessageList } from "/page/js/message_list.js";
import { PersonHeader } from "/page/js/person_header.js";
import { senderId } from "/page/js/bubble.js";

const TYPING_MS = 5200;
const CALLBACK_PATIENCE_MS = 15500;

export class Panel {
  /** `config` = {role, personId, chatId|null (private), threadId|null, extra} is kept by the page between visits. */
  constructor(app, world, config) {
    this.app = app;
    this.world = world;
    this.config = config;
    this.unread = 0;
    this.waiting = new Set();
    this.votes = new Map();
    this.presses = new Map();
    this.answeredEarly = new Set();
    this.act = makeActions(this);
    this.personHeader = new PersonHeader(this);
    this.chatHeader = new ChatHeader(this);
    this.empty = h("div", { class: "empty", hidden: true });
    this.wall = h("div", { class: "wall" });
    this.stage = h("div", { class: "stage" });
    this.bottom = h("div", { class: "bottom" });
    this.node = h("section", { class: "column", "data-role": config.role, "data-person": config.personId }, this.personHeader.node, this.chatHeader.node, this.stage, this.bottom);
    this.open();
  }

  get person() {
    return this.world.people.get(this.config.personId);
  }

  get chatId() {
    return this.config.chatId ?? this.config.personId;
  }

  get chat() {
    return this.config.chatId ? this.world.chats.get(this.config.chatId) : null;
  }

  get isGroup() {
    return Boolean(this.config.chatId);
  }

  /** Shows another person, chat or topic in this column. */
  retarget(change) {
    const personChanged = change.personId !== undefined && change.personId !== this.config.personId;
    Object.assign(this.config, personChanged ? { chatId: null, threadId: null } : {}, change);
    this.waiting.delete(this.chatId);
    this.app.remember();
    this.open();
  }

  open() {
    this.list?.close();
    this.votes.clear();
    this.answer = null;
    const name = fullName(this.person);
    const view = { world: this.world, personId: this.config.personId, isGroup: this.isGroup, act: this.act, votes: this.votes };
    this.list = new MessageList(view, t("message.list", { name }));
    this.composer = new Composer(this.act, name);
    fill(this.stage, this.wall, this.list.node, this.empty);
    fill(this.bottom, this.composer.node);
    this.empty.hidden = true;
    this.bottom.hidden = true;
    this.node.setAttribute("data-person", String(this.config.personId));
    this.node.setAttribute("aria-label", `${t(`role.${this.config.role}`)}: ${name}`);
    this.updateHeaders();
    this.refresh();
  }

  /** People, chats or the bot's own name changed. */
  onState() {
    if (this.config.chatId && !this.chat) return this.retarget({ chatId: null, threadId: null });
    if (this.chat?.migrated_to) return this.retarget({ chatId: this.chat.migrated_to, threadId: null });
    this.updateHeaders();
    if (this.answer) this.updateBottom(this.answer);
    return undefined;
  }

  onChats(ids) {
    if (ids.includes(this.chatId)) this.refresh();
    const others = [this.config.personId, ...this.world.groupsOf(this.config.personId).map((chat) => chat.id)].filter((id) => id !== this.chatId && ids.includes(id));
    for (const id of others) this.waiting.add(id);
    if (others.length) this.updateHeaders();
  }

  updateHeaders() {
    this.personHeader.update();
    this.chatHeader.update(this.answer);
  }

  /** Fetches the chat; calls made meanwhile end in exactly one more fetch. */
  async refresh() {
    this.again = true;
    if (this.loading) return;
    this.loading = true;
    try {
      while (this.again) {
        this.again = false;
        const { chatId, list } = this;
        const answer = await this.world.api.get(`chats/${chatId}/messages`, { as: this.config.personId });
        if (list === this.list) this.show(answer);
      }
    } catch (error) {
      if (this.world.connected && !(error instanceof TypeError)) this.say(error.message, "error");
    } finally {
      this.loading = false;
      if (this.again) this.refresh();
    }
  }

  show(answer) {
    this.answer = answer;
    const arrived = this.list.update(this.visible(answer.messages));
    const theirs = arrived.filter((message) => senderId(message) !== this.config.personId).length;
    if (theirs) this.app.noteArrival(this, theirs);
    this.updateBottom(answer);
    this.chatHeader.update(answer);
    clearTimeout(this.typingTimer);
    if (answer.typing) this.typingTimer = setTimeout(() => this.refresh(), TYPING_MS);
  }

  visible(messages) {
    const { threadId } = this.config;
    return messages.filter((message) => {
      if (message.deleted) return false;
      if (threadId === null || threadId === undefined) return true;
      return (message.message_thread_id ?? 0) === threadId;
    });
  }

  updateBottom(answer) {
    const shown = this.visible(answer.messages);
    const mode = this.isGroup ? "chat" : this.person?.blocked ? "blocked" : shown.length ? "chat" : "start";
    const last = shown.at(-1);
    this.composer.update(mode, answer, last?.from_bot && last.reply_markup?.force_reply ? last : null);
    this.bottom.hidden = false;
    this.showEmpty(shown.length === 0);
  }

  showEmpty(visible) {
    this.empty.hidden = !visible;
    if (!visible) return;
    const about = this.world.bot.description;
    const text = this.isGroup ? t("start.group") : about || t("start.empty");
    const title = !this.isGroup && about ? t("start.about") : null;
    fill(this.empty, h("div", { class: "empty-card" }, title ? h("b", {}, title) : null, h("p", {}, text)));
  }

  /** Remembers which button waits for answerCallbackQuery. */
  expectCallback(id, button) {
    if (this.answeredEarly.delete(id)) return this.release(button);
    this.presses.set(id, button);
    setTimeout(() => this.presses.delete(id) && this.release(button), CALLBACK_PATIENCE_MS);
    return undefined;
  }

  onCallback({ id, text, alert }) {
    const button = this.presses.get(id);
    if (button) this.release(button);
    else this.answeredEarly.add(id);
    this.presses.delete(id);
    if (text && alert) panelAlert(this.stage, text);
    else if (text) this.say(text);
  }

  release(button) {
    button.classList.remove("busy");
    button.removeAttribute("aria-busy");
  }

  say(text, kind) {
    toast(this.stage, text, kind);
  }

  setUnread(n) {
    this.unread = n;
    if (this.tab) {
      this.tab.badge.hidden = n === 0;
      setText(this.tab.badge, n > 99 ? "99+" : String(n));
    }
  }

  close() {
    clearTimeout(this.typingTimer);
    this.list.close();
    this.node.remove();
  }
}
