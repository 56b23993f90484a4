// The first screen: sign up with this phone's number, or sign in.

import { formatNumber } from "../device.js";
import { field, form, h } from "../dom.js";
import { back, heading } from "./parts.js";

export function welcome(app) {
  const number = field("Your phone number", { type: "tel", value: app.number, autocomplete: "tel", required: true });
  return [
    heading("Welcome to Teamline"),
    h("p", {}, "Sign up with the phone number you already have. We'll verify that it's yours."),
    app.pendingCode ? h("p", { class: "card" }, "Sign up or sign in first. We'll keep your Business Transfer code.") : null,
    form("Sign up", [number], async () => {
      const started = await app.api.post("/v1/signups", { phone_number: number.input.value });
      await app.go("code", started);
    }),
    back("I already have an account", () => app.go("signIn")),
    h("p", { class: "soft" }, `This phone's number is ${formatNumber(app.number)}.`),
  ];
}
