// Dialogs over the page, and toasts and alerts over one column (the other people keep working).

import { h } from "/page/js/dom.js";
import { t } from "/page/js/i18n.js";

const TOAST_MS = 3800;

/**
 * Asks for values. A field is {name, label, value?, type?: text|checkbox|select, options?: [[value, label]], required?, placeholder?}.
 * Answers the values, or null when the person closed the dialog.
 */
export function askForm(title, fields, { submit = t("save"), hint } = {}) {
  return new Promise((resolve) => {
    const inputs = fields.map(fieldNode);
    const form = h("form", { method: "dialog" }, h("h2", {}, title), inputs.map(({ row }) => row), hint ? h("p", { class: "hint" }, hint) : null,
      h("div", { class: "dialog-buttons" }, h("button", { class: "button", type: "button", onclick: () => finish(null) }, t("cancel")), h("button", { class: "button primary", type: "submit" }, submit)));
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      finish(Object.fromEntries(inputs.map(({ name, read }) => [name, read()])));
    });
    const { finish } = showDialog(form, title, resolve);
    inputs[0]?.input.focus();
    inputs[0]?.input.select?.();
  });
}

/** Shows a node with a Close button. */
export function showNode(title, node) {
  return new Promise((resolve) => {
    const close = h("button", { class: "button primary", type: "button", onclick: () => finish(null) }, t("close"));
    const { finish } = showDialog(h("div", { class: "dialog-body" }, h("h2", {}, title), node, h("div", { class: "dialog-buttons" }, close)), title, resolve);
    close.focus();
  });
}

function showDialog(content, title, resolve) {
  const opener = document.activeElement;
  const dialog = h("dialog", { class: "dialog", "aria-label": title }, content);
  const finish = (value) => {
    dialog.close();
    dialog.remove();
    opener?.focus?.({ preventScroll: true });
    resolve(value);
  };
  dialog.addEventListener("cancel", (event) => {
    event.preventDefault();
    finish(null);
  });
  dialog.addEventListener("pointerdown", (event) => event.target === dialog && finish(null));
  document.body.append(dialog);
  dialog.showModal();
  return { finish };
}

function fieldNode(field) {
  const { name, label, value = "", type = "text" } = field;
  if (type === "checkbox") {
    const input = h("input", { type: "checkbox", name, checked: Boolean(value) });
    return { name, input, read: () => input.checked, row: h("label", { class: "field-check" }, input, h("span", {}, label)) };
  }
  const input = type === "select"
    ? h("select", { name }, field.options.map(([key, text]) => h("option", { value: key, selected: key === value }, text)))
    : h("input", { type: "text", name, value, required: field.required, placeholder: field.placeholder, autocomplete: "off", spellcheck: "false" });
  return { name, input, read: () => input.value.trim(), row: h("label", { class: "field" }, h("span", {}, label), input) };
}

/** A dark pill over `host` for a few seconds, as answerCallbackQuery shows. */
export function toast(host, text, kind = "") {
  host.querySelector(":scope > .toast")?.remove();
  const node = h("div", { class: `toast ${kind}`, role: "status", "data-testid": "toast" }, text);
  host.append(node);
  setTimeout(() => node.remove(), TOAST_MS);
}

/** A box over `host` with buttons [{label, value, primary?}]; Esc answers null. Only this column waits. */
export function panelAsk(host, { title, text, buttons }) {
  return new Promise((resolve) => {
    const opener = document.activeElement;
    const finish = (value) => {
      veil.remove();
      if (host.contains(opener)) opener.focus({ preventScroll: true });
      resolve(value);
    };
    const made = buttons.map(({ label, value, primary }) => h("button", { class: `button${primary ? " primary" : ""}`, type: "button", "data-testid": primary ? "alert-ok" : null, onclick: () => finish(value) }, label));
    const box = h("div", { class: "alert", role: "alertdialog", "aria-modal": "true", "data-testid": "alert" }, title ? h("h2", {}, title) : null, h("p", {}, text), h("div", { class: "dialog-buttons" }, made));
    const veil = h("div", { class: "veil" }, box);
    veil.addEventListener("keydown", (event) => trap(event, made, () => finish(null)));
    host.append(veil);
    made.at(-1).focus({ preventScroll: true });
  });
}

function trap(event, buttons, close) {
  if (event.key === "Escape") {
    event.stopPropagation();
    close();
  } else if (event.key === "Tab") {
    event.preventDefault();
    const step = event.shiftKey ? -1 : 1;
    buttons[(buttons.indexOf(document.activeElement) + step + buttons.length) % buttons.length].focus();
  }
}

export function panelAlert(host, text) {
  return panelAsk(host, { text, buttons: [{ label: t("ok"), value: true, primary: true }] });
}
