// Settings > Subscription: buying in an app store, handing the proof to Teamline, and the store's own settings (B9).

import { formatNumber } from "../device.js";
import { action, field, h } from "../dom.js";
import { choose, event } from "../store.js";
import { afterMove } from "./move.js";
import { back, heading } from "./parts.js";

const STATUSES = {
  pending: "Waiting for payment", active: "Active", cancelled: "Ends when its paid time runs out", grace: "Payment failed. The store will try again",
  retrying: "Payment failed. The store will try again", ended: "Ended",
};

export async function subscription(app, { said }) {
  const found = await app.api.get("/v1/store-subscriptions");
  return [
    heading("Subscription"),
    h("div", { role: "status" }, said ? h("p", { class: "card good" }, said) : null),
    ...(found.items.length ? found.items.map((item) => card(app, item)) : [h("p", {}, "You don't have an app store subscription.")]),
    found.moved_at ? afterMove(found) : null,
    found.can_buy && found.items.some((item) => !item.is_test)
      ? h("button", { type: "button", click: () => app.go("move") }, "Move to the web")
      : null,
    ...(found.can_buy ? [h("h3", {}, "Buy in an app store"), ...buy(app, found)] : []),
    back("Back", () => app.go("settings")),
  ];
}

function card(app, item) {
  const number = item.phone_number && formatNumber(item.phone_number);
  const facts = [["Plan", item.product_id], ["Number", number], ["Status", STATUSES[item.status]], ["Paid through", day(item.paid_through)], ["Renews on", day(item.renews_at)]];
  return h("div", { class: "card" },
    h("h3", {}, choose(item.store).name),
    h("dl", {}, ...facts.filter(([, how]) => how).flatMap(([what, how]) => [h("dt", {}, what), h("dd", {}, how)])),
    item.is_test ? h("p", { class: "soft" }, "Bought in the store's sandbox, so it doesn't pay for anything.") : null,
    canPay(item)
      ? h("button", { type: "button", class: "main", click: () => app.go("chooseNumber", { item }) }, "Choose a number")
      : null,
    item.renews_at
      ? action(`Turn off renewal in ${choose(item.store).name}`, () => change(app, item.store, "renewal_off", "The store won't renew it."))
      : null);
}

// Shows the screen again with what was done, unless the person has gone on to another one meanwhile.
async function showAgain(app, said) {
  if (app.screen === "subscription") await app.go("subscription", { said });
}

function canPay(item) {
  return !item.is_test && !item.number_id && (item.status === "active" || item.status === "cancelled");
}

function day(instant) {
  return instant ? new Date(instant).toLocaleDateString([], { day: "numeric", month: "long", year: "numeric" }) : "";
}

function buy(app, { products, account_token }) {
  if (!products.length) return [h("p", {}, "No plans are sold in the app stores.")];
  const store = select("App store", ["app_store", "google_play"].map((name) => [name, choose(name).name]));
  const product = select("Plan", products.map(({ product_id }) => [product_id, product_id]));
  return [store.element, product.element, action("Buy", async () => {
    const bought = await event(store.input.value, { event: "subscribed", phone_number: app.number, product: product.input.value, account_token });
    await app.api.post("/v1/store-subscriptions", { store: store.input.value, receipt: bought.receipt });
    await showAgain(app, "Your subscription is active on this account.");
  }, { class: "main" })];
}

async function change(app, store, what, said) {
  await event(store, { event: what, phone_number: app.number });
  await showAgain(app, said);
}

function select(label, options) {
  const { element, input } = field(label);
  const list = h("select", { id: input.id }, options.map(([value, text]) => h("option", { value }, text)));
  input.replaceWith(list);
  return { element, input: list };
}
