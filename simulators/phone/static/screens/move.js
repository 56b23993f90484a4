// Settings > Subscription > Move to the web: both calendars, who cancels what, and that it is for good (B9, B21).

import { formatNumber } from "../device.js";
import { action, h } from "../dom.js";
import { choose } from "../store.js";
import { back, heading, money } from "./parts.js";

const PAYERS = { web: "You, by PayPal", team: "Your team", no_one: "No one" };

export async function move(app) {
  const preview = await app.api.post("/v1/store-subscriptions/move?dry_run=true");
  return [
    heading("Move to the web?"),
    h("p", {}, "You keep every day you've paid for. After that, you pay for number plans with PayPal. This can't be undone: you won't be able to buy in an app store again."),
    ...preview.items.flatMap(moved),
    action("Move to the web", async () => {
      await app.api.post("/v1/store-subscriptions/move");
      await app.go("subscription", { said: "You moved to the web. Every day you paid for stays yours." });
    }, { class: "main" }),
    back("Stay in the store", () => app.go("subscription")),
  ];
}

function moved(item) {
  const store = choose(item.store).name;
  return [
    h("h3", {}, item.phone_number ? formatNumber(item.phone_number) : "No number yet"),
    calendar("If you stay in the store", item.today, store),
    calendar("If you move to the web", item.moved, store),
    h("p", {}, `Days paid twice: ${item.days_paid_twice}.`),
    h("p", {}, cancels(item.renewal, store)),
    item.needs_wallet ? h("p", { class: "wrong" }, "No PayPal account is connected: without one, the plan ends when its paid time runs out.") : null,
  ];
}

function calendar(title, spans, store) {
  return h("table", { class: "calendar" },
    h("caption", {}, title),
    h("thead", {}, h("tr", {}, ["Days", "Paid by", "Price"].map((name) => h("th", { scope: "col" }, name)))),
    h("tbody", {}, spans.map((span) => h("tr", {},
      h("th", { scope: "row" }, span.ends_at ? `${day(span.starts_at)} – ${day(span.ends_at)}` : `From ${day(span.starts_at)}`),
      h("td", {}, PAYERS[span.paid_by] ?? store),
      h("td", {}, price(span))))));
}

function price({ price: amount, paid_by }) {
  if (amount) return money(amount);
  return { no_one: "The plan ends", store: "As in the store" }[paid_by] ?? "Paid";
}

function cancels(renewal, store) {
  if (!renewal) return "Renewal is already off.";
  return renewal.stopped_by === "us" ? `We'll cancel its renewal in ${store} for you.` : renewal.how;
}

// After the move: until when it is paid, and what the person still has to cancel.
export function afterMove({ moved_at, items }) {
  const renewing = items.filter((item) => item.renews_at && !item.is_test);
  return h("div", { class: "card good" },
    h("p", {}, `You moved to the web on ${day(moved_at)}. Paid days stay yours.`),
    ...renewing.map((item) => h("p", {}, stillRenews(item))));
}

// Google's renewal is stopped by us; Apple's only by its customer. What is charged all the same adds its time.
function stillRenews({ store, renews_at, manage_url }) {
  const name = choose(store).name;
  const adds = "its time is added to what you've paid.";
  if (store === "google_play") return `We're canceling its renewal in ${name}. If it charges you before that, ${adds}`;
  return `${name} charges you again on ${day(renews_at)} unless you cancel: ${manage_url}. If it does, ${adds}`;
}

function day(instant) {
  return new Date(instant).toLocaleDateString([], { day: "numeric", month: "short", year: "numeric" });
}
