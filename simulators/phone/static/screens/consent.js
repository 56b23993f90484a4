// What a person agrees to before they join a team: who pays, what the team sees, what becomes of what they have (B10).

import { action, h } from "../dom.js";
import { choose } from "../store.js";
import { formatNumber } from "../device.js";
import { back, heading, money } from "./parts.js";

export async function consent(app, preview, code) {
  if (!preview.consent) return joined(app, preview);
  const { consent: agreed } = preview;
  const own = await ownThings(app);
  const hasCredits = Number(preview.credits?.amount ?? 0) > 0;
  return [
    heading(`Join ${preview.team_name}?`),
    h(
      "dl",
      { class: "card" },
      h("dt", {}, "Owner"),
      h("dd", {}, preview.owner_name),
      ...(hasCredits ? [h("dt", {}, "Credits for you"), h("dd", {}, money(preview.credits))] : []),
    ),
    h("p", {}, "What changes:"),
    ...part("Who pays", [...agreed.pays, ...own.plans]),
    ...part("What the owner and admins see", [...agreed.sees, agreed.sees_not]),
    ...part("What stays yours", [...agreed.stays, ...own.stays]),
    ...part("If you leave", agreed.leaving),
    action(`Agree and join ${preview.team_name}`, () => join(app, code, agreed.version), { class: "main" }),
    back("Not now", () => app.go("settings")),
  ];
}

function part(title, sentences) {
  return [h("h3", {}, title), h("ul", {}, sentences.map((sentence) => h("li", {}, sentence)))];
}

function joined(app, preview) {
  return [
    heading(preview.team_name),
    ...preview.changes.map((change) => h("p", {}, change)),
    back("Back", () => app.go("settings")),
  ];
}

// What the person has now: the numbers that they pay for, their own credits, and what they pay for in a store.
async function ownThings(app) {
  const [plans, credits, stores] = await Promise.all([
    app.api.get("/v1/subscriptions?payer=self"),
    app.api.get("/v1/users/me/credits"),
    app.api.get("/v1/store-subscriptions"),
  ]);
  const paid = stores.items.filter(({ is_test, status }) => !is_test && status !== "ended");
  return {
    plans: plans.items.filter((plan) => plan.status !== "opening").map((plan) =>
      `${formatNumber(plan.phone_number)} is paid until ${day(plan.paid_through)}. ${whoPays(plan)}`),
    stays: [
      ...(Number(credits.own.amount) > 0 ? [`Your own credits: ${money(credits.own)}.`] : []),
      ...paid.map((it) => `Your subscription from ${choose(it.store).name} is paid until ${day(it.paid_through ?? it.ends_at)}.`),
    ],
  };
}

// Who pays next, as it truly is: what is canceled ends, and what is past due is paid by the team.
function whoPays({ ends, renews_at, store, status }) {
  if (ends) return store ? "Its renewal is off in the store, so it ends then." : "It's canceled and ends then.";
  if (renews_at) return `Your team pays from ${day(renews_at)}.`;
  return status === "past_due" ? "Its renewal wasn't paid. Your team pays when you join." : "It ends then.";
}

function day(instant) {
  return new Date(instant).toLocaleDateString([], { day: "numeric", month: "long", year: "numeric" });
}

async function join(app, code, version) {
  await app.api.post("/v1/transfers", { code, consent: version });
  app.pendingCode = null;
  await app.go("business", { isNew: true });
}
