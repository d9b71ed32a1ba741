// Round avatars: initials on a colour that stays the same for the same person, and the bot's mark.

import { h } from "/page/js/dom.js";
import { logo } from "/page/js/icons.js";
import { fullName } from "/page/js/format.js";

const HUES = [24, 340, 212, 152, 268, 190, 46];

export function hueOf(id) {
  return HUES[Math.abs(Number(id)) % HUES.length];
}

function initials(name) {
  const words = name.trim().split(/\s+/).filter(Boolean);
  return words.slice(0, 2).map((word) => Array.from(word)[0]).join("").toLocaleUpperCase();
}

export function personAvatar(person, size = "m") {
  const props = { class: `avatar avatar-${size}`, "aria-hidden": "true", css: { "--hue": String(hueOf(person.id)) } };
  return h("span", props, initials(fullName(person)));
}

export function botAvatar(size = "m") {
  return h("span", { class: `avatar avatar-${size} avatar-bot`, "aria-hidden": "true" }, logo());
}
