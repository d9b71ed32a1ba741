// One bot's world as the page knows it: people, chats, the clock, and what changes.

import { ApiError, WorldApi } from "/page/js/api.js";

const LONG_POLL_S = 15;
const RETRY_MS = [500, 1000, 2000, 4000];

/**
 * Events: `state` (people or chats changed), `chats` (detail: ids with new content), `callbacks` (detail: answers),
 * `clock`, `connection` (detail: true when the sandbox answers).
 */
export class World extends EventTarget {
  constructor(botId) {
    super();
    this.api = new WorldApi(botId);
    this.botId = botId;
    this.bot = null;
    this.people = new Map();
    this.chats = new Map();
    this.pictures = new Map();
    this.connected = true;
    this.change = 0;
    this.clockAt = performance.now();
    this.clock = { offset: 0, now: Date.now() / 1000 };
    this.stopper = new AbortController();
  }

  async load() {
    const state = await this.api.get("state");
    this.absorb(state);
    if (!this.change) this.change = state.change;
    this.emit("state");
  }

  absorb(state) {
    this.bot = state.bot;
    this.people = new Map(state.people.map((person) => [person.id, person]));
    this.chats = new Map(state.chats.map((chat) => [chat.id, chat]));
    this.setClock(state.clock);
  }

  setClock(clock) {
    this.clock = clock;
    this.clockAt = performance.now();
    this.emit("clock");
  }

  /** Sandbox time in unix seconds. */
  now() {
    return this.clock.now + (performance.now() - this.clockAt) / 1000;
  }

  emit(name, detail) {
    this.dispatchEvent(new CustomEvent(name, { detail }));
  }

  stop() {
    this.stopper.abort();
  }

  setConnected(connected) {
    if (this.connected === connected) return;
    this.connected = connected;
    this.emit("connection", connected);
  }

  /** Follows changes; ends when stopped or when the sandbox forgot this world. */
  async follow() {
    let failures = 0;
    while (!this.stopper.signal.aborted) {
      try {
        if (failures > 0) await this.catchUp();
        failures = 0;
        const news = await this.api.get("changes", { since: this.change, timeout: LONG_POLL_S }, this.stopper.signal);
        // The counter only grows, so a smaller one belongs to a world begun anew.
        if (news.change < this.change) return;
        await this.take(news);
      } catch (error) {
        if (this.stopper.signal.aborted) return;
        if (error instanceof ApiError && error.status === 404) return;
        this.setConnected(false);
        await new Promise((wake) => setTimeout(wake, RETRY_MS[Math.min(failures, RETRY_MS.length - 1)]));
        failures += 1;
      }
    }
  }

  async take(news) {
    const moved = news.change !== this.change;
    this.change = news.change;
    this.setClock(news.clock);
    if (news.callbacks.length) this.emit("callbacks", news.callbacks);
    // Chats first: a bubble must not wait for the list of people.
    if (news.chats.length) this.emit("chats", news.chats);
    if (moved) await this.load();
  }

  // The sandbox may have been started anew meanwhile, with its counter at zero.
  async catchUp() {
    this.change = 0;
    await this.load();
    this.setConnected(true);
    this.emit("chats", [...this.people.keys(), ...this.chats.keys()]);
  }

  /**
   * A local address of a stored picture, or null when there is none to show. A picture the bot sent by address lives
   * on somebody's server: the sandbox redirects there, and the page does not follow.
   */
  picture(fileId) {
    if (!this.pictures.has(fileId)) this.pictures.set(fileId, fetchPicture(this.api.fileUrl(fileId)));
    return this.pictures.get(fileId);
  }

  /** Groups this person is in. */
  groupsOf(personId) {
    return [...this.chats.values()].filter((chat) => chat.type !== "private" && !chat.migrated_to && chat.members.includes(personId));
  }

  async addPerson(fields) {
    const person = await this.api.post("people", fields);
    this.people.set(person.id, person);
    this.emit("state");
    return person;
  }

  async changePerson(id, fields) {
    const person = await this.api.patch(`people/${id}`, fields);
    this.people.set(id, person);
    this.emit("state");
  }

  async addGroup(fields) {
    const chat = await this.api.post("chats", fields);
    this.chats.set(chat.id, chat);
    this.emit("state");
    return chat;
  }
}

async function fetchPicture(url) {
  try {
    const response = await fetch(url, { redirect: "manual" });
    return response.ok ? URL.createObjectURL(await response.blob()) : null;
  } catch {
    return null; // a placeholder stands in its place
  }
}
