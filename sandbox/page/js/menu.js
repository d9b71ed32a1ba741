// Pop-up menus: arrow keys move, Enter chooses, Esc or a click elsewhere closes, the focus returns to the opener.

import { h } from "/page/js/dom.js";
import { icon } from "/page/js/icons.js";

const EDGE_PX = 8;
let open = null;

export function closeMenu() {
  open?.close();
}

/**
 * Opens a menu at `anchor`. An item is {label, icon?, note?, checked?, danger?, action} or {heading} or {node}
 * (a ready node, closed by whatever is pressed inside).
 */
export function openMenu(anchor, items, { label } = {}) {
  const again = open?.anchor === anchor;
  closeMenu();
  if (again) return;
  const node = h("div", { class: "menu", role: "menu", "aria-label": label ?? anchor.getAttribute("aria-label") }, items.filter(Boolean).map(itemNode));
  const outside = (event) => !node.contains(event.target) && !anchor.contains(event.target) && close(false);
  const onKey = (event) => keys(event, node, () => close(true));
  const away = () => close(false);

  function close(refocus) {
    if (open?.node !== node) return;
    open = null;
    node.remove();
    anchor.setAttribute("aria-expanded", "false");
    document.removeEventListener("pointerdown", outside, true);
    window.removeEventListener("resize", away);
    if (refocus) anchor.focus({ preventScroll: true });
  }

  node.addEventListener("click", (event) => event.target.closest("button") && close(true), true);
  node.addEventListener("keydown", onKey);
  document.addEventListener("pointerdown", outside, true);
  window.addEventListener("resize", away);
  document.body.append(node);
  anchor.setAttribute("aria-expanded", "true");
  open = { node, anchor, close: () => close(true) };
  place(node, anchor);
  node.querySelector("button")?.focus({ preventScroll: true });
}

function itemNode(item) {
  if (item.heading) return h("div", { class: "menu-heading" }, item.heading);
  if (item.node) return item.node;
  const role = item.checked === undefined ? "menuitem" : "menuitemradio";
  const props = { class: `menu-item${item.danger ? " danger" : ""}`, type: "button", role, "aria-checked": item.checked === undefined ? null : String(item.checked), "data-item": item.id, onclick: item.action };
  return h("button", props, item.avatar ?? (item.icon ? icon(item.icon) : null), h("span", { class: "menu-label" }, item.label, item.note ? h("small", {}, item.note) : null), item.checked ? icon("check", "icon menu-check") : null);
}

function keys(event, node, close) {
  const buttons = [...node.querySelectorAll("button")];
  const at = buttons.indexOf(document.activeElement);
  const to = { ArrowDown: at + 1, ArrowRight: at + 1, ArrowUp: at - 1, ArrowLeft: at - 1, Home: 0, End: buttons.length - 1 }[event.key];
  if (to !== undefined) {
    event.preventDefault();
    buttons[(to + buttons.length) % buttons.length]?.focus();
  } else if (event.key === "Escape" || event.key === "Tab") {
    event.preventDefault();
    event.stopPropagation();
    close();
  }
}

function place(node, anchor) {
  const from = anchor.getBoundingClientRect();
  const { offsetWidth: width, offsetHeight: height } = node;
  const below = from.bottom + 4 + height <= innerHeight - EDGE_PX;
  const top = below ? from.bottom + 4 : Math.max(EDGE_PX, from.top - 4 - height);
  const rightSide = from.left + width > innerWidth - EDGE_PX;
  const left = rightSide ? Math.max(EDGE_PX, from.right - width) : from.left;
  node.style.top = `${top}px`;
  node.style.left = `${left}px`;
  node.classList.add(below ? "from-top" : "from-bottom");
}
