// Name, mail and password: then the account is there, and signed in.

import { remember } from "../device.js";
import { field, form, h } from "../dom.js";
import { heading } from "./parts.js";

export function register(app, { registration_token }) {
  const name = field("Name", { autocomplete: "name", required: true });
  const email = field("Email", { type: "email", autocomplete: "email", required: true });
  const password = field("Password", { type: "password", autocomplete: "new-password", required: true });
  return [
    heading("Who are you?"),
    h("p", {}, "Your number is confirmed. Your name and mail are what a team sees of you."),
    form("Create my account", [name, email, password], async () => {
      const said = { name: name.input.value, email: email.input.value, password: password.input.value };
      const made = await app.api.post("/v1/accounts", { registration_token, ...said });
      app.api.keep(made);
      remember(app.number, { email: email.input.value, name: name.input.value });
      await app.signedIn();
    }),
  ];
}
