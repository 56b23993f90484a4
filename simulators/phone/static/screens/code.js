// Entering the code from the text or the call.

import { formatNumber } from "../device.js";
import { action, field, form, h } from "../dom.js";
import { back, heading } from "./parts.js";

export function code(app, { signup_id, phone_number, channel, code_expires_at }) {
  const digits = field("Six-digit code", {
    class: "code", inputmode: "numeric", autocomplete: "one-time-code", maxlength: "6", required: true,
  });
  const how = channel === "call" ? "We're calling" : "We sent a text to";
  return [
    heading("Enter the code"),
    h("p", {}, `${how} ${formatNumber(phone_number)}. The code works until ${timeOf(code_expires_at)}.`),
    form("Confirm", [digits], async () => {
      const proven = await app.api.post(`/v1/signups/${signup_id}/verify`, { code: digits.input.value.trim() });
      await app.go("register", proven);
    }),
    action("Resend code", () => resend(app, signup_id, channel)),
    channel === "call" ? null : action("Call me instead", () => resend(app, signup_id, "call")),
    back("Use a different number", () => app.go("welcome")),
  ];
}

function timeOf(instant) {
  return new Date(instant).toLocaleTimeString([], { hour: "numeric", minute: "2-digit" });
}

async function resend(app, signup_id, channel) {
  const sent = await app.api.post(`/v1/signups/${signup_id}/resend`, { channel });
  await app.go("code", { ...app.given, ...sent, signup_id, channel });
}
