// Settings: the business account, the subscription, the email, and sign-out.

import { h } from "../dom.js";
import { back, heading } from "./parts.js";

export function settings(app) {
  const item = (label, goes) =>
    h("li", {}, h("button", { type: "button", click: goes }, label, h("span", { "aria-hidden": "true" }, "›")));
  return [
    heading("Settings"),
    h(
      "ul",
      { class: "list" },
      item("Business Account", () => app.go("business")),
      item("Subscription", () => app.go("subscription")),
      item("Email", () => app.go("email")),
      item("Sign out", () => app.signOut()),
    ),
    back("Back", () => app.go("home")),
  ];
}
