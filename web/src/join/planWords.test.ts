import { expect, test } from "vitest";

import { explainPlan } from "./planWords";

const ACTIVE = {
  status: "active" as const,
  ends: false,
  renews_at: "2026-12-31T00:00:00Z",
  source: "web" as const,
  store: null,
};
const IN_STORE = { ...ACTIVE, source: "store" as const, store: "app_store" as const };

test("the team pays for what is renewed, here or in a store", () => {
  expect(explainPlan(ACTIVE, "Rosa's")).toEqual({ pays: "" });
  expect(explainPlan(IN_STORE, "Rosa's")).toEqual({ pays: "" });
});

test("only what is canceled is said to be, and where", () => {
  const off = { ends: true, renews_at: null };
  expect(explainPlan({ ...ACTIVE, ...off, status: "cancelled" }, "Rosa's")).toEqual({
    says: "It's canceled and ends then.",
  });
  expect(explainPlan({ ...IN_STORE, ...off, status: "cancelled" }, "Rosa's")).toEqual({
    says: "Its renewal is off in the App Store, so it ends then.",
  });
});

test("what is past due is not said to be canceled", () => {
  expect(explainPlan({ ...ACTIVE, status: "past_due" }, "Rosa's")).toEqual({ pays: "Its renewal wasn't paid." });
  expect(explainPlan({ ...IN_STORE, status: "past_due", renews_at: null }, "Rosa's")).toEqual({
    says: "The App Store couldn't renew it. Rosa's pays when you join.",
  });
});

test("what is being set up has no renewal yet", () => {
  const opening = { ...ACTIVE, status: "opening" as const, renews_at: null };
  expect(explainPlan(opening, "Rosa's")).toEqual({ says: "It's being set up. Rosa's pays from its first renewal." });
});
