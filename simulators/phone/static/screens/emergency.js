// How emergency calls are made: asked of who has a number, until they have acknowledged it once (N11).

import { action, h } from "../dom.js";

// Returns the question, or null for who has no number or has acknowledged it.
export async function askAboutEmergencies(app) {
  const found = await app.api.get("/v1/numbers?user_id=me&limit=100").catch(() => ({ items: [] }));
  const number = found.items.find((one) => one.emergency_acknowledged === false && one.status === "active");
  if (!number) return null;
  return h(
    "section",
    { class: "card good", "aria-label": "Emergency calls" },
    h("h3", {}, "Emergency calls"),
    h("p", {}, number.emergency_notice),
    action("I understand", async () => {
      await app.api.post("/v1/calling/emergency-acknowledgment");
      await app.render();
    }),
  );
}
