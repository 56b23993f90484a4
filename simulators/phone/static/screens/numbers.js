// My numbers: the label, status and payer of each, and the default for outgoing calls (N4).

import { formatNumber } from "../device.js";
import { action, field, form, h } from "../dom.js";
import { choose } from "../store.js";
import { back, heading, money } from "./parts.js";

const GONE = new Set(["released", "failed"]);
const STATUSES = { ordering: "Ordering", active: "Active", suspended: "Past due. Works again once it's paid." };

export async function numbers(app, { renaming }) {
  const [mine, shared, plans] = await Promise.all([
    app.api.get("/v1/numbers?user_id=me&limit=100"),
    app.api.get("/v1/numbers?shared=true&limit=100"),
    app.api.get("/v1/subscriptions?payer=self&limit=100"),
  ]);
  const shown = mine.items.filter((number) => !GONE.has(number.status));
  const named = shown.find((number) => number.number_id === renaming);
  if (named) return renameNumber(app, named);
  const paidByMe = new Set(plans.items.map((plan) => plan.number_id));
  return [
    heading("My numbers"),
    shown.length ? null : h("p", {}, "You don't have any numbers yet. Numbers your team assigns to you appear here."),
    ...shown.map((number) => card(app, number, paidByMe.has(number.number_id))),
    shared.items.length ? h("h3", {}, "Shared with me") : null,
    ...shared.items.filter(isInService).map((number) => sharedCard(app, number)),
    back("Back", () => app.go("home")),
  ];
}

function card(app, number, paidByMe) {
  const phone = formatNumber(number.phone_number);
  return h(
    "section",
    { class: number.is_default ? "card good" : "card", "aria-label": phone },
    h("h3", {}, phone, number.is_default ? h("span", { class: "mark" }, "Default") : null),
    number.label ? h("p", {}, number.label) : null,
    number.shared_with.length ? h("p", { class: "soft" }, `Shared with ${people(number.shared_with.length)}, who see its texts and voicemails.`) : null,
    h("dl", {}, ...facts(number, paidByMe).flatMap(([what, how]) => [h("dt", {}, what), h("dd", {}, how)])),
    h(
      "div",
      { class: "row" },
      number.status === "active" && !number.is_default
        ? action("Make default", () => change(app, number, { is_default: true }), { "aria-label": `Make default: ${phone}` })
        : null,
      number.status === "active"
        ? h("button", { type: "button", "aria-label": `Call from: ${phone}`, click: () => app.go("call", { number }) }, "Call")
        : null,
      isInService(number) ? textsButton(app, number, phone) : null,
      isInService(number)
        ? h("button", { type: "button", "aria-label": `Rename: ${phone}`, click: () => app.go("numbers", { renaming: number.number_id }) }, "Rename")
        : null,
    ),
  );
}

// A colleague's number that rings here too: its texts are read and answered together.
function sharedCard(app, number) {
  const phone = formatNumber(number.phone_number);
  return h(
    "section",
    { class: "card", "aria-label": phone },
    h("h3", {}, phone, h("span", { class: "mark" }, "Shared")),
    number.label ? h("p", {}, number.label) : null,
    h("p", { class: "soft" }, "Calls ring here too. Texts you send use your credits."),
    h("div", { class: "row" }, textsButton(app, number, phone)),
  );
}

function textsButton(app, number, phone) {
  return h("button", { type: "button", "aria-label": `Texts: ${phone}`, click: () => app.go("texts", { number }) }, "Texts");
}

// A number that was ported in stays its user's; the team pays for it from its next renewal on.
function facts(number, paidByMe) {
  return [
    ["Status", status(number)],
    ...(number.plan ? [["Plan", number.store ? number.plan.name : `${number.plan.name}, ${money(number.plan.price)}`]] : []),
    ...(isInService(number) ? [["Paid by", payer(number, paidByMe)]] : []),
    ...(number.paid_through && number.status !== "releasing" ? [[number.ends ? "Ends" : "Paid through", day(number.paid_through)]] : []),
  ];
}

function status(number) {
  if (number.status === "releasing") return `Reserved until ${day(number.reserved_until)}`;
  return number.status === "suspended" && number.ends ? "Past due, and its plan ends." : STATUSES[number.status];
}

function payer(number, paidByMe) {
  if (number.store) return `You, in ${choose(number.store).name}`;
  return paidByMe ? "You" : "Your team";
}

function renameNumber(app, number) {
  const typed = field("Name", { value: number.label, maxlength: "60", autocomplete: "off" });
  return [
    heading(formatNumber(number.phone_number)),
    form("Save", [typed], () => change(app, number, { label: typed.input.value.trim() })),
    back("Not now", () => app.go("numbers")),
  ];
}

async function change(app, number, what) {
  await app.api.patch(`/v1/numbers/${number.number_id}`, what);
  await app.go("numbers");
}

function isInService(number) {
  return number.status === "active" || number.status === "suspended";
}

function people(count) {
  return count === 1 ? "1 person" : `${count} people`;
}

function day(at) {
  return new Date(at).toLocaleDateString([], { day: "numeric", month: "short", year: "numeric" });
}
