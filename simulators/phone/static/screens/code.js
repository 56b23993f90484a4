// The code that came by text, or was spoken by a call.

import { asWritten } from "../device.js";
import { action, field, form, h } from "../dom.js";
import { back, heading } from "./parts.js";

export function code(app, { signup_id, phone_number, channel }) {
  const digits = field("Six-digit code", {
    class: "code", inputmode: "numeric", autocomplete: "one-time-code", maxlength: "6", required: true,
  });
  const how = channel === "call" ? "We are calling" : "We sent a text to";
  return [
    heading("Enter the code"),
    h("p", {}, `${how} ${asWritten(phone_number)}. The code is good for ten minutes.`),
    form("Confirm", [digits], async () => {
      const proven = await app.api.post(`/v1/signups/${signup_id}/verify`, { code: digits.input.value.trim() });
      await app.go("register", proven);
    }),
    action("Send it again", () => again(app, signup_id, channel)),
    channel === "call" ? null : action("Call me instead", () => again(app, signup_id, "call")),
    back("Another number", () => app.go("welcome")),
  ];
}

async function again(app, signup_id, channel) {
  const sent = await app.api.post(`/v1/signups/${signup_id}/resend`, { channel });
  await app.go("code", { ...app.given, ...sent, signup_id, channel });
}
