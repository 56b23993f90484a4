// The home screen: the account, its credits, its team, and where to go from here.

import { formatNumber } from "../device.js";
import { h } from "../dom.js";
import { askAboutEmergencies } from "./emergency.js";
import { heading, money } from "./parts.js";

export async function home(app) {
  const [profile, credits, team, emergency] = await Promise.all([
    app.api.get("/v1/profile"),
    app.api.get("/v1/users/me/credits").catch(() => null),
    app.api.get("/v1/team").catch(() => null),
    askAboutEmergencies(app),
  ]);
  return [
    heading(`Hello ${profile.name}`),
    emergency,
    h(
      "dl",
      { class: "card" },
      h("dt", {}, "Login ID"),
      h("dd", {}, formatNumber(profile.phone_number ?? app.number)),
      ...(credits ? [h("dt", {}, "Credits"), h("dd", {}, money(credits.balance))] : []),
      h("dt", {}, "Team"),
      h("dd", {}, team ? team.name : "None"),
    ),
    h("button", { type: "button", class: "main", click: () => app.go("numbers") }, "My numbers"),
    h("button", { type: "button", click: () => app.go("usage") }, "My usage"),
    h("button", { type: "button", click: () => app.go("settings") }, "Settings"),
  ];
}
