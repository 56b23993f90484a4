// Entering name, email and password, which creates the account and signs in.

import { remember } from "../device.js";
import { field, form, h } from "../dom.js";
import { heading } from "./parts.js";

export function register(app, { registration_token }) {
  const name = field("Name", { autocomplete: "name", required: true });
  const email = field("Email", { type: "email", autocomplete: "email", required: true });
  const password = field("Password", { type: "password", autocomplete: "new-password", required: true });
  return [
    heading("Your details"),
    h("p", {}, "Your number is confirmed. If you join a team, it sees your name and email."),
    form("Create account", [name, email, password], async () => {
      const details = { name: name.input.value, email: email.input.value, password: password.input.value };
      const made = await app.api.post("/v1/accounts", { registration_token, ...details });
      app.api.keep(made);
      remember(app.number, { email: email.input.value, name: name.input.value });
      await app.signedIn();
    }),
  ];
}
