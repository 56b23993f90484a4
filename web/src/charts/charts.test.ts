import { expect, test } from "vitest";

import { csvOf, csvOfBars, headings } from "./csv";
import { labeledPoints, makeScales, placeAfter, placeAt } from "./scale";
import { summarize } from "./summary";
import type { Point } from "./types";

const point = (day: number, value: number, expected = false): Point => ({
  key: `2026-11-${String(day).padStart(2, "0")}`,
  name: `Nov ${day}, 2026`,
  short: `Nov ${day}`,
  value,
  text: `$${value.toFixed(2)}`,
  ...(expected && { expected }),
});
const DAYS = [point(1, 2), point(2, 0), point(3, 5), point(4, 1, true)];

test("days are summed up in a sentence", () => {
  const days = { points: DAYS, shape: "columns", unit: "day", limit: null } as const;
  expect(summarize(days)).toBe("Most on Nov 3, 2026: $5.00. No cost in 1 of 3 days.");
  expect(summarize({ ...days, points: [point(1, 0)] })).toBe("Nothing was spent in these days.");
});

test("a running total says what is expected, and when the limit is passed", () => {
  const points = [point(1, 2), point(2, 4), point(3, 8, true)];
  const total = { points, shape: "line", unit: "day" } as const;
  expect(summarize({ ...total, limit: null })).toBe("$4.00 up to Nov 2, 2026. Expected by Nov 3, 2026: $8.00.");
  expect(summarize({ ...total, limit: { value: 6, text: "Limit $6.00" } })).toContain(
    "Limit $6.00, expected to be exceeded on Nov 3, 2026.",
  );
  expect(summarize({ ...total, limit: { value: 3, text: "Limit $3.00" } })).toContain("exceeded on Nov 2, 2026.");
});

test("a chart has room for its values, its limit, and what is below zero", () => {
  const { y } = makeScales([point(1, -1), point(2, 3)], { value: 10, text: "" }, 640);
  expect(y.domain()[0]).toBeLessThanOrEqual(-1);
  expect(y.domain()[1]).toBeGreaterThanOrEqual(10);
  expect(makeScales([point(1, 0)], null, 640).y.domain()).toEqual([0, 1]);
});

test("as many days are named as there is room for", () => {
  const month = Array.from({ length: 30 }, (_, at) => point(at + 1, 1));
  expect(labeledPoints(month, 1000).length).toBeLessThanOrEqual(15);
  expect(labeledPoints(month, 330).length).toBeLessThanOrEqual(4);
  expect(labeledPoints(DAYS, 640)).toEqual(DAYS);
});

test("keys move by days and weeks and stay within; a pointer finds the day under it", () => {
  expect(placeAfter("ArrowRight", 29, 30)).toBe(29);
  expect(placeAfter("ArrowLeft", 3, 30)).toBe(2);
  expect(placeAfter("PageUp", 3, 30)).toBe(0);
  expect(placeAfter("End", 3, 30)).toBe(29);
  expect(placeAfter("Tab", 3, 30)).toBeNull();
  expect(placeAt(-5, 30, 640)).toBe(0);
  expect(placeAt(10_000, 30, 640)).toBe(29);
});

test("a chart's file has the days and plain amounts, with what is compared and what happened where there is any", () => {
  const points = [
    { ...point(1, 1204.5), text: "$1,204.50", before: { value: 1, text: "$1.00" }, mark: "Credits bought: $5.00" },
    point(2, 3, true),
  ];
  const columns = headings({ column: "Cost", unit: "day", points, beforeName: "Last month" });
  expect(csvOf(columns, points).split("\r\n")).toEqual([
    "Day,Cost,Last month,What happened,Note",
    "2026-11-01,1204.50,1.00,Credits bought: $5.00,",
    "2026-11-02,3.00,,,expected",
    "",
  ]);
  expect(headings({ column: "Cost", unit: "day", points: DAYS, beforeName: "Before" })).toEqual(["Day", "Cost"]);
});

test("a name that a spreadsheet would calculate stays text, and one with a comma is quoted", () => {
  const bars = [{ name: "=HYPERLINK(1)", text: "-$4.10", about: "12 calls, 3 texts" }];
  expect(csvOfBars("People", bars)).toBe(`People,Amount,About\r\n'=HYPERLINK(1),-4.10,"12 calls, 3 texts"\r\n`);
});
