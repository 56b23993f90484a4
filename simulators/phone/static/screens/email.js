// Settings > Email: where mail goes, and changing it; a link in a mail confirms the new one.

import { remember } from "../device.js";
import { field, form, h } from "../dom.js";
import { back, heading } from "./parts.js";

const FAILURES = {
  bounced: "Our emails to this address bounce, so we've stopped sending them.",
  complained: "Our emails to this address were reported as spam, so we've stopped sending them.",
};

export async function email(app, { saved }) {
  const profile = await app.api.get("/v1/profile");
  const typed = field("Email", { type: "email", value: profile.new_email ?? profile.email, autocomplete: "email", required: true });
  return [
    heading("Email"),
    saved ? h("p", { role: "status" }, "Saved. Open the link we emailed you to confirm it.") : null,
    !saved && FAILURES[profile.email_state]
      ? h("p", { role: "alert" }, `${FAILURES[profile.email_state]} Change it, or save it again to get a new confirmation link.`)
      : null,
    form("Save", [typed], async () => {
      const changed = await app.api.patch("/v1/profile", { email: typed.input.value.trim() });
      remember(app.number, { email: changed.email });
      await app.go("email", { saved: true });
    }),
    back("Back", () => app.go("settings")),
  ];
}
