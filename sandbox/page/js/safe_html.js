// The server's `html` is already safe; it is still rebuilt here from an allow-list, node by node, so that a fault on
// the server's side can not become markup on the page.

import { h } from "/page/js/dom.js";

const PLAIN = new Set(["B", "STRONG", "I", "EM", "U", "INS", "S", "STRIKE", "DEL", "CODE", "PRE", "BR"]);
const LINKABLE = /(https?:\/\/[^\s<>"']+[^\s<>"'.,;:!?)\]»])|(^|[\s(«])(\/[A-Za-z][A-Za-z0-9_]{0,31})(?![\w/])/g;

export function isSafeUrl(url) {
  return /^(https?|tg|tel|mailto):/i.test(url ?? "");
}

/**
 * A fragment for `html`. `act` = `{link(url, text), command(text)}` is called when a link or a /command is pressed.
 */
export function renderHtml(html, act) {
  const source = new DOMParser().parseFromString(`<body>${html}</body>`, "text/html").body;
  const target = document.createDocumentFragment();
  for (const child of source.childNodes) target.append(...copy(child, act, true));
  return target;
}

/** A fragment for plain text, with links and commands pressable. */
export function renderText(text, act) {
  const target = document.createDocumentFragment();
  target.append(...linkify(text, act));
  return target;
}

function copy(node, act, linking) {
  if (node.nodeType === Node.TEXT_NODE) return linking ? linkify(node.data, act) : [node.data];
  if (node.nodeType !== Node.ELEMENT_NODE) return [];
  const tag = node.tagName;
  const inside = (links) => [...node.childNodes].flatMap((child) => copy(child, act, links));
  if (PLAIN.has(tag)) return [element(tag, node, inside(linking && tag !== "CODE" && tag !== "PRE"))];
  if (tag === "BLOCKQUOTE") return [quote(node, inside(linking))];
  if (tag === "TG-SPOILER" || node.classList.contains("tg-spoiler")) return [spoiler(inside(false))];
  if (tag === "A") return [anchor(node.getAttribute("href"), inside(false), act)];
  return inside(linking);
}

function element(tag, node, children) {
  const made = document.createElement(tag);
  const lang = /^language-([\w+#-]+)$/.exec(node.className);
  if (tag === "CODE" && lang) made.setAttribute("data-language", lang[1]);
  made.append(...children);
  return made;
}

function quote(node, children) {
  const made = h("blockquote", {}, children);
  if (node.hasAttribute("expandable")) {
    made.classList.add("expandable");
    made.addEventListener("click", () => made.classList.toggle("expanded"));
  }
  return made;
}

function spoiler(children) {
  const reveal = (event) => {
    if (event.type === "keydown" && event.key !== "Enter" && event.key !== " ") return;
    event.preventDefault();
    event.currentTarget.classList.add("revealed");
  };
  return h("span", { class: "spoiler", tabindex: "0", role: "button", onclick: reveal, onkeydown: reveal }, children);
}

function anchor(url, children, act) {
  if (!isSafeUrl(url)) return h("span", { class: "link-dead" }, children);
  const press = (event) => {
    if (act.link(url, event.currentTarget)) event.preventDefault();
  };
  return h("a", { href: url, target: "_blank", rel: "noopener noreferrer", onclick: press }, children);
}

function linkify(text, act) {
  const parts = [];
  let from = 0;
  for (const match of text.matchAll(LINKABLE)) {
    const [whole, url, before, command] = match;
    parts.push(text.slice(from, match.index));
    if (url) parts.push(anchor(url, [url], act));
    else parts.push(before, h("button", { class: "command-link", type: "button", onclick: () => act.command(command) }, command));
    from = match.index + whole.length;
  }
  parts.push(text.slice(from));
  return parts.filter((part) => part !== "");
}
