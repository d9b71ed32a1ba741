// The bottom of a chat: START, text field, attachments, command menu and the bot's reply keyboard.

import { fill, h, setText } from "/page/js/dom.js";
import { icon } from "/page/js/icons.js";
import { t } from "/page/js/i18n.js";
import { openMenu } from "/page/js/menu.js";
import { CommandHints } from "/page/js/command_hints.js";
import { ReplyKeyboard } from "/page/js/reply_keyboard.js";
import { fullName } from "/page/js/format.js";
import { summary } from "/page/js/service.js";

const ATTACH = [["photo", "image"], ["video", "video"], ["voice", "mic"], ["video_note", "smile"], ["sticker", "sticker"], ["document", "file"], ["album", "image"], ["location", "location"], ["contact", "contact"], ["dice", "dice"], ["poll", "poll"]];
const MAX_ROWS_PX = 132;

export class Composer {
  /** `act` = {start, say, edit, send, contact, unblock}; `name` labels the field. */
  constructor(act, name) {
    this.act = act;
    this.reply = null;
    this.editing = null;
    this.commands = [];
    this.field = h("textarea", { class: "field-text", rows: "1", "data-testid": "composer", placeholder: t("composer.placeholder"), "aria-label": t("composer.label", { name }), dir: "auto", oninput: () => this.onInput(), onkeydown: (event) => this.onKey(event) });
    this.hints = new CommandHints(this.field, (command) => this.command(command));
    this.keyboard = new ReplyKeyboard(act, () => this.field.focus());
    this.sendButton = h("button", { class: "round-button send", type: "button", "data-testid": "send", "aria-label": t("composer.send"), disabled: true, onclick: () => this.submit() }, icon("send"));
    this.context = h("div", { class: "composer-context", hidden: true });
    this.commandButton = h("button", { class: "command-button", type: "button", "data-testid": "commands", "aria-label": t("composer.commands.label"), "aria-haspopup": "menu", onclick: () => this.showCommands() }, icon("menu"), h("span", {}, t("composer.commands")));
    this.attachButton = h("button", { class: "icon-button", type: "button", "data-testid": "attach", "aria-label": t("composer.attach"), "aria-haspopup": "menu", onclick: () => this.showAttach() }, icon("attach"));
    this.row = h("div", { class: "composer-row" }, this.commandButton, h("div", { class: "composer-field" }, this.field, this.keyboard.toggle, this.attachButton), this.sendButton);
    this.chat = h("div", { class: "composer-chat" }, this.hints.node, this.context, this.row, this.keyboard.node);
    this.startCode = h("input", { type: "text", class: "start-code", placeholder: t("start.placeholder"), "aria-label": t("link.code"), maxlength: "64", autocomplete: "off", spellcheck: "false", hidden: true, "data-testid": "start-code", onkeydown: (event) => event.key === "Enter" && this.start() });
    this.codeToggle = h("button", { class: "text-button", type: "button", "data-testid": "start-with-code", onclick: () => this.toggleCode() }, icon("link"), h("span", {}, t("start.code")));
    this.startBlock = h("div", { class: "composer-start", hidden: true }, this.startCode, h("button", { class: "start-button", type: "button", "data-testid": "start", onclick: () => this.start() }, t("start")), this.codeToggle);
    this.unblockBlock = h("div", { class: "composer-start", hidden: true }, h("button", { class: "start-button", type: "button", "data-testid": "unblock", onclick: () => act.unblock() }, t("composer.unblock")));
    this.node = h("div", { class: "composer" }, this.chat, this.startBlock, this.unblockBlock);
  }

