import { expect, test } from "vitest";

import { expectedDays, makePoints, percentMore, stepOf, sumDays } from "./days";

const money = (amount: string) => ({ amount });
const row = (day: string, amount: string) => ({ day, amount: money(amount) });
const NOVEMBER = { first: "2026-11-01", last: "2026-11-20" };

test("each day is there, with its exact sum", () => {
  const days = sumDays({ rows: [row("2026-11-03", "0.000001"), row("2026-11-03", "1.10")] }, NOVEMBER);
  expect(days).toHaveLength(20);
  expect(days[2]).toEqual({ day: "2026-11-03", micros: 1_100_001n });
  expect(days[3]).toEqual({ day: "2026-11-04", micros: 0n });
});

test("the days to come share what is expected, to the last micro-dollar", () => {
  const days = sumDays({ rows: [row("2026-11-20", "2.00")] }, NOVEMBER);
  const expected = expectedDays(days, money("3.000001"));
  expect(expected.map(({ day }) => day)).toEqual(Array.from({ length: 10 }, (_, at) => `2026-11-${21 + at}`));
  expect(expected.reduce((sum, { micros }) => sum + micros, 0n)).toBe(1_000_001n);
  const points = makePoints(days, expected, "day", true);
  expect(points.at(-1)).toMatchObject({ name: "Nov 30, 2026", text: "$3.00", expected: true });
  expect(points[18]).toMatchObject({ text: "$0.00" });
  expect(points[19]).toMatchObject({ text: "$2.00", value: 2 });
});

test("nothing is expected without a forecast, on the last day, or below what was spent", () => {
  const days = sumDays({ rows: [row("2026-11-20", "2.00")] }, NOVEMBER);
  expect(expectedDays(days, null)).toEqual([]);
  expect(expectedDays(days, money("1.00"))).toEqual([]);
  expect(expectedDays(sumDays({ rows: [] }, { first: "2026-11-01", last: "2026-11-30" }), money("9.00"))).toEqual([]);
});

test("many days are shown as weeks, then as months, and lose nothing", () => {
  const quarter = { first: "2026-08-01", last: "2026-10-31" };
  expect(stepOf(NOVEMBER)).toBe("day");
  expect(stepOf(quarter)).toBe("week");
  expect(stepOf({ first: "2025-11-01", last: "2026-11-30" })).toBe("month");
  const days = sumDays({ rows: [row("2026-08-07", "1.00"), row("2026-08-08", "2.50")] }, quarter);
  expect(makePoints(days, [], "week", false).slice(0, 2)).toMatchObject([
    { name: "Aug 1, 2026 to Aug 7, 2026", text: "$1.00" },
    { name: "Aug 8, 2026 to Aug 14, 2026", text: "$2.50" },
  ]);
  expect(makePoints(days, [], "month", false)).toHaveLength(3);
  expect(makePoints(days, [], "month", true).at(-1)).toMatchObject({ text: "$3.50" });
});

test("a comparison is in percent, and none is made with nothing", () => {
  expect(percentMore(money("1.50"), money("1.00"))).toBe(50);
  expect(percentMore(money("0.90"), money("1.00"))).toBe(-10);
  expect(percentMore(money("1.00"), money("0.00"))).toBeNull();
});
