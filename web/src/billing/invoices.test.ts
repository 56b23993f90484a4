import { expect, test } from "vitest";

import { documentLabel, lastMonths } from "./invoices";

test("the last twelve months end with this one, across the year's end", () => {
  const months = lastMonths("2027-02-28");
  expect(months.slice(0, 3)).toEqual(["2027-02", "2027-01", "2026-12"]);
  expect(months).toHaveLength(12);
});

test("each kind of document has a name", () => {
  expect(documentLabel({ kind: "credit_note" })).toBe("Credit note");
});
