// Sign in with number and password.

import { remember } from "../device.js";
import { field, form, h } from "../dom.js";
import { back, heading } from "./parts.js";

export function signIn(app) {
  const number = field("Phone number (your Login ID)", { type: "tel", value: app.number, autocomplete: "username" });
  const password = field("Password", { type: "password", autocomplete: "current-password", required: true });
  return [
    heading("Sign in"),
    form("Sign in", [number, password], async () => {
      const credentials = { phone_number: number.input.value, password: password.input.value };
      try {
        await enter(app, await app.api.post("/v1/sessions", credentials));
      } catch (problem) {
        if (problem.code !== "second_factor_required") throw problem;
        const { challenge, accepts } = problem.body;
        await app.go("secondStep", { challenge, accepts, done: (tokens) => enter(app, tokens) });
      }
    }),
    h("a", { href: "/phone/recover", target: "_blank", rel: "noopener" }, "I no longer have this phone"),
    back("Create an account", () => app.go("welcome")),
  ];
}

async function enter(app, tokens) {
  app.api.keep(tokens);
  const { email, name } = await app.api.get("/v1/profile");
  remember(app.number, { email, name });
  await app.signedIn();
}
