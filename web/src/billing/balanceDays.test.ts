import { expect, test } from "vitest";

import { balancePoints, describeBalance } from "./balanceDays";

const usd = (amount: string) => ({ amount, currency: "USD" as const });
const entry = (day: string, kind: string, amount: string, balance: string) => ({
  at: `${day}T10:00:00Z`,
  kind,
  amount: usd(amount),
  balance: usd(balance),
});
const DAYS = { first: "2026-11-01", today: "2026-11-05", dayOf: (at: string) => at.slice(0, 10) };
const ENTRIES = [
  entry("2026-11-04", "spent", "-1.00", "11.00"),
  entry("2026-11-03", "purchase", "10.00", "12.00"),
  entry("2026-11-03", "spent", "-3.00", "2.00"),
];

test("a day without entries has the balance of the day before, and before the first the one that it began with", () => {
  const points = balancePoints({ entries: ENTRIES, more: false }, DAYS);
  expect(points.map(({ text }) => text)).toEqual(["$5.00", "$5.00", "$12.00", "$11.00", "$11.00"]);
  expect(points.map(({ mark }) => mark).filter(Boolean)).toEqual(["Credits bought: $10.00"]);
  expect(describeBalance(points)).toBe("Lowest on Nov 1, 2026: $5.00. Credits bought: once.");
});

test("where older entries aren't loaded, it begins with the oldest that is", () => {
  const points = balancePoints({ entries: ENTRIES, more: true }, DAYS);
  expect(points[0]?.key).toBe("2026-11-03");
  expect(balancePoints({ entries: [], more: false }, DAYS)).toEqual([]);
});

test("an entry before the first day that is shown counts for the balance that it begins with", () => {
  const points = balancePoints({ entries: [entry("2026-10-31", "purchase", "50.00", "50.00")], more: false }, DAYS);
  expect(points[0]?.key).toBe("2026-11-01");
  expect(new Set(points.map(({ text }) => text))).toEqual(new Set(["$50.00"]));
});
