// My usage: what this month cost, of which limit, by kind and day (B12).

import { h } from "../dom.js";
import { back, heading, money } from "./parts.js";

const KINDS = {
  call: "Calls", forwarding: "Forwarded calls", call_received: "Received calls", voicemail: "Voicemail",
  text: "Texts", text_received: "Received texts", plan: "Number plans",
};
const MONTHS = { this: "This month", last: "Last month" };

export async function usage(app, { month = "this" }) {
  const { time_zone } = await app.api.get("/v1/profile");
  const days = period(month, new Date().toLocaleDateString("en-CA", { timeZone: time_zone || undefined }));
  const query = `/v1/usage?user_id=me&from=${days.from}&to=${days.to}`;
  const [byKind, byDay, credits] = await Promise.all([
    app.api.get(`${query}&group_by=kind`),
    app.api.get(`${query}&group_by=day`),
    app.api.get("/v1/users/me/credits"),
  ]);
  return [
    heading("My usage"),
    h("div", { class: "row" }, ...Object.entries(MONTHS).map(([name, label]) =>
      h("button", { type: "button", "aria-pressed": String(name === month), click: () => app.go("usage", { month: name }) }, label))),
    h("dl", { class: "card" }, ...facts(byKind, credits).flatMap(([what, how]) => [h("dt", {}, what), h("dd", {}, how)])),
    ...(byKind.rows.length ? [h("h3", {}, "By kind"), table("Kind", byKind.rows, (row) => KINDS[row.kind] ?? row.kind),
      h("h3", {}, "By day"), table("Day", [...byDay.rows].reverse(), (row) => day(row.day))]
      : [h("p", {}, "No calls or texts in this month.")]),
    back("Back", () => app.go("home")),
  ];
}

function facts({ total, forecast }, { spend_limit }) {
  return [
    ["Spent", money(total.amount)],
    ...(forecast ? [["Expected by the month's end", money(forecast)]] : []),
    ...(spend_limit ? [["Monthly spend limit", money(spend_limit)]] : []),
  ];
}

function table(what, rows, name) {
  const cells = (row) => [h("th", { scope: "row" }, name(row)), h("td", {}, String(row.count)), h("td", {}, money(row.amount))];
  return h("table", {},
    h("thead", {}, h("tr", {}, ...[what, "Count", "Cost"].map((title) => h("th", { scope: "col" }, title)))),
    h("tbody", {}, rows.map((row) => h("tr", {}, ...cells(row)))));
}

// The days of this month up to today, or all of the last one.
function period(month, today) {
  const first = `${today.slice(0, 7)}-01`;
  if (month === "this") return { from: first, to: today };
  const before = new Date(`${first}T00:00:00Z`);
  before.setUTCDate(0);
  const last = before.toISOString().slice(0, 10);
  return { from: `${last.slice(0, 7)}-01`, to: last };
}

function day(date) {
  return new Date(`${date}T12:00:00Z`).toLocaleDateString([], { day: "numeric", month: "short", timeZone: "UTC" });
}
