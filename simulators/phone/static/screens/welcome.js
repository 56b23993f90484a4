// The first screen: sign up with the number that this phone has, or sign in.

import { asWritten } from "../device.js";
import { field, form, h } from "../dom.js";
import { back, heading } from "./parts.js";

export function welcome(app) {
  const number = field("Your phone number", { type: "tel", value: app.number, autocomplete: "tel", required: true });
  return [
    heading("Welcome to Teamline"),
    h("p", {}, "Sign up with the phone number you already have. We will check that it is yours."),
    app.waiting ? h("p", { class: "card" }, "Sign up or sign in first; your Business Transfer code is kept.") : null,
    form("Sign up", [number], async () => {
      const started = await app.api.post("/v1/signups", { phone_number: number.input.value });
      await app.go("code", started);
    }),
    back("I have an account", () => app.go("signIn")),
    h("p", { class: "soft" }, `This phone is ${asWritten(app.number)}.`),
  ];
}
