/** The dates and permissions of a number follow from its status. */
import { describe, expect, it } from "vitest";

import {
  keyDate,
  nextAttempt,
  permissionsFor,
  pickPortOut,
  releaseDate,
  renewalPlanId,
  waitingTexts,
} from "./lifecycle";
import type { PhoneNumber } from "./types";

const NUMBER: PhoneNumber = {
  number_id: "num_1",
  phone_number: "+14155551000",
  kind: "local",
  status: "active",
  holder: "team",
  shared_with: [],
  emergency_acknowledged: true,
  texting: "ready",
  texting_reason: null,
  user_id: "acc_1",
  label: "",
  is_default: false,
  plan: { plan_id: "local_monthly", name: "Local", price: { amount: "1.00", currency: "USD" }, months: 1 },
  next_plan: null,
  subscription_id: "sub_1",
  store: null,
  manage_url: null,
  paid_through: "2026-12-24T10:00:00Z",
  ends: false,
  reserved_until: null,
  reason: null,
  reason_text: null,
  forwarding: null,
  calls: null,
  waiting_texts: 0,
  emergency_notice: "",
  created_at: "2026-11-24T10:00:00Z",
};
const owner = { account_id: "acc_9", managesTeam: true };
const user = { account_id: "acc_1", managesTeam: false };

describe("the date that matters", () => {
  it.each([
    [{}, "Renews", "2026-12-24T10:00:00Z"],
    [{ ends: true }, "Ends", "2026-12-24T10:00:00Z"],
    [{ status: "suspended" as const }, "Past due since", "2026-12-24T10:00:00Z"],
    [
      { status: "releasing" as const, reserved_until: "2027-01-23T10:00:00Z" },
      "Reserved until",
      "2027-01-23T10:00:00Z",
    ],
  ])("%o is %s %s", (now, word, at) => expect(keyDate({ ...NUMBER, ...now })).toEqual({ word, at }));

  it.each(["ordering", "failed", "released"] as const)("is none for one that is %s", (status) =>
    expect(keyDate({ ...NUMBER, status })).toBeNull(),
  );

  it("comes thirty days after the end", () =>
    expect(releaseDate("2026-12-24T10:00:00Z")).toBe("2027-01-23T10:00:00.000Z"));
});

describe("texts that wait for a user", () => {
  it.each([
    [0, ""],
    [1, "1 text is waiting"],
    [12, "12 texts are waiting"],
  ])("%i are shown as %s", (waiting_texts, shown) => expect(waitingTexts({ waiting_texts })).toBe(shown));
});

describe("a failed renewal", () => {
  it.each([
    ["2026-12-24T11:00:00Z", "2026-12-25T10:00:00.000Z", false],
    ["2026-12-25T11:00:00Z", "2026-12-27T10:00:00.000Z", false],
    ["2026-12-28T11:00:00Z", "2026-12-29T10:00:00.000Z", false],
    ["2026-12-30T11:00:00Z", "2026-12-31T10:00:00.000Z", true],
    ["2027-01-05T11:00:00Z", "2026-12-31T10:00:00.000Z", true],
  ])("is at %s tried next at %s", (now, at, isLast) =>
    expect(nextAttempt("2026-12-24T10:00:00Z", Date.parse(now))).toEqual({ at, isLast }),
  );
});

describe("who may do what", () => {
  it("the team's manager decides about the team's numbers, and its owner alone lets them leave", () => {
    const rights = { rename: true, makeDefault: true, assign: true, decide: true, leave: false };
    expect(permissionsFor(NUMBER, owner)).toEqual(rights);
    expect(permissionsFor(NUMBER, { ...owner, ownsTeam: true })).toEqual({ ...rights, leave: true });
  });

  it("its user names it and makes it their default, and no more", () =>
    expect(permissionsFor(NUMBER, user)).toEqual({
      rename: true,
      makeDefault: true,
      assign: false,
      decide: false,
      leave: false,
    }));

  it("a number that a member brought stays theirs to decide about", () => {
    const own = { ...NUMBER, holder: "user" as const };
    const none = { rename: false, makeDefault: false, assign: false, decide: false, leave: false };
    expect(permissionsFor(own, owner)).toEqual(none);
    expect([permissionsFor(own, user).decide, permissionsFor(own, user).leave]).toEqual([true, true]);
  });

  it("one that is past due cannot become a default, and can be moved", () => {
    const rights = permissionsFor({ ...NUMBER, status: "suspended" }, owner);
    expect([rights.makeDefault, rights.assign]).toEqual([false, true]);
  });

  it("no one has rights to an unassigned number before the profile is loaded", () =>
    expect(permissionsFor({ ...NUMBER, user_id: null }, { account_id: undefined, managesTeam: false }).rename).toBe(
      false,
    ));
});

it("a number is renewed as its plan, unless another was chosen", () => {
  const yearly = {
    plan_id: "local_yearly",
    name: "Local",
    price: { amount: "10.00", currency: "USD" as const },
    months: 12,
  };
  expect(renewalPlanId(NUMBER)).toBe("local_monthly");
  expect(renewalPlanId({ ...NUMBER, next_plan: yearly })).toBe("local_yearly");
});

describe("the transfer to show", () => {
  it("is the newest open one, else the newest", () => {
    const ended = { id: "ended", ended_at: "2026-11-24T10:00:00Z" };
    const open = { id: "open", ended_at: null };
    expect(pickPortOut([ended, open])).toBe(open);
    expect(pickPortOut([ended])).toBe(ended);
    expect(pickPortOut([])).toBeUndefined();
  });
});
