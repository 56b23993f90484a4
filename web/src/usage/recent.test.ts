import { expect, test } from "vitest";

import { withoutPlans } from "./limits";
import type { Usage } from "./queries";
import { sumRecent } from "./recent";

const row = (day: string, amount: string) => ({ day, amount: { amount } });

test("the month counts from its first day, the line has 30 days, whichever is longer", () => {
  const rows = [
    row("2026-10-31", "1.00"),
    row("2026-11-01", "0.10"),
    row("2026-11-02", "0.25"),
    row("2026-12-01", "7.00"),
  ];
  const recent = sumRecent(rows, "2026-11-30");
  expect(recent.values).toHaveLength(30);
  expect([recent.values[0], recent.values[1]]).toEqual([0.1, 0.25]);
  expect([recent.days.amount, recent.month.amount]).toEqual(["0.35", "0.35"]);
  expect(sumRecent([row("2026-12-01", "7.00"), row("2026-12-31", "1.00")], "2026-12-31")).toMatchObject({
    days: { amount: "1.00" },
    month: { amount: "8.00" },
  });
});

test("a spend limit counts no number plans, today and in the forecast", () => {
  const plain = { count: 1, seconds: 0, day: "2026-11-02" };
  const usage: Usage = {
    from: "2026-11-01",
    to: "2026-11-20",
    time_zone: "UTC",
    rows: [
      { ...plain, kind: "call", amount: { amount: "1.25" } },
      { ...plain, kind: "plan", amount: { amount: "3.00" } },
    ],
    total: { amount: { amount: "4.25" }, count: 2, seconds: 0 },
    forecast: { amount: "5.00" },
  };
  const counted = withoutPlans(usage);
  expect(counted.spent.amount).toBe("1.25");
  expect(counted.usage.rows).toHaveLength(1);
  expect(counted.usage.forecast?.amount).toBe("2.00");
});
