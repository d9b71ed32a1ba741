// Finds the world to show, waits for it in a friendly way, and starts over when it is forgotten.

import { fill, h } from "/page/js/dom.js";
import { language, t } from "/page/js/i18n.js";
import { listWorlds } from "/page/js/api.js";
import { App } from "/page/js/app.js";
import { botAvatar } from "/page/js/avatar.js";
import { populate } from "/page/js/cast.js";
import { closeMenu } from "/page/js/menu.js";
import { brand, languageSwitch } from "/page/js/top_bar.js";
import { World } from "/page/js/world.js";

const LOOK_AGAIN_MS = 1000;
const root = document.getElementById("app");
const wanted = new URLSearchParams(location.search).get("world");
let world = null;
let app = null;

function translatePage() {
  document.documentElement.lang = language();
  document.title = t("title");
}

function draw() {
  translatePage();
  closeMenu();
  app?.close();
  app = world ? new App(root, world, draw) : null;
  if (!app) drawWaiting();
}

function drawWaiting() {
  const dots = h("span", { class: "waiting-dots", "aria-hidden": "true" }, h("i"), h("i"), h("i"));
  fill(root, h("header", { class: "top-bar" }, brand(), h("div", { class: "bar-end" }, languageSwitch(draw))),
    h("main", { class: "waiting", role: "status", "data-testid": "waiting" }, h("div", { class: "waiting-card" }, botAvatar("l"), h("h1", {}, t("wait.title")), h("p", {}, t("wait.text")), dots, h("p", { class: "hint" }, t("wait.hint")))));
}

async function findWorld() {
  const worlds = await listWorlds().catch(() => []);
  return worlds.find((one) => String(one.bot_id) === wanted) ?? (wanted ? undefined : worlds[0]);
}

async function enter(botId) {
  const found = new World(botId);
  await found.load();
  await populate(found);
  return found;
}

async function run() {
  translatePage();
  for (;;) {
    const found = await findWorld();
    if (found) {
      try {
        world = await enter(found.bot_id);
        draw();
        await world.follow(); // returns only when the world is forgotten
      } catch (error) {
        console.warn("the sandbox could not show this bot", error);
      }
      world?.stop();
      world = null;
      draw();
    } else if (!root.firstChild) draw();
    await new Promise((wake) => setTimeout(wake, LOOK_AGAIN_MS));
  }
}

run();
