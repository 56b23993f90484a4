// Settings > Business Account: entering the transfer code, and the membership (T6).

import { action, field, form, h } from "../dom.js";
import { consent } from "./consent.js";
import { back, heading } from "./parts.js";

export async function business(app, { preview, code, isNew }) {
  if (preview) return consent(app, preview, code);
  const team = await app.api.get("/v1/team").catch((problem) => {
    if (problem.status === 404) return null;
    throw problem;
  });
  if (!team) return askForCode(app);
  return isNew ? welcome(app, team) : onTeam(app, team);
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

// After joining: what the person has now, and where to find it.
function welcome(app, team) {
  const goes = (label, screen, members = {}) => h("button", { type: "button", ...members, click: () => app.go(screen) }, label);
  return [
    heading(`Welcome to ${team.name}`),
    membership(team),
    h("p", {}, "Your team pays for your number plans now. Numbers and credits it gives you will appear here."),
    goes("My numbers", "numbers", { class: "main" }),
    goes("My usage and credits", "usage"),
    back("Done", () => app.go("home")),
  ];
}

function membership(team) {
  const isOwner = team.role === "owner";
  return h(
    "div",
    { class: "card good" },
    h("h3", {}, team.name),
    h("p", {}, "Active"),
    h("p", { class: "soft" }, isOwner ? "This is your team." : `Owner: ${team.owner?.name ?? "unknown"}. Your role: ${team.role}.`),
  );
}

function onTeam(app, team) {
  return [
    heading("Business Account"),
    membership(team),
    team.role === "owner" ? null : action("Leave team", () => leave(app)),
    back("Back", () => app.go("settings")),
  ];
}

async function leave(app) {
  await app.api.post("/v1/team/leave");
  await app.go("business");
}
