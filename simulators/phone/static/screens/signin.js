// Sign in with number and password.

import { remember } from "../device.js";
import { field, form } from "../dom.js";
import { back, heading } from "./parts.js";

export function signIn(app) {
  const number = field("Phone number (your Login ID)", { type: "tel", value: app.number, autocomplete: "username" });
  const password = field("Password", { type: "password", autocomplete: "current-password", required: true });
  return [
    heading("Sign in"),
    form("Sign in", [number, password], async () => {
      const credentials = { phone_number: number.input.value, password: password.input.value };
      app.api.keep(await app.api.post("/v1/sessions", credentials));
      const { email, name } = await app.api.get("/v1/profile");
      remember(app.number, { email, name });
      await app.signedIn();
    }),
    back("Create an account", () => app.go("welcome")),
  ];
}
