// Who is on the page: the three people every demo starts with, and which columns were open last time.

import { t } from "/page/js/i18n.js";

// The demo's settings name the admin by this id, so the three never change.
const CAST = [
  { role: "customer", id: 1000001, username: "anna_demo", phone: "+79000000001" },
  { role: "salesperson", id: 1000002, username: "oleg_demo", phone: "+79000000002" },
  { role: "admin", id: 1000003, username: "maria_demo", phone: "+79000000003" },
];

/** Creates the three in a world where nobody lives yet. */
export async function populate(world) {
  if (world.people.size > 0) return;
  for (const { role, ...fields } of CAST) {
    // Another window may be first: then the person is simply there.
    await world.addPerson({ first_name: t(`person.${role}`), language_code: "ru", ...fields }).catch(() => world.load());
  }
}

/** Columns to open: those of the last visit whose people still exist, otherwise one for each role. */
export function openingPanels(world) {
  const kept = recall(world.botId).filter(({ personId }) => world.people.has(personId));
  if (kept.length >= CAST.length) return kept;
  const others = [...world.people.keys()].filter((id) => !CAST.some((member) => member.id === id));
  return CAST.map(({ role, id }) => ({ role, personId: world.people.has(id) ? id : others.shift(), chatId: null, threadId: null }))
    .filter(({ personId }) => personId !== undefined);
}

const key = (botId) => `fitlead.columns.${botId}`;

function recall(botId) {
  try {
    const kept = JSON.parse(localStorage.getItem(key(botId)) ?? "[]");
    return Array.isArray(kept) ? kept : [];
  } catch {
    return [];
  }
}

export function keepPanels(botId, configs) {
  try {
    localStorage.setItem(key(botId), JSON.stringify(configs));
  } catch {
    // storage is off: the columns last until the page is closed
  }
}
