// Calling out with one of my numbers: the carrier calls this app first, which answers by itself, then the other one.

import { e164, formatNumber } from "../device.js";
import { field, form, h } from "../dom.js";
import { back, heading } from "./parts.js";

const EMERGENCY = new Set(["911", "112", "999", "933"]);

export async function call(app, { number }) {
  const to = field("Number to call", { type: "tel", placeholder: "+14155550123", autocomplete: "off" });
  const emergency = h("div", { role: "alert" });
  return [
    heading(`Call from ${formatNumber(number.phone_number)}`),
    h("p", { class: "soft" }, "The other person sees this number. The call is paid from your credits."),
    form("Call", [to], async () => {
      emergency.replaceChildren();
      const typed = to.input.value.replace(/\D/g, "");
      if (EMERGENCY.has(typed)) return emergency.append(...dialer(typed));
      const wanted = { number_id: number.number_id, to: e164(to.input.value) };
      await app.calls.callOut(() => app.api.post("/v1/calls", wanted));
      return app.openCalls();
    }),
    emergency,
    back("Back", () => app.go("numbers")),
  ];
}

function dialer(typed) {
  return [
    h("p", { class: "wrong" }, "Teamline can't make emergency calls."),
    h("p", {}, h("a", { href: `tel:${typed}` }, `Call ${typed} with your phone's own dialer`)),
  ];
}
