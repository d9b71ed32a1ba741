// Links to the bot with a code (t.me/bot?start=code) open inside the sandbox, as whoever is chosen.

import { t } from "/page/js/i18n.js";
import { personAvatar } from "/page/js/avatar.js";
import { fullName } from "/page/js/format.js";
import { openMenu } from "/page/js/menu.js";

/** The code of a link to this bot ("" when it has none), or null when the link leads elsewhere. */
export function deepLinkCode(url, username) {
  let parsed;
  try {
    parsed = new URL(url);
  } catch {
    return null;
  }
  const web = ["t.me", "telegram.me"].includes(parsed.hostname) ? parsed.pathname.slice(1) : null;
  const app = parsed.protocol === "tg:" && /resolve/.test(parsed.host + parsed.pathname) ? parsed.searchParams.get("domain") : null;
  if ((web ?? app)?.toLowerCase() !== username.toLowerCase()) return null;
  return parsed.searchParams.get("start") ?? "";
}

export function isInvoiceLink(url) {
  return /^https:\/\/t\.me\/(\$|invoice\/)/.test(url);
}

/** Lets one choose who follows the link: a person of the page, or somebody new. */
export function chooseWhoOpens(app, anchor, code) {
  const people = [...app.world.people.values()].map((person) => ({
    id: `open-as-${person.id}`, label: fullName(person), avatar: personAvatar(person, "s"), action: () => app.startAs(person.id, code),
  }));
  const fresh = { id: "open-as-new", label: t("link.new"), icon: "plus", action: () => app.startAsNew(code) };
  openMenu(anchor, [{ heading: t("link.who") }, ...people, fresh], { label: t("link.who") });
}
