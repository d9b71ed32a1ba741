// For the curious: a share of the bot's calls fails in a chosen way.

import { h, setText } from "/page/js/dom.js";
import { t } from "/page/js/i18n.js";

// getUpdates stays healthy: the point is how the bot sends, not whether it hears.
const METHODS = ["sendMessage", "editMessageText", "sendPhoto", "sendDocument", "answerCallbackQuery"];
const ACTIONS = { refuse_429: { retry_after: 3 }, accept_drop: {}, accept_500: {}, refuse_drop: {}, refuse_502_html: {}, accept_slow: { seconds: 3 } };
const SHARES = [0.05, 0.2, 0.5, 1];

export class FaultBar {
  constructor(world) {
    this.world = world;
    this.active = [];
    this.action = h("select", { "aria-label": t("fault.title") }, Object.keys(ACTIONS).map((name) => h("option", { value: name }, t(`fault.${name}`))));
    this.share = h("select", { "aria-label": t("fault.share") }, SHARES.map((share) => h("option", { value: share, selected: share === 0.2 }, `${share * 100}%`)));
    this.state = h("span", { class: "fault-state", role: "status" }, t("fault.none"));
    const repair = h("button", { class: "chip", type: "button", onclick: () => this.off() }, t("fault.off"));
    this.node = h("div", { class: "faults", role: "group", "aria-label": t("fault.title") }, h("span", { class: "fault-title" }, t("fault.title")), this.action, this.share, h("button", { class: "chip danger", type: "button", "data-testid": "fault-on", onclick: () => this.on() }, t("fault.on")), repair, this.state);
  }

  async on() {
    const action = this.action.value;
    const probability = Number(this.share.value);
    await this.change(() => this.world.api.post("faults", { name: `page-${action}`, methods: METHODS, probability, action, ...ACTIONS[action] }), [...this.active, `${t(`fault.${action}`)} ${probability * 100}%`]);
  }

  async off() {
    await this.change(() => this.world.api.delete("faults"), []);
  }

  async change(work, active) {
    try {
      await work();
      this.active = active;
      setText(this.state, active.length ? t("fault.active", { list: active.join(", ") }) : t("fault.none"));
    } catch (error) {
      setText(this.state, error.message);
    }
    this.state.classList.toggle("on", this.active.length > 0);
  }
}
