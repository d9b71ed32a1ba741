// What a person does in a column, as calls of the sandbox; a refusal is shown as a toast and answers false.

import { t } from "/page/js/i18n.js";
import { money } from "/page/js/format.js";
import { panelAlert, panelAsk } from "/page/js/dialogs.js";
import { chooseWhoOpens, deepLinkCode, isInvoiceLink } from "/page/js/deep_links.js";
import { openMessageMenu } from "/page/js/message_menu.js";

const TEXT_LIMIT = 4096;

// A Telegram client cuts a long text into several messages; so does this one.
function pieces(text) {
  const cut = [];
  for (let from = 0; from < text.length;) {
    const splitsPair = /[\uD800-\uDBFF]/.test(text[from + TEXT_LIMIT - 1] ?? "");
    const to = from + TEXT_LIMIT - (splitsPair ? 1 : 0);
    cut.push(text.slice(from, to));
    from = to;
  }
  return cut;
}

export function makeActions(panel) {
  const { world } = panel;

  async function attempt(work) {
    try {
      return (await work()) ?? true;
    } catch (error) {
      panel.say(error.message, "error");
      return false;
    }
  }

  const path = (what) => `people/${panel.config.personId}/${what}`;
  const here = () => ({ ...(panel.isGroup ? { chat_id: panel.chatId } : {}), ...(panel.config.threadId ? { thread_id: panel.config.threadId } : {}) });
  const act = (what, body) => attempt(() => world.api.post(path(what), body));

  async function tap(message, data, button) {
    button?.classList.add("busy");
    button?.setAttribute("aria-busy", "true");
    const done = await act("tap", { message_id: message.message_id, chat_id: panel.chatId, data });
    if (!button) return;
    if (done) panel.expectCallback(done.callback_query_id, button);
    else panel.release(button);
  }

  async function pay(message) {
    const amount = money(message.invoice.total_amount, message.invoice.currency);
    const buttons = [{ label: t("cancel"), value: false }, { label: t("pay", { amount }), value: true, primary: true }];
    if (!(await panelAsk(panel.stage, { title: message.invoice.title, text: t("pay.ask"), buttons }))) return;
    settle(await act("pay", { message_id: message.message_id, ...here() }));
  }

  async function payByLink(url) {
    const buttons = [{ label: t("cancel"), value: false }, { label: t("pay.short"), value: true, primary: true }];
    if (await panelAsk(panel.stage, { title: t("pay.title"), text: t("pay.ask"), buttons })) settle(await act("pay", { link: url }));
  }

  function settle(done) {
    if (done && done.ok === false) panelAlert(panel.stage, done.error || t("pay.failed"));
    else if (done) panel.say(t("pay.done"));
  }

  // The same reaction once more takes it back.
  function react(message, emoji) {
    const given = message.reactions?.some((one) => one.by === panel.config.personId && one.emoji === emoji);
    return act("react", { message_id: message.message_id, emoji: given ? "" : emoji, ...here() });
  }

  async function vote(message, index) {
    panel.votes.set(message.message_id, [index]);
    const done = await act("vote", { message_id: message.message_id, options: [index], ...here() });
    if (!done) panel.votes.delete(message.message_id);
    panel.refresh();
  }

  function link(url, anchor) {
    if (isInvoiceLink(url)) {
      payByLink(url);
      return true;
    }
    const code = deepLinkCode(url, world.bot.username);
    if (code === null) return false;
    chooseWhoOpens(panel.app, anchor, code);
    return true;
  }

  async function follow(url, button) {
    if (link(url, button)) return;
    const buttons = [{ label: t("cancel"), value: false }, { label: t("open"), value: true, primary: true }];
    if (await panelAsk(panel.stage, { title: t("link.external"), text: url, buttons })) window.open(url, "_blank", "noopener,noreferrer");
  }

  async function copy(text) {
    await attempt(async () => {
      await navigator.clipboard.writeText(text);
      panel.say(t("copied"));
    });
  }

  function press(message, button, node) {
    if (button.callback_data !== undefined) return tap(message, button.callback_data, node);
    if (button.pay) return pay(message);
    if (button.copy_text) return copy(button.copy_text.text);
    if (button.url || button.login_url) return follow(button.url ?? button.login_url.url, node);
    return panel.say(t(button.web_app ? "button.webapp" : "button.inline"));
  }

  async function say(text, reply) {
    let extra = { ...here(), ...(reply ? { reply_to: reply.message_id } : {}) };
    panel.list.toEnd();
    for (const piece of pieces(text)) {
      if (!(await act("say", { text: piece, ...extra }))) return false;
      extra = here();
    }
    return true;
  }

  return {
    say, tap, pay, vote, link, press, copy,
    start: (payload) => act("start", payload ? { payload } : {}),
    edit: (message, text) => act("edit", { message_id: message.message_id, text, ...here() }),
    send: (kind, caption) => act("send", { kind, ...(caption ? { caption } : {}), ...here() }),
    contact: () => act("contact", {}),
    unblock: () => act("unblock", {}),
    block: () => act("block", {}),
    react,
    command: (text) => say(text),
    jump: (messageId) => panel.list.jump(messageId),
    menu: (message, anchor) => openMessageMenu(panel, message, anchor),
  };
}
