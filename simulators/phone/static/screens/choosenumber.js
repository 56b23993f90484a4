// Choose a number that a subscription in an app store pays for, or restore one in reserve with it (B9, N2).

import { formatNumber } from "../device.js";
import { action, field, form, h } from "../dom.js";
import { choose } from "../store.js";
import { back, heading, money } from "./parts.js";

export async function chooseNumber(app, given) {
  const { item, area = "415", chosen } = given;
  if (chosen) return confirmChoice(app, given);
  const [found, mine] = await Promise.all([
    app.api.get(`/v1/numbers/available?limit=10&area_code=${area}`),
    app.api.get("/v1/numbers?user_id=me&status=releasing&limit=100"),
  ]);
  const code = field("Area code", { value: area, inputmode: "numeric", maxlength: "3", autocomplete: "off" });
  return [
    heading("Choose a number"),
    h("p", {}, `Your subscription in ${choose(item.store).name} pays for it. We don't charge you.`),
    mine.items.length ? h("h3", {}, "Restore a number of yours") : null,
    ...mine.items.map((number) => offer(app, item, "Restore", { phone_number: number.phone_number, number_id: number.number_id })),
    h("h3", {}, "Available numbers"),
    form("Search", [code], () => app.go("chooseNumber", { item, area: code.input.value.trim() })),
    found.items.length ? null : h("p", {}, "No numbers with this area code. Try another one."),
    ...found.items.map((number) => offer(app, item, "Choose", { phone_number: number.phone_number })),
    back("Back", () => app.go("subscription")),
  ];
}

function offer(app, item, verb, chosen) {
  const phone = formatNumber(chosen.phone_number);
  return h("button", { type: "button", "aria-label": `${verb}: ${phone}`, click: () => app.go("chooseNumber", { item, chosen }) }, phone);
}

// What it costs is said by the server before anything is ordered.
async function confirmChoice(app, { item, chosen }) {
  const [path, body] = order(item, chosen);
  const quote = await app.api.post(`${path}?dry_run=true`, body);
  return [
    heading(formatNumber(chosen.phone_number)),
    ...quote.lines.map((line) => h("p", {}, line.what)),
    h("p", {}, `To pay now: ${money(quote.total_now)}`),
    ...quote.notes.map((note) => h("p", { class: "soft" }, note)),
    action("Get this number", async () => {
      await app.api.post(path, body);
      await app.go("numbers");
    }, { class: "main" }),
    back("Choose another number", () => app.go("chooseNumber", { item })),
  ];
}

function order({ store_subscription_id }, { phone_number, number_id }) {
  return number_id
    ? [`/v1/numbers/${number_id}/restore`, { store_subscription_id }]
    : ["/v1/numbers", { phone_number, store_subscription_id }];
}
