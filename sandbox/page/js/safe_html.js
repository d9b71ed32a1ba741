// The server's `html` is already safe; it is still rebuilt here from an allow-list, node by node, so that a fault on
// the server's side can not become markup on the page.

import { h } from "/page/js/dom.js";

const PLAIN = new Set(["B", "STRONG", "I", "EM", "U", "INS", "S", "STRIKE", "DEL", "CODE", "PRE", "BR"]);

function isSafeUrl(url) {
  return /^(https?|tg|tel|mailto):/i.test(url ?? "");
}

/** A fragment for `html`. `act` = {link(url, node), command(text)} is called when a link or a /command is pressed. */
export function renderHtml(html, act) {
  const source = new DOMParser().parseFromString(`<body>${html}</body>`, "text/html").body;
  const target = document.createDocumentFragment();
  target.append(...copyInside(source, act));
  return target;
}

function copyInside(node, act) {
  return [...node.childNodes].flatMap((child) => copy(child, act));
}

function copy(node, act) {
  if (node.nodeType === Node.TEXT_NODE) return [node.data];
  if (node.nodeType !== Node.ELEMENT_NODE) return [];
  const tag = node.tagName;
  const inside = copyInside(node, act);
  if (PLAIN.has(tag)) return [element(tag, node, inside)];
  if (tag === "BLOCKQUOTE") return [quote(node, inside)];
  if (tag === "TG-SPOILER" || node.classList.contains("tg-spoiler")) return [spoiler(inside)];
  if (tag === "A") return [anchor(node, inside, act)];
  return inside;
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

function anchor(node, children, act) {
  const url = node.getAttribute("href");
  const text = node.textContent;
  if (node.classList.contains("command")) return h("button", { class: "command-link", type: "button", onclick: () => act.command(text) }, children);
  if (!isSafeUrl(url)) return h("span", { class: "link-like" }, children);
  const press = (event) => {
    if (act.link(url, event.currentTarget)) event.preventDefault();
  };
  return h("a", { href: url, target: "_blank", rel: "noopener noreferrer", onclick: press }, children);
}