  /** `mode` is start, blocked or chat; `answer` is what the chat's messages request answered. */
  update(mode, answer, forced) {
    const focused = this.node.contains(document.activeElement);
    const changed = this.mode !== mode;
    this.mode = mode;
    this.chat.hidden = mode !== "chat";
    this.startBlock.hidden = mode !== "start";
    this.unblockBlock.hidden = mode !== "blocked";
    this.commands = answer.commands ?? [];
    this.hints.setCommands(this.commands);
    this.commandButton.hidden = this.commands.length === 0;
    this.keyboard.update(answer.reply_keyboard);
    this.field.placeholder = answer.reply_keyboard?.input_field_placeholder || t("composer.placeholder");
    if (forced && forced.message_id !== this.lastForced) {
      this.lastForced = forced.message_id;
      this.setReply(forced);
    }
    if (changed && focused && mode === "chat") this.field.focus({ preventScroll: true });
  }

  start() {
    const code = this.startCode.hidden ? "" : this.startCode.value.trim();
    this.act.start(code || undefined);
  }

  toggleCode() {
    this.startCode.hidden = !this.startCode.hidden;
    if (!this.startCode.hidden) this.startCode.focus();
  }

  onInput() {
    this.sendButton.disabled = this.field.value.trim() === "";
    this.field.style.height = "auto";
    this.field.style.height = `${Math.min(this.field.scrollHeight, MAX_ROWS_PX)}px`;
    this.hints.filter(this.field.value);
  }

  onKey(event) {
    if (this.hints.key(event)) return;
    if (event.key === "Enter" && !event.shiftKey && !event.isComposing) {
      event.preventDefault();
      this.submit();
    } else if (event.key === "Escape" && (this.reply || this.editing)) {
      event.stopPropagation();
      this.clearContext();
    }
  }

  async submit() {
    const text = this.field.value.trim();
    if (!text) return;
    const { reply, editing } = this;
    this.setText("");
    this.clearContext();
    this.field.focus({ preventScroll: true });
    const done = editing ? await this.act.edit(editing, text) : await this.act.say(text, reply);
    if (!done && this.field.value === "") this.setText(text); // refused: nothing typed is lost
  }

  setText(text) {
    this.field.value = text;
    this.onInput();
  }

  command(command) {
    this.setText("");
    this.act.say(`/${command}`);
    this.field.focus({ preventScroll: true });
  }

  showCommands() {
    const items = this.commands.map(({ command, description }) => ({ label: `/${command}`, note: description, action: () => this.command(command) }));
    openMenu(this.commandButton, items.length ? items : [{ heading: t("composer.none") }]);
  }

  showAttach() {
    const attach = (kind) => async () => {
      const caption = this.field.value.trim();
      const captioned = ["photo", "video", "document", "voice", "album"].includes(kind) && caption;
      if (captioned) this.setText("");
      await (kind === "contact" ? this.act.contact() : this.act.send(kind, captioned || undefined));
    };
    openMenu(this.attachButton, ATTACH.map(([kind, picture]) => ({ id: kind, label: t(`attach.${kind}`), icon: picture, action: attach(kind) })));
  }

  setReply(message) {
    this.editing = null;
    this.reply = message;
    this.showContext("reply", t("composer.replying", { name: fullName(message.from) }), summary(message, 70));
  }

  setEditing(message) {
    this.reply = null;
    this.editing = message;
    this.setText(message.text ?? "");
    this.showContext("edit", t("composer.editing"), summary(message, 70));
  }

  showContext(picture, title, line) {
    const cancel = h("button", { class: "icon-button", type: "button", "aria-label": t("composer.cancel"), onclick: () => this.clearContext() }, icon("close"));
    fill(this.context, icon(picture), h("div", { class: "context-lines" }, h("b", {}, title), h("span", {}, line)), cancel);
    this.context.hidden = false;
    this.sendButton.setAttribute("aria-label", t(this.editing ? "composer.save" : "composer.send"));
    this.field.focus({ preventScroll: true });
  }

  clearContext() {
    if (this.editing) this.setText("");
    this.reply = null;
    this.editing = null;
    this.context.hidden = true;
    setText(this.context, "");
    this.sendButton.setAttribute("aria-label", t("composer.send"));
  }
}
