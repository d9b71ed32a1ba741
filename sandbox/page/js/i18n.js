// The page's own words in Russian and English. What the bot says comes from the bot.

import { RU } from "/page/js/words_ru.js";
import { EN } from "/page/js/words_en.js";

const KEY = "fitlead.ui.language";
const TABLES = { ru: RU, en: EN };
const LOCALES = { ru: "ru-RU", en: "en-GB" };

let current = readChoice();

function readChoice() {
  try {
    return localStorage.getItem(KEY) === "en" ? "en" : "ru";
  } catch {
    return "ru"; // storage switched off in this browser
  }
}

export function language() {
  return current;
}

export function locale() {
  return LOCALES[current];
}

export function chooseLanguage(code) {
  current = code === "en" ? "en" : "ru";
  try {
    localStorage.setItem(KEY, current);
  } catch {
    // the choice lasts until the page is closed
  }
}

/** The sentence for `key`, with `{name}` places filled from `values`. */
export function t(key, values = {}) {
  const sentence = TABLES[current][key] ?? key;
  return sentence.replace(/\{(\w+)\}/g, (whole, name) => (name in values ? String(values[name]) : whole));
}

/** `one|few|many` (Russian) or `one|other` (English) form of `key` for `n`, with `{n}` filled. */
export function plural(key, n) {
  const forms = t(key).split("|");
  const category = new Intl.PluralRules(locale()).select(n);
  const order = current === "ru" ? ["one", "few", "many"] : ["one", "other"];
  const index = Math.max(0, order.indexOf(category));
  return forms[Math.min(index, forms.length - 1)].replace("{n}", String(n));
}
