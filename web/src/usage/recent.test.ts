import { expect, test } from "vitest";

import { percentUsed } from "./limits";
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

test("of a limit, whole percents are used; of a limit of nothing all is", () => {
  expect(percentUsed({ amount: "0.499999" }, { amount: "0.50" })).toBe(99);
  expect(percentUsed({ amount: "15.40" }, { amount: "5.00" })).toBe(308);
  expect(percentUsed({ amount: "0.00" }, { amount: "0.00" })).toBe(100);
});
