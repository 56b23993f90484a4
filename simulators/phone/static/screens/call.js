// Calling out with one of my numbers: the carrier calls this app first, which answers by itself, then the other one.

import { e164, formatNumber } from "../device.js";
import { field, form, h, show } from "../dom.js";
import { back, heading, money } from "./parts.js";

const EMERGENCY = new Set(["911", "112", "999", "933"]);

export function call(app, { number }) {
  const to = field("Number to call", { type: "tel", placeholder: "+14155550123", autocomplete: "off" });
  const shown = h("div", { role: "status" });
  const wanted = () => ({ number_id: number.number_id, to: e164(to.input.value) });
  to.input.addEventListener("change", () => showPrice(app, to.input.value, wanted, shown));
  return [
    heading(`Call from ${formatNumber(number.phone_number)}`),
    h("p", { class: "soft" }, "The other person sees this number. The call uses your credits."),
    form("Call", [to, { element: shown }], async () => {
      if (isEmergency(to.input.value)) return show(shown, ...dialer(to.input.value));
      await app.calls.callOut(() => app.api.post("/v1/calls", wanted()));
      return app.openCalls();
    }),
    back("Back", () => app.go("numbers")),
  ];
}

async function showPrice(app, typed, wanted, place) {
  show(place);
  if (isEmergency(typed)) return show(place, ...dialer(typed));
  try {
    const quote = await app.api.post("/v1/calls?dry_run=true", wanted());
    return show(place, h("p", { class: "soft note" }, `${quote.place}: ${money(quote.rate_per_minute)} a minute`));
  } catch (fault) {
    return show(place, h("p", { class: "wrong" }, fault.message));
  }
}

function isEmergency(typed) {
  return EMERGENCY.has(typed.replace(/\D/g, ""));
}

// Emergency calls never go through us: the phone makes them itself (N11).
function dialer(typed) {
  return [
    h("p", { class: "wrong" }, "Teamline can't make emergency calls."),
    h("p", {}, h("a", { href: `tel:${typed.replace(/\D/g, "")}` }, "Use your phone's own dialer")),
  ];
}
