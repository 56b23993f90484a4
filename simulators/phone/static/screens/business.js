// Settings > Business Account: entering the transfer code, and the membership (T6).

import { action, field, form, h } from "../dom.js";
import { consent } from "./consent.js";
import { back, heading } from "./parts.js";

export async function business(app, { preview, code }) {
  if (preview) return consent(app, preview, code);
  const team = await app.api.get("/v1/team").catch((problem) => {
    if (problem.status === 404) return null;
    throw problem;
  });
  return team ? onTeam(app, team) : askForCode(app);
}

function askForCode(app) {
  const typed = field("Business Transfer code", {
    class: "code", value: app.pendingCode ?? "", autocomplete: "off", maxlength: "2000", placeholder: "XXXXX-XXXXX", required: true,
  });
  return [
    heading("Business Account"),
    h("p", {}, "Your company or family sent you a code by text and email. Enter it and they'll pay for your number plans."),
    form("Continue", [typed], async () => {
      const code = typed.input.value;
      await app.go("business", { preview: await app.api.post("/v1/transfers/preview", { code }), code });
    }),
    back("Back", () => app.go("settings")),
  ];
}

function onTeam(app, team) {
  const owner = team.role === "owner";
  return [
    heading("Business Account"),
    h(
      "div",
      { class: "card good" },
      h("h3", {}, team.name),
      h("p", {}, "Active"),
      h("p", { class: "soft" }, owner ? "This is your team." : `Owner: ${team.owner?.name ?? "unknown"}. Your role: ${team.role}.`),
    ),
    owner ? null : action("Leave team", () => leave(app)),
    back("Back", () => app.go("settings")),
  ];
}

async function leave(app) {
  await app.api.post("/v1/team/leave");
  await app.go("business");
}
