import { expect, test } from "vitest";

import { compareMonths } from "./compared";

const row = (day: string, amount: string) => ({ day, amount: { amount } });
const NOVEMBER = { first: "2026-11-01", last: "2026-11-03" };
const OCTOBER = { first: "2026-10-01", last: "2026-10-31" };

test("each day has the total of the month before by the same day, the expected days too", () => {
  const days = { rows: [row("2026-11-01", "1.00"), row("2026-11-03", "2.00")], forecast: { amount: "30.00" } };
  const before = { rows: [row("2026-10-02", "4.00"), row("2026-10-31", "5.00")] };
  const { points, before: soFar } = compareMonths(NOVEMBER, days, OCTOBER, before);
  expect(points).toHaveLength(30);
  expect(points.map(({ before }) => before?.text).slice(0, 3)).toEqual(["$0.00", "$4.00", "$4.00"]);
  expect(points.at(-1)).toMatchObject({ text: "$30.00", expected: true, before: { text: "$4.00" } });
  expect(soFar).toMatchObject({ amount: "4.00" });
});

test("the days after the end of a shorter month have its whole total", () => {
  const february = { first: "2027-02-01", last: "2027-02-28" };
  const march = { first: "2027-03-01", last: "2027-03-30" };
  const { points } = compareMonths(march, { rows: [] }, february, { rows: [row("2027-02-28", "3.00")] });
  expect(points.at(-1)?.before?.text).toBe("$3.00");
});

test("without the month before nothing is compared", () => {
  const { points, before } = compareMonths(NOVEMBER, { rows: [] }, OCTOBER, undefined);
  expect(points.every((point) => point.before === undefined)).toBe(true);
  expect(before).toBeNull();
});
