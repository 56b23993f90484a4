/** Charges are added up exactly and by the reader's dates; attempts fall on the promised days. */
import { describe, expect, it } from "vitest";

import type { Plan } from "../../api/plans";
import { chargesByDay } from "./chargesByDay";
import { chargeAttempts, compatiblePlans } from "./planStatus";
import type { Charge } from "./queries";

function charge(when: string, amount: string, what = "US local number, monthly: +14155550100"): Charge {
  return {
    when,
    amount: { amount, currency: "USD" },
    what,
    payer: "team",
    subscription_id: "sub_1",
    number_id: "num_1",
  };
}

describe("charges to come", () => {
  it("fall on the days of the viewer's zone", () => {
    const charges = [charge("2026-12-01T03:00:00Z", "1.00"), charge("2026-12-01T23:00:00Z", "1.00")];
    expect(chargesByDay(charges, "America/New_York").map(({ day }) => day)).toEqual(["2026-11-30", "2026-12-01"]);
    expect(chargesByDay(charges, "UTC").map(({ day }) => day)).toEqual(["2026-12-01"]);
  });

  it("are added up by day and in all, without a rounding", () => {
    const charges = [
      charge("2026-12-01T10:00:00Z", "0.10"),
      charge("2026-12-01T11:00:00Z", "0.20"),
      charge("2027-01-01T10:00:00Z", "0.000001"),
    ];
    const days = chargesByDay(charges, "UTC");
    expect(days.map(({ sum }) => sum.amount)).toEqual(["0.30", "0.000001"]);
    expect(days.map(({ total }) => total.amount)).toEqual(["0.30", "0.300001"]);
  });

  it("name a plan once a day, with its numbers", () => {
    const charges = [
      charge("2026-12-01T10:00:00Z", "1.00"),
      charge("2026-12-01T10:00:00Z", "10.00", "US local number, 12 months: +12125550101"),
      charge("2026-12-01T12:00:00Z", "1.00", "US local number, monthly: +14155550102"),
      charge("2026-12-01T13:00:00Z", "2.00", "Something new"),
    ];
    expect(chargesByDay(charges, "UTC")[0]?.lines).toEqual([
      { plan: "US local number, monthly", numbers: ["+14155550100", "+14155550102"] },
      { plan: "US local number, 12 months", numbers: ["+12125550101"] },
      { plan: "Something new", numbers: [] },
    ]);
  });

  it("are nothing where there is nothing", () => expect(chargesByDay([], "UTC")).toEqual([]));
});

describe("a plan that is past due", () => {
  it("is charged on the due date and 1, 3, 5 and 7 days later; attempts before the next one have failed", () => {
    const attempts = chargeAttempts({ paid_through: "2026-12-01T10:00:00Z", renews_at: "2026-12-04T10:00:00Z" });
    expect(attempts).toEqual([
      { at: "2026-12-01T10:00:00.000Z", state: "failed" },
      { at: "2026-12-02T10:00:00.000Z", state: "failed" },
      { at: "2026-12-04T10:00:00.000Z", state: "next" },
      { at: "2026-12-06T10:00:00.000Z", state: "later" },
      { at: "2026-12-08T10:00:00.000Z", state: "later" },
    ]);
  });
});

describe("another plan", () => {
  const plan = (plan_id: string, kind: Plan["kind"]) => ({ plan_id, kind, country: "US" }) as Plan;
  it("is one for numbers of the same kind", () => {
    const plans = [
      plan("local_monthly", "local"),
      plan("local_yearly", "local"),
      plan("toll_free_monthly", "toll_free"),
    ];
    expect(compatiblePlans(plans, "local_monthly").map(({ plan_id }) => plan_id)).toEqual([
      "local_monthly",
      "local_yearly",
    ]);
    expect(compatiblePlans(plans, "unheard_of")).toEqual([]);
  });
});
