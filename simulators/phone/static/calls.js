// The calls of a phone: asked for every second, which also keeps the phone and the app on it reachable.

import { h, field, form, show } from "./dom.js";
import { callScreen } from "./callscreen.js";
import { e164, formatNumber } from "./device.js";

const EVERY_MS = 1000;
const OWN_MS = 30000;
const CONTROL = "/_control/telnyx";

export async function tell(path, body) {
  const answer = await fetch(`${CONTROL}/${path}`, { method: "POST", body: JSON.stringify(body) });
  if (!answer.ok) throw new Error(await answer.text());
  return answer.json();
}

// `token` returns the app's token, "" without one; `lost` is called when the carrier no longer knows it.
export class Calls {
  constructor(number, { changed, token, lost }) {
    this.number = number;
    this.changed = changed;
    this.token = token;
    this.lost = lost;
    this.items = [];
    this.ignored = new Set();
    this.awaited = 0;
    this.timer = setInterval(() => this.poll(), EVERY_MS);
    this.poll();
  }

  stop() {
    clearInterval(this.timer);
    this.changed = () => {};
  }

  // The call on the screen: one that goes on before one that rings, and both before one that has ended.
  get current() {
    const shown = this.items.filter((call) => !this.ignored.has(call.leg));
    const rank = (call) => (call.state === "ended" ? 2 : call.state === "ringing" ? 1 : 0);
    return shown.sort((one, other) => rank(one) - rank(other))[0];
  }

  async poll() {
    const token = await this.token();
    const found = await tell("phones", { phone_number: this.number, ...(token ? { token } : {}) }).catch(() => null);
    if (!found) return;
    if (token && !found.is_registered) this.lost();
    await this.pickUpOwn(found.calls);
    const known = new Set(this.items.map((call) => call.leg));
    const hasChanged = signature(found.calls) !== signature(this.items);
    const fresh = found.calls.filter((call) => !known.has(call.leg) && call.state === "ringing");
    this.items = found.calls;
    if (hasChanged) this.changed(fresh.map((call) => `Incoming call from ${formatNumber(call.with)}`), fresh.length > 0);
  }

  // Has the next call to the app answered at once: the carrier calls the app first when it calls out.
  async callOut(ask) {
    await this.poll();
    this.awaited = Date.now() + OWN_MS;
    try {
      await ask();
    } catch (fault) {
      this.awaited = 0;
      throw fault;
    }
  }

  async pickUpOwn(calls) {
    const own = calls.find((call) => call.is_app && call.state === "ringing");
    if (!own || Date.now() > this.awaited) return;
    this.awaited = 0;
    await this.act(own, "answer");
    own.state = "talking";
  }

  async act(call, event, more = {}) {
    await tell(`calls/${encodeURIComponent(call.leg)}`, { event, ...more });
  }

  ignore(call) {
    this.ignored.add(call.leg);
    this.changed([], false);
  }

  // Draws the call, or, without one, where a number can be called from the phone itself.
  render(place) {
    if (this.current) return show(place, ...callScreen(this, this.current));
    const to = field("Number to call", { type: "tel", placeholder: "+14155550123", autocomplete: "off" });
    return show(
      place,
      h("h2", { tabindex: "-1" }, "Phone"),
      h("p", { class: "soft" }, "This calls a Teamline number the way any phone does. To call from your own Teamline number, use the app."),
      form("Call", [to], async () => {
        await tell("phones/calls", { from: this.number, to: e164(to.input.value) });
        await this.poll();
      }),
    );
  }
}

function signature(calls) {
  return JSON.stringify(calls.map(({ leg, state, words, is_recorded, said }) => [leg, state, words, is_recorded, said]));
}
